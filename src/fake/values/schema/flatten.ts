import type { JsonSchema } from '../../../openapi/index.js';
import type { Choices } from './choices.js';
import { type Constraints, createConstraints, memberSchemas } from './constraints.js';
import { type Discriminator, discriminate } from './discriminate.js';
import { addKeywords, kindsOfType, type SchemaObject } from './keywords.js';
import { negate } from './negate.js';

/** How deep `not` in `not` is followed by construction. */
const MAX_NESTING = 40;

/** How many schemas are merged into one. */
const MAX_MERGED = 10_000;

/** The constraints of single schemas that have no choice and no reference. Making them takes longer than making most values. */
const settled = new WeakMap<object, Constraints>();

export type Flattening = {
  resolve(reference: string): JsonSchema;
  choices: Choices;
  /** How often a reference may still be followed at this value. */
  mayFollow(reference: string): boolean;
};

/**
 * Merges schemas that all apply to one value: follows `$ref` and `allOf`, and chooses a branch of `oneOf`, `anyOf`, `if` and `not`.
 * Undefined where the schemas contradict each other.
 */
export function flatten(schemas: readonly JsonSchema[], flattening: Flattening): Constraints | undefined {
  const [only] = schemas;
  const cacheKey = schemas.length === 1 && typeof only === 'object' ? only : undefined;
  const known = cacheKey && settled.get(cacheKey);
  if (known) return known;
  const merge = new Merge(flattening);
  if (!schemas.every(schema => merge.apply(schema)) || !merge.isPossible()) return undefined;
  const { constraints } = merge;
  if (cacheKey && flattening.choices.isEmpty && constraints.references.length === 0) settled.set(cacheKey, constraints);
  return constraints;
}

class Merge {
  readonly constraints: Constraints = createConstraints();
  readonly #flattening: Flattening;
  #nesting = 0;
  #merged = 0;

  constructor(flattening: Flattening) {
    this.#flattening = flattening;
  }

  isPossible(): boolean {
    return this.constraints.kinds.size > 0 && this.constraints.allowed?.length !== 0;
  }

