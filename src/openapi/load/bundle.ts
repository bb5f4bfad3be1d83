import { formatPointer, isObject } from '../../kernel/index.js';
import { type SourcePlace, splitPlace } from '../source-place.js';
import type { Documents } from './documents.js';
import { type MemberKind, mayBeReference, memberKind, type PartKind, sectionOf } from './part-kinds.js';

type Members = Readonly<Record<string, unknown>>;

/**
 * Makes one document of the files of a description, in its version. Parts of other files become components, references to
 * them stay references, and what has no place among the components is put where it is referred to. Data stay as they are.
 */
export function bundle(documents: Documents, { isVersion2 }: { isVersion2: boolean }): Members {
  return new Bundler(documents, isVersion2).bundle();
}

/** A part of another file, and the component that it becomes. */
type Moved = { place: SourcePlace; kind: PartKind; section: string; name: string };

class Bundler {
  readonly #documents: Documents;
  readonly #isVersion2: boolean;
  /** The moved parts, by kind and place. */
  readonly #moved = new Map<string, Moved>();
  /** The moved parts to which a component of the first file is only a reference: they take its place. */
  readonly #adopted = new Map<SourcePlace, Moved>();
  /** The parts that are being put where they are referred to. */
  readonly #open = new Set<SourcePlace>();

  constructor(documents: Documents, isVersion2: boolean) {
    this.#documents = documents;
    this.#isVersion2 = isVersion2;
  }

  bundle(): Members {
    this.#adopt();
    const root = this.#read(this.#documents.root.value, `${this.#documents.entry}#`, 'root') as Members;
    const sections = new Map<string, [string, unknown][]>();
    const adopted = new Set(this.#adopted.values());
    // the loop also visits the parts that it adds
    for (const part of this.#moved.values()) {
      if (adopted.has(part)) continue;
      const { place, kind, section, name } = part;
      const value = this.#read(this.#documents.at(place), place, kind);
      sections.set(section, [...(sections.get(section) ?? []), [name, value]]);
    }
    if (sections.size === 0) return root;
    const components = this.#components(root);
    const extended = Object.fromEntries(
      [...sections].map(([section, parts]) => {
        const own = components[section];
        return [section, { ...(isObject(own) ? own : {}), ...Object.fromEntries(parts) }];
      }),
    );
    const all = { ...components, ...extended };
    return this.#isVersion2 ? all : { ...root, components: all };
  }

  /** The object that has the sections of named parts. */
  #components(root: unknown): Members {
    const holder = this.#isVersion2 || !isObject(root) ? root : root.components;
    return isObject(holder) ? holder : {};
  }

  #adopt(): void {
    const start = `${this.#documents.entry}#${this.#isVersion2 ? '' : '/components'}`;
    const components = this.#components(this.#documents.root.value);
    for (const kind of ['schema', 'parameter', 'requestBody', 'response', 'header', 'example'] as const) {
      const section = sectionOf(kind, this.#isVersion2);
      const parts = section === undefined ? undefined : components[section];
      if (section === undefined || !isObject(parts)) continue;
      for (const [name, part] of Object.entries(parts)) {
        if (!isObject(part) || typeof part.$ref !== 'string' || Object.keys(part).length > 1) continue;
        const place = start + formatPointer([section, name]);
        const target = this.#documents.find(part.$ref, place);
        if (target === undefined || this.#isInEntry(target) || this.#moved.has(`${kind} ${target}`)) continue;
        const moved = { place: target, kind, section, name };
        this.#moved.set(`${kind} ${target}`, moved);
        this.#adopted.set(place, moved);
      }
    }
  }

  #read(value: unknown, place: SourcePlace, kind: PartKind): unknown {
    if (!isObject(value)) return value;
    const adopted = this.#adopted.get(place);
    if (adopted?.kind === kind) return this.#read(this.#documents.at(adopted.place), adopted.place, kind);
    if (mayBeReference(kind) && typeof value.$ref === 'string') return this.#readReference(value, place, kind);
    return this.#readMembers(value, place, kind);
  }

