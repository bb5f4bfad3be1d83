import type { JsonSchema } from '../../../openapi/index.js';
import { accepts, isForbidden } from '../schema/accepts.js';
import { type Constraints, memberSchemas } from '../schema/constraints.js';
import { splitWords } from '../words/by-name.js';
import { makeByPattern } from '../words/by-pattern.js';
import { isMinimal, type Made, type Node, type Run } from './node.js';

/** How many members without a declared name an open object gets. */
const USUAL_ENTRIES = 2;
/** How many names are tried for members that must exist, for each that is missing. */
const MAX_TRIES = 30;

/** Makes an object with its required members and, above some depth, its optional ones; undefined where a required one cannot be made. */
export function makeObject(constraints: Constraints, node: Node, run: Run): Record<string, unknown> | undefined {
  const object = new ObjectDraft(constraints, node, run);
  return object.addRequired() && object.addOptional() && object.addMissing() ? object.finish() : undefined;
}

class ObjectDraft {
  readonly #constraints: Constraints;
  readonly #node: Node;
  readonly #run: Run;
  readonly #members = new Map<string, unknown>();
  readonly #required: Set<string>;
  /** The names of members in the order in which the schemas declare them. */
  readonly #declared: readonly string[];

  constructor(constraints: Constraints, node: Node, run: Run) {
    this.#constraints = constraints;
    this.#node = node;
    this.#run = run;
    this.#declared = [...new Set(constraints.shapes.flatMap(({ properties }) => Object.keys(properties)))];
    this.#required = new Set([...constraints.required].filter(name => !this.#isForbidden(name)));
  }

  addRequired(): boolean {
    for (const name of this.#required) {
      if (!this.#add(name, true)) return false;
      // a required member may need others
      for (const needed of this.#dependents(name)) this.#required.add(needed);
    }
    return this.#members.size <= this.#constraints.maxProperties;
  }

  addOptional(): boolean {
    const minimal = isMinimal(this.#run, this.#node);
    for (const name of this.#declared) {
      if (this.#members.size >= this.#constraints.maxProperties) break;
      const wanted = !minimal || this.#members.size < this.#constraints.minProperties;
      if (wanted && !this.#members.has(name)) this.#addWithDependents(name);
    }
    if (!minimal && this.#declared.length === 0 && this.#isMap()) this.#addEntries(USUAL_ENTRIES);
    return true;
  }

  addMissing(): boolean {
    const missing = this.#constraints.minProperties - this.#members.size;
    if (missing > 0) this.#addEntries(missing);
    return this.#members.size >= this.#constraints.minProperties;
  }

  /** The members in the order in which the schema declares them. */
  finish(): Record<string, unknown> {
    const names = [...this.#declared.filter(name => this.#members.has(name)), ...this.#members.keys()];
    // assigning to __proto__ would not make a member
    return Object.fromEntries(names.map(name => [name, this.#members.get(name)]));
  }

  /** Whether the schema says what members without a declared name look like. */
  #isMap(): boolean {
    return this.#constraints.shapes.some(
      ({ additional, patterns }) =>
        (typeof additional === 'object' && Object.keys(additional).length > 0) || Object.keys(patterns).length > 0,
    );
  }

  #add(name: string, required: boolean): boolean {
    if (this.#members.has(name)) return true;
    const schemas = memberSchemas(this.#constraints.shapes, name);
    if (!this.#isNameValid(name) || schemas.some(schema => isForbidden(schema, this.#run))) return false;
    const made = this.#makeMember(name, { schemas, required });
    if (made) this.#members.set(name, made.value);
    return made !== undefined;
  }

  /** Adds an optional member and what it needs, or neither. */
  #addWithDependents(name: string): void {
    const { dependents, maxProperties } = this.#constraints;
    // most schemas have none
    if (dependents.length === 0 && this.#members.size < maxProperties) {
      this.#add(name, false);
      return;
    }
    const before = new Set(this.#members.keys());
    const names = new Set([name]);
    let added = true;
    for (const next of names) {
      added &&= this.#add(next, false);
      for (const needed of this.#dependents(next)) names.add(needed);
    }
    if (added && this.#members.size <= this.#constraints.maxProperties) return;
    for (const key of [...this.#members.keys()]) if (!before.has(key)) this.#members.delete(key);
  }

  #makeMember(
    name: string,
    { schemas, required }: { schemas: readonly JsonSchema[]; required: boolean },
  ): Made | undefined {
    const { name: owner } = this.#node;
    return this.#run.make({
      ...this.#node,
      schemas,
      name,
      owner,
      depth: this.#node.depth + 1,
      references: [...this.#node.references, ...this.#constraints.references],
      optional: this.#node.optional || !required,
    });
  }

  #dependents(name: string): string[] {
    return this.#constraints.dependents.flatMap(([trigger, names]) => (trigger === name ? names : []));
  }

  #isForbidden(name: string): boolean {
    return memberSchemas(this.#constraints.shapes, name).some(schema => isForbidden(schema, this.#run));
  }

  #isNameValid(name: string): boolean {
    return this.#constraints.propertyNames.every(schema => accepts(schema, name, this.#run));
  }

  #addEntries(count: number): void {
    const most = Math.min(this.#members.size + count, this.#constraints.maxProperties);
    for (let attempt = 0; attempt < count * MAX_TRIES && this.#members.size < most; attempt++) {
      const name = this.#drawName(attempt);
      if (name !== undefined && !this.#members.has(name)) this.#addWithDependents(name);
    }
  }

  /** A name that a pattern of the schema matches, or a plain word. */
  #drawName(attempt: number): string | undefined {
    const { shapes, propertyNames } = this.#constraints;
    const { source } = this.#run;
    const patterns = shapes.flatMap(shape => Object.keys(shape.patterns));
    if (patterns.length > 0 && attempt % 3 !== 2) {
      return makeByPattern(source.pick(patterns) as string, source, {
        min: 1,
        max: 60,
        fits: name => this.#isNameValid(name),
      });
    }
    if (propertyNames.length > 0 && attempt % 3 !== 1) {
      const made = this.#run.make({
        ...this.#node,
        schemas: [...propertyNames, { type: 'string' }],
        name: 'key',
        depth: this.#node.depth + 1,
      });
      return made?.value as string | undefined;
    }
    return splitWords(source.faker.word.noun()).replaceAll(' ', '_');
  }
}