  /** Adds a schema; false where it contradicts what is there. */
  apply(schema: JsonSchema): boolean {
    if (typeof schema === 'boolean') return schema;
    // what is nested this deeply, or comes after so many others, is tested, and not made by construction
    if (this.#nesting > MAX_NESTING || ++this.#merged > MAX_MERGED) return true;
    this.#nesting++;
    const possible = this.#applyObject(schema);
    this.#nesting--;
    return possible;
  }

  #applyObject(schema: SchemaObject): boolean {
    const { shapes, lists } = this.constraints;
    const [firstShape, firstList] = [shapes.length, lists.length];
    addKeywords(this.constraints, schema);
    if (!this.isPossible() || !this.#applyReference(schema.$ref)) return false;
    const inner = (schema.allOf ?? []) as JsonSchema[];
    if (!inner.every(branch => this.apply(branch))) return false;
    if (!this.#applyBranches(schema) || !this.#applyCondition(schema) || !this.#applyDependents(schema)) return false;
    if ('not' in schema && !this.#applyNot(schema.not as JsonSchema)) return false;
    if ('unevaluatedProperties' in schema) this.#closeObject(firstShape, schema.unevaluatedProperties as JsonSchema);
    if ('unevaluatedItems' in schema) this.#closeList(firstList, schema.unevaluatedItems as JsonSchema);
    return true;
  }

  #applyReference(reference: unknown): boolean {
    if (typeof reference !== 'string') return true;
    const { references } = this.constraints;
    // a schema that refers to itself at the same value says nothing more
    if (references.includes(reference)) return true;
    if (!this.#flattening.mayFollow(reference)) return false;
    references.push(reference);
    return this.apply(this.#flattening.resolve(reference));
  }

  #applyBranches(schema: SchemaObject): boolean {
    const discriminator = schema.discriminator as Discriminator | undefined;
    const own = discriminator && !schema.oneOf && !schema.anyOf;
    if (own && !this.#name(discriminate(discriminator, this.constraints.references))) return false;
    for (const keyword of ['anyOf', 'oneOf'] as const) {
      const branches = schema[keyword] as JsonSchema[] | undefined;
      if (!branches) continue;
      const { ordered, preferred } = orderBranches(branches);
      const branch = ordered[this.#flattening.choices.pick(ordered.length, preferred)] ?? false;
      if (!this.apply(branch)) return false;
      if (discriminator && !this.#name(discriminate(discriminator, referenceOf(branch)))) return false;
      if (keyword === 'oneOf' && !this.#applyOnly(branch, branches)) return false;
    }
    return true;
  }

  /** Gives the discriminating member its value, if that is possible. */
  #name(named: JsonSchema | undefined): boolean {
    if (!named || this.#flattening.choices.pick(2, 1) === 1) return true;
    return this.apply(named);
  }

  /** The other branches must not be valid: by luck, or by construction. */
  #applyOnly(branch: JsonSchema, branches: readonly JsonSchema[]): boolean {
    if (branches.length === 1) return true;
    this.constraints.tests.push({ oneOf: branches });
    if (this.#flattening.choices.pick(2, 1) === 0) return true;
    return branches.every(other => other === branch || this.#applyNot(other));
  }

  #applyCondition(schema: SchemaObject): boolean {
    if (!('if' in schema) || !('then' in schema || 'else' in schema)) return true;
    const { if: condition, then = true, else: otherwise = true } = schema as Record<string, JsonSchema>;
    this.constraints.tests.push({ if: condition, then, else: otherwise });
    const holds = this.#flattening.choices.pick(2) === 0;
    return holds
      ? this.apply(condition as JsonSchema) && this.apply(then)
      : this.#applyNot(condition as JsonSchema) && this.apply(otherwise);
  }

  #applyDependents({ dependentSchemas }: SchemaObject): boolean {
    if (!dependentSchemas) return true;
    this.constraints.tests.push({ dependentSchemas });
    return Object.entries(dependentSchemas as Record<string, JsonSchema>).every(([name, schema]) => {
      const known = memberSchemas(this.constraints.shapes, name).length > 0 || this.constraints.required.has(name);
      const present = (this.#flattening.choices.pick(2, 1) === 0) === known;
      return present
        ? this.apply({ required: [name] }) && this.apply(schema)
        : this.apply({ properties: { [name]: false } });
    });
  }

  #applyNot(schema: JsonSchema): boolean {
    if (isType(schema)) {
      for (const kind of kindsOfType(schema.type)) this.constraints.kinds.delete(kind);
      return this.isPossible();
    }
    const ways = negate(schema, this.#flattening.resolve);
    if (ways.length === 0) return false;
    this.constraints.tests.push({ not: schema });
    return this.apply(ways[this.#flattening.choices.pick(ways.length)] ?? true);
  }

  /** Members that no schema since `first` has evaluated must satisfy the schema of `unevaluatedProperties`. */
  #closeObject(first: number, additional: JsonSchema): void {
    const { shapes, suggested } = this.constraints;
    const evaluated = shapes.slice(first);
    if (additional === true || evaluated.some(shape => shape.additional !== true)) return;
    const properties = Object.fromEntries(
      evaluated.flatMap(shape => Object.keys(shape.properties)).map(name => [name, true]),
    );
    const patterns = Object.fromEntries(
      evaluated.flatMap(shape => Object.keys(shape.patterns)).map(name => [name, true]),
    );
    shapes.push({ properties, patterns, additional });
    suggested.add('object');
  }

  /** Items that no schema since `first` has evaluated must satisfy the schema of `unevaluatedItems`. */
  #closeList(first: number, rest: JsonSchema): void {
    const { lists, suggested } = this.constraints;
    const evaluated = lists.slice(first);
    if (rest === true || evaluated.some(list => list.rest !== true)) return;
    const length = Math.max(0, ...evaluated.map(({ prefix }) => prefix.length));
    lists.push({ prefix: Array.from({ length }, () => true), rest });
    suggested.add('array');
  }
}

/** Puts the branches that are only null at the end. */
function orderBranches(branches: readonly JsonSchema[]): { ordered: JsonSchema[]; preferred: number } {
  const isNull = (branch: JsonSchema) =>
    typeof branch === 'object' && (branch.type === 'null' || branch.const === null);
  const plausible = branches.filter(branch => !isNull(branch));
  return { ordered: [...plausible, ...branches.filter(isNull)], preferred: plausible.length || branches.length };
}

function referenceOf(branch: JsonSchema): string[] {
  return typeof branch === 'object' && typeof branch.$ref === 'string' ? [branch.$ref] : [];
}

function isType(schema: JsonSchema): schema is SchemaObject {
  return typeof schema === 'object' && schema.type !== undefined && Object.keys(schema).length === 1;
}