  #readMembers(value: Members, place: SourcePlace, kind: PartKind): Members {
    const members = Object.entries(value).flatMap(([name, inner]): [string, unknown][] => {
      const at = place + formatPointer([name]);
      const found = memberKind(kind, name);
      if (found) return [[name, this.#readMember(inner, at, found)]];
      if (kind === 'example' && name === 'externalValue' && typeof inner === 'string' && !('value' in value)) {
        const content = this.#documents.readValueBeside(inner, place);
        return [content === undefined ? [name, inner] : ['value', content]];
      }
      if (kind !== 'schema') return [[name, inner]];
      if (name === 'discriminator') return [[name, this.#readDiscriminator(inner, at)]];
      // in another document they would change what references mean
      return !this.#isInEntry(place) && IDENTIFIERS.has(name) ? [] : [[name, inner]];
    });
    return Object.fromEntries(members);
  }

  #readMember(value: unknown, place: SourcePlace, kind: MemberKind): unknown {
    const inner = 'one' in kind ? kind.one : kind.named;
    const readAt = (one: unknown, token: string | number) => this.#read(one, place + formatPointer([token]), inner);
    if ('one' in kind) return Array.isArray(value) ? value.map(readAt) : this.#read(value, place, inner);
    if (!isObject(value)) return value;
    // a part may be called __proto__
    return Object.fromEntries(Object.entries(value).map(([name, one]) => [name, readAt(one, name)]));
  }

  #readReference(value: Members, place: SourcePlace, kind: PartKind): unknown {
    const reference = String(value.$ref);
    const target = this.#documents.find(reference, place);
    const section = sectionOf(kind, this.#isVersion2);
    // what has no place among the components is put here, and one that contains itself ends here
    if (target !== undefined && !this.#isInEntry(target) && section === undefined) {
      if (this.#open.has(target)) return {};
      this.#open.add(target);
      const part = this.#read(this.#documents.at(target), target, kind);
      this.#open.delete(target);
      return part;
    }
    const $ref = this.#translate(reference, { place, target, kind });
    return { ...this.#readMembers(value, place, kind), $ref };
  }

  /** A reference as the bundle has it. One that leads nowhere still leads nowhere. */
  #translate(
    reference: string,
    { place, target, kind }: { place: SourcePlace; target: SourcePlace | undefined; kind: PartKind },
  ): string {
    const isLocal = this.#isInEntry(place) && reference.startsWith('#');
    if (isLocal) return reference;
    if (target === undefined) return this.#documents.fromEntry(reference, place);
    if (this.#isInEntry(target)) return `#${encodePointer(splitPlace(target).pointer)}`;
    const { section, name } = this.#move(target, kind);
    return `#${encodePointer(formatPointer(this.#isVersion2 ? [section, name] : ['components', section, name]))}`;
  }

  /** Makes a component of a part of another file. */
  #move(place: SourcePlace, kind: PartKind): Moved {
    const key = `${kind} ${place}`;
    const known = this.#moved.get(key);
    if (known) return known;
    const section = sectionOf(kind, this.#isVersion2) ?? '';
    const own = this.#components(this.#documents.root.value)[section];
    const taken = new Set([
      ...Object.keys(isObject(own) ? own : {}),
      ...[...this.#moved.values()].filter(part => part.section === section).map(part => part.name),
    ]);
    const wanted = nameOf(place);
    let name = wanted;
    for (let number = 2; taken.has(name); number++) name = `${wanted}-${number}`;
    const moved = { place, kind, section, name };
    this.#moved.set(key, moved);
    return moved;
  }

  /** The values of a mapping are references, or names of schemas. */
  #readDiscriminator(value: unknown, place: SourcePlace): unknown {
    if (!isObject(value) || !isObject(value.mapping)) return value;
    const mapping = Object.entries(value.mapping).map(([name, to]) => {
      if (typeof to !== 'string') return [name, to];
      const isReference = /[#/.]/.test(to);
      const reference = isReference ? to : `#/components/schemas/${to}`;
      const target = this.#documents.find(reference, place);
      const isUnchanged = target === undefined || (!isReference && this.#isInEntry(place));
      return [name, isUnchanged ? to : this.#translate(reference, { place, target, kind: 'schema' })];
    });
    return { ...value, mapping: Object.fromEntries(mapping) };
  }

  #isInEntry(place: SourcePlace): boolean {
    return splitPlace(place).file === this.#documents.entry;
  }
}

const IDENTIFIERS: ReadonlySet<string> = new Set(['$id', '$schema', '$anchor']);

/** The name of a component: the last name of its pointer, or that of its file. */
function nameOf(place: SourcePlace): string {
  const { file, pointer } = splitPlace(place);
  const last =
    pointer === '' ? file.replace(/^.*\//, '').replace(/\.(ya?ml|json)$/i, '') : pointer.replace(/^.*\//, '');
  const name = last
    .replaceAll('~1', '_')
    .replaceAll('~0', '_')
    .replace(/[^\w.-]+/g, '_');
  return name === '' ? 'part' : name;
}

/** A pointer as the fragment of a reference has it. */
function encodePointer(pointer: string): string {
  return pointer.toWellFormed().split('/').map(encodeURIComponent).join('/');
}
