import { posix } from 'node:path';
import { isObject, valueAt } from '../../kernel/index.js';
import type { SourcePlace } from '../source-place.js';
import { splitPlace } from '../source-place.js';
import { type Changes, changeDocuments } from './change-documents.js';
import { findLines } from './parse-document.js';
import type { FileSource } from './source.js';
import type { Warnings } from './warnings.js';

/** A value of a description and its place. */
export type Located = { value: unknown; place: SourcePlace };

type Loaded = { text: string; value: unknown };

/** The files of a description, parsed, and the references between them. */
export class Documents {
  readonly entry: string;
  readonly #loaded: ReadonlyMap<string, Loaded>;
  /** Why a file to which something refers could not be read. */
  readonly unread: ReadonlyMap<string, string>;
  readonly #warnings: Warnings;
  readonly #source: FileSource;

  constructor(parts: DocumentParts) {
    this.entry = parts.source.entry;
    this.#source = parts.source;
    this.#loaded = parts.loaded;
    this.unread = parts.unread;
    this.#warnings = parts.warnings;
  }

  /** The same files with other values at some places. Throws a `RangeError` where the object of a place is not there. */
  changed(changes: Changes, warnings: Warnings): Documents {
    const values = changeDocuments(new Map([...this.#loaded].map(([file, { value }]) => [file, value])), changes);
    const loaded = [...this.#loaded].map(([file, { text }]) => [file, { text, value: values.get(file) }] as const);
    return new Documents({ source: this.#source, loaded: new Map(loaded), unread: this.unread, warnings });
  }

  get root(): Located {
    return { value: this.#loaded.get(this.entry)?.value, place: `${this.entry}#` };
  }

  at(place: SourcePlace): unknown {
    const { file, pointer } = splitPlace(place);
    return valueAt(this.#loaded.get(file)?.value, pointer);
  }

  /** The files that were read. */
  get files(): readonly string[] {
    return [...this.#loaded.keys()];
  }

  /**
   * The place that a reference means; undefined, with a warning that ends with `instead`, where there is nothing. `from` is
   * where it stands.
   */
  locate(reference: string, from: SourcePlace, instead = 'anything is allowed there'): SourcePlace | undefined {
    const found = this.find(reference, from);
    if (found !== undefined) return found;
    const { file } = splitReference(reference, from);
    const reason = this.#loaded.has(file) ? 'does not exist' : this.#whyUnread(file);
    this.#warnings.add(from, `refers to ${reference}, which ${reason}; ${instead}`);
    return undefined;
  }

  /** The place that a reference means; undefined where there is nothing. */
  find(reference: string, from: SourcePlace): SourcePlace | undefined {
    const { file, fragment } = splitReference(reference, from);
    const document = this.#loaded.get(file);
    if (!document) return undefined;
    const pointer = decode(fragment);
    if (pointer === '' || (pointer.startsWith('/') && valueAt(document.value, pointer) !== undefined)) {
      return `${file}#${pointer}`;
    }
    const anchored = pointer.startsWith('/') ? undefined : findAnchor(document.value, pointer);
    return anchored === undefined ? undefined : `${file}#${anchored}`;
  }

  /** A reference as it would be written in the first file. */
  fromEntry(reference: string, from: SourcePlace): string {
    if (splitPlace(from).file === this.entry) return reference;
    const { file, fragment } = splitReference(reference, from);
    return `${isUrl(file) ? file : encodeURI(file.toWellFormed())}#${fragment}`;
  }

  #whyUnread(file: string): string {
    if (isUrl(file)) return 'is not on this machine';
    const reason = this.unread.get(file);
    return reason === undefined ? 'is not read' : `cannot be read: ${reason}`;
  }

  /** Follows the references of a value that is not a schema, such as a parameter. Undefined, with a warning, if one dangles. */
  follow({ value, place }: Located): Located | undefined {
    const seen = new Set<SourcePlace>();
    let found: Located = { value, place };
    while (isObject(found.value) && typeof found.value.$ref === 'string') {
      const target = this.locate(found.value.$ref, found.place, 'it is ignored');
      if (target === undefined) return undefined;
      if (seen.has(target)) {
        this.#warnings.add(place, `refers to itself by ${found.value.$ref}`);
        return undefined;
      }
      seen.add(target);
      found = { value: this.at(target), place: target };
    }
    return found;
  }

  /** Reads a file beside the one in which `from` stands, such as an example. Undefined, with a warning, where that fails. */
  readBeside(path: string, from: SourcePlace): string | undefined {
    try {
      if (isUrl(path)) throw new Error('is not on this machine');
      return this.#source.readNow(fileOf(path, splitPlace(from).file));
    } catch (error) {
      this.#warnings.add(from, `names the file ${path}, which ${reasonOf(error)}`);
      return undefined;
    }
  }

  /** The value in such a file: parsed if it is JSON, else as text. */
  readValueBeside(path: string, from: SourcePlace): unknown {
    const content = this.readBeside(path, from);
    if (content === undefined) return undefined;
    try {
      return JSON.parse(content);
    } catch {
      return content;
    }
  }

  /** The lines of places, counted from 1. */
  lines(places: Iterable<SourcePlace>): Map<SourcePlace, number> {
    const byFile = new Map<string, string[]>();
    for (const place of places) {
      const { file, pointer } = splitPlace(place);
      const pointers = byFile.get(file);
      if (pointers) pointers.push(pointer);
      else byFile.set(file, [pointer]);
    }
    const lines = new Map<SourcePlace, number>();
    for (const [file, pointers] of byFile) {
      const found = findLines(this.#loaded.get(file)?.text ?? '', pointers);
      for (const [pointer, line] of found) lines.set(`${file}#${pointer}`, line);
    }
    return lines;
  }
}

type DocumentParts = {
  source: FileSource;
  loaded: ReadonlyMap<string, Loaded>;
  unread: ReadonlyMap<string, string>;
  warnings: Warnings;
};

/** The file that a reference means, and the place in it as it is written. */
function splitReference(reference: string, from: SourcePlace): { file: string; fragment: string } {
  const { file: base } = splitPlace(from);
  const [path = '', fragment = ''] = reference.split('#');
  return { file: path === '' ? base : fileOf(path, base), fragment };
}

/** The name of a file to which another one refers. */
export function fileOf(path: string, base: string): string {
  return isUrl(path) ? path : posix.join(posix.dirname(base), decode(path));
}

export function isUrl(path: string): boolean {
  return /^[a-z][a-z\d+.-]*:/i.test(path);
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/** The pointer of the schema with this `$anchor`. */
function findAnchor(value: unknown, anchor: string, pointer = ''): string | undefined {
  if (value === null || typeof value !== 'object') return undefined;
  if (isObject(value) && value.$anchor === anchor) return pointer;
  for (const [name, inner] of Object.entries(value)) {
    const found = findAnchor(inner, anchor, `${pointer}/${name.replaceAll('~', '~0').replaceAll('/', '~1')}`);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** Why a file could not be read, as a clause: `it is a folder`, `line 3, column 5: …`. */
export function describeFailure(error: unknown): string {
  const reason = reasonOf(error);
  return /^(is|was|does) /.test(reason) ? `it ${reason}` : reason;
}

function reasonOf(error: unknown): string {
  const { code, message, cause } = error as NodeJS.ErrnoException;
  if (code === 'ENOENT') return 'does not exist';
  if (code === 'EISDIR') return 'is a folder';
  // the reason why a fetch failed is in its cause
  return message === 'fetch failed' && cause instanceof Error ? cause.message : message;
}
