import { canonicalJson, formatPointer, isObject } from '../../../kernel/index.js';
import { hasContained } from '../make/make-array.js';
import type { Made, Node, Run } from '../make/node.js';
import { accepts, isForbidden, kindOf } from '../schema/accepts.js';
import { Choices } from '../schema/choices.js';
import { type Constraints, itemSchemas, memberSchemas } from '../schema/constraints.js';
import { flatten } from '../schema/flatten.js';
import { nameOfThing } from '../words/by-name.js';
import { singular } from '../words/singular.js';
import { approximate, convert, findAllowed } from './convert.js';

export type Path = readonly (string | number)[];

/** A value with the places that were changed. */
export type Repaired = { value: unknown; changed: readonly Path[] };

/** A place in a value that is mended. */
export type Spot = { node: Node; path: Path };

/** What the validator refuses although nothing here shows it, such as a format that it alone knows. */
export class RefusedPlaces {
  readonly #pointers: readonly string[];

  constructor(paths: readonly Path[]) {
    this.#pointers = paths.map(formatPointer);
  }

  at(path: Path): boolean {
    return this.#pointers.length > 0 && this.#pointers.includes(formatPointer(path));
  }

  /** Whether something inside the value at a path is refused. */
  within(path: Path): boolean {
    const prefix = `${formatPointer(path)}/`;
    return this.#pointers.some(pointer => pointer.startsWith(prefix));
  }
}

/** How many combinations of branches are compared at one value. */
const MAX_BRANCHES = 24;

/** Changes a value as little as its schemas need. */
export class Repair {
  readonly #run: Run;
  readonly #refused: RefusedPlaces;

  constructor(run: Run, refused: RefusedPlaces) {
    this.#run = run;
    this.#refused = refused;
  }

  /** Mends a value, or makes another one in its place; undefined where neither can be done. */
  mend(value: unknown, spot: Spot): Repaired | undefined {
    const { node, path } = spot;
    if (this.#refused.at(path)) return this.#make(spot);
    return this.#findLeast(value, spot) ?? this.#make({ node: { ...node, examples: false }, path });
  }

  #isValid(value: unknown, { schemas }: Node): boolean {
    return schemas.every(schema => accepts(schema, value, this.#run));
  }

  #make({ node, path }: Spot): Repaired | undefined {
    const made: Made | undefined = this.#run.make(node);
    return made && { value: made.value, changed: [path] };
  }

  /** Compares what each combination of branches would change. */
  #findLeast(value: unknown, spot: Spot): Repaired | undefined {
    const choices = new Choices(() => 0);
    let least: (Repaired & { cost: number }) | undefined;
    for (let attempt = 0; attempt < MAX_BRANCHES && this.#run.work-- > 0; attempt++) {
      const constraints = flatten(spot.node.schemas, { resolve: this.#run.resolve, choices, mayFollow: () => true });
      const repaired = constraints && this.#repair(value, constraints, spot);
      if (repaired && this.#isValid(repaired.value, spot.node)) {
        const cost = repaired.changed.length + countContradictions(value, constraints);
        if (!least || cost < least.cost) least = { ...repaired, cost };
        if (least.cost <= 1) break;
      }
      if (!choices.next()) break;
    }
    return least && { value: least.value, changed: least.changed };
  }

  #repair(value: unknown, constraints: Constraints, spot: Spot): Repaired | undefined {
    if (this.#isValid(value, spot.node) && !this.#refused.within(spot.path)) return { value, changed: [] };
    const candidates = [
      ...(constraints.allowed ? findAllowed(value, constraints.allowed) : []),
      ...(constraints.kinds.has(kindOf(value)) ? approximate(value, constraints) : convert(value, constraints.kinds)),
    ];
    const valid = candidates.find(candidate => this.#isValid(candidate, spot.node));
    if (valid !== undefined) return { value: valid, changed: [spot.path] };
    for (const candidate of [value, ...candidates]) {
      const repaired = constraints.kinds.has(kindOf(candidate))
        ? this.#repairWithin(candidate, constraints, spot)
        : undefined;
      if (repaired) return candidate === value ? repaired : { ...repaired, changed: [spot.path] };
    }
    return undefined;
  }

  #repairWithin(value: unknown, constraints: Constraints, spot: Spot): Repaired | undefined {
    if (Array.isArray(value)) return this.#repairList(value, constraints, spot);
    return isObject(value) ? this.#repairObject(value, constraints, spot) : undefined;
  }

  #repairList(list: readonly unknown[], constraints: Constraints, { node, path }: Spot): Repaired | undefined {
    const kept: unknown[] = [];
    const changed: Path[] = [];
    const seen = new Set<string>();
    const enter = (index: number): Spot => ({
      node: {
        ...node,
        schemas: itemSchemas(constraints.lists, index),
        name: singular(node.name),
        depth: node.depth + 1,
        references: [...node.references, ...constraints.references],
      },
      path: [...path, index],
    });
    const add = (item: Repaired | undefined): void => {
      if (!item) return;
      const text = canonicalJson(item.value);
      if (constraints.unique && seen.has(text)) return;
      seen.add(text);
      kept.push(item.value);
      changed.push(...item.changed);
    };
    for (const item of list.slice(0, Math.min(list.length, constraints.maxItems)))
      add(this.mend(item, enter(kept.length)));
    if (kept.length < list.length) changed.push(path);
    for (
      let attempt = 0;
      kept.length < constraints.minItems && attempt < constraints.minItems * 8 && this.#run.work > 0;
      attempt++
    ) {
      add(this.#make(enter(kept.length)));
    }
    return hasContained(kept, constraints.contains, this.#run) ? { value: kept, changed } : undefined;
  }

  #repairObject(object: Record<string, unknown>, constraints: Constraints, { node, path }: Spot): Repaired | undefined {
    const [reference = node.name] = constraints.references;
    const owner = nameOfThing(reference.slice(reference.lastIndexOf('/') + 1)) || node.owner;
    const members = new Map(Object.entries(object));
    const changed: Path[] = [];
    const required = new Set(constraints.required);
    for (const [trigger, names] of constraints.dependents)
      if (members.has(trigger)) for (const name of names) required.add(name);
    const enter = (name: string): Spot => ({
      node: {
        ...node,
        schemas: memberSchemas(constraints.shapes, name),
        name,
        owner,
        depth: node.depth + 1,
        references: [...node.references, ...constraints.references],
        optional: node.optional || !required.has(name),
      },
      path: [...path, name],
    });
    for (const [name, value] of [...members]) {
      const spot = enter(name);
      const mended = this.#repairMember(value, spot, required.has(name));
      if (!mended) members.delete(name);
      else members.set(name, mended.value);
      changed.push(...(mended?.changed ?? [spot.path]));
    }
    for (const name of required) {
      const spot = enter(name);
      if (members.has(name) || this.#isForbidden(spot)) continue;
      const made = this.#make(spot);
      if (!made) return undefined;
      members.set(name, made.value);
      changed.push(...made.changed);
    }
    for (const name of [...members.keys()].reverse()) {
      if (members.size <= constraints.maxProperties) break;
      if (!required.has(name) && members.delete(name)) changed.push([...path, name]);
    }
    return { value: Object.fromEntries(members), changed };
  }

  /** Undefined where a member must go: it is not known, not sent in this direction, or null and optional. */
  #repairMember(value: unknown, spot: Spot, required: boolean): Repaired | undefined {
    if (this.#isForbidden(spot) || spot.node.schemas.includes(false)) return undefined;
    if (!required && value === null && !this.#isValid(value, spot.node)) return undefined;
    return this.mend(value, spot);
  }

  #isForbidden({ node: { schemas } }: Spot): boolean {
    return schemas.some(schema => isForbidden(schema, this.#run));
  }
}

/** How many members have another value than the only one that a branch allows: they say that another branch is meant. */
function countContradictions(value: unknown, { shapes }: Constraints): number {
  if (!isObject(value)) return 0;
  const members = shapes.flatMap(({ properties }) => Object.entries(properties));
  return members.filter(([name, schema]) => {
    if (typeof schema === 'boolean' || !Object.hasOwn(value, name)) return false;
    const allowed = 'const' in schema ? [schema.const] : (schema.enum as unknown[] | undefined);
    return allowed?.length === 1 && allowed[0] !== value[name];
  }).length;
}
