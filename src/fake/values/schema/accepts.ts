import { canonicalJson, isObject } from '../../../kernel/index.js';
import { compilePattern, type Direction, type JsonSchema } from '../../../openapi/index.js';
import { hasFormat } from '../words/by-format.js';
import type { Kind } from './constraints.js';
import { isMultiple } from './decimals.js';
import { kindsOfType, type SchemaObject } from './keywords.js';

export type Acceptance = {
  resolve(reference: string): JsonSchema;
  /** Where given, members that are not sent in this direction are refused. */
  direction?: Direction | undefined;
};

/** The members and items that schemas have looked at, for `unevaluatedProperties` and `unevaluatedItems`. */
type Seen = { members: Set<string>; items: Set<number> };

type Result = { passed: boolean; seen: Seen };

/** A value that is nested deeper is not looked at. */
const MAX_DEPTH = 300;

/**
 * Whether a value is valid under a schema. A branch is chosen, and an example is taken, by testing parts of a description that have no
 * validator; what a description's validator says of the whole value decides in the end.
 */
export function accepts(schema: JsonSchema, value: unknown, acceptance: Acceptance): boolean {
  return new Test(acceptance).passes(schema, value, { members: new Set(), items: new Set() });
}

/** Whether a member with this schema is not sent in a direction: read-only in requests, write-only in responses. */
export function isForbidden(schema: JsonSchema, { resolve, direction }: Acceptance, depth = 0): boolean {
  if (direction === undefined || typeof schema === 'boolean' || depth > 8) return false;
  if (schema[direction === 'response' ? 'writeOnly' : 'readOnly'] === true) return true;
  const inner = [
    ...(typeof schema.$ref === 'string' ? [resolve(schema.$ref)] : []),
    ...((schema.allOf ?? []) as JsonSchema[]),
  ];
  return inner.some(branch => isForbidden(branch, { resolve, direction }, depth + 1));
}

/** Whether two JSON values are equal, whatever the order of their members. */
export function isEqual(left: unknown, right: unknown): boolean {
  return (
    left === right ||
    (typeof left === 'object' && typeof right === 'object' && canonicalJson(left) === canonicalJson(right))
  );
}

/** The kind of a JSON value. */
export function kindOf(value: unknown): Kind {
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'array';
  if (typeof value === 'number') return Number.isInteger(value) ? 'integer' : 'fraction';
  return typeof value as 'object' | 'string' | 'boolean';
}

class Test {
  readonly #acceptance: Acceptance;
  /** What each referred schema said of each value: schemas that refer to one schema twice would double the steps. */
  readonly #results = new Map<string, Map<unknown, Result>>();
  #depth = 0;

  constructor(acceptance: Acceptance) {
    this.#acceptance = acceptance;
  }

  /** Whether a schema accepts the value; what it looked at is added to `seen` only then. */
  passes(schema: JsonSchema, value: unknown, seen: Seen): boolean {
    if (typeof schema === 'boolean') return schema;
    if (++this.#depth > MAX_DEPTH) {
      this.#depth--;
      return false;
    }
    const own: Seen = { members: new Set(), items: new Set() };
    const passed = this.#passesObject(schema, value, own);
    this.#depth--;
    if (!passed) return false;
    addSeen(seen, own);
    return true;
  }

  #passesObject(schema: SchemaObject, value: unknown, seen: Seen): boolean {
    if (schema.type !== undefined && !kindsOfType(schema.type).includes(kindOf(value))) return false;
    if (Array.isArray(schema.enum) && !schema.enum.some(allowed => isEqual(allowed, value))) return false;
    if ('const' in schema && !isEqual(schema.const, value)) return false;
    if (typeof value === 'number' && !passesNumber(schema, value)) return false;
    if (typeof value === 'string' && !passesString(schema, value)) return false;
    if (Array.isArray(value) && !this.#passesList(schema, value, seen)) return false;
    if (isObject(value) && !this.#passesMembers(schema, value, seen)) return false;
    return this.#passesBranches(schema, value, seen) && this.#passesUnevaluated(schema, value, seen);
  }

  #passesReference(reference: string, value: unknown, seen: Seen): boolean {
    const results = this.#results.get(reference) ?? new Map<unknown, Result>();
    this.#results.set(reference, results);
    let result = results.get(value);
    if (!result) {
      // a schema that refers to itself at the same value says nothing more
      results.set(value, { passed: true, seen: { members: new Set(), items: new Set() } });
      const own: Seen = { members: new Set(), items: new Set() };
      result = { passed: this.passes(this.#acceptance.resolve(reference), value, own), seen: own };
      results.set(value, result);
    }
    if (!result.passed) return false;
    addSeen(seen, result.seen);
    return true;
  }

  #passesBranches(schema: SchemaObject, value: unknown, seen: Seen): boolean {
    if (typeof schema.$ref === 'string' && !this.#passesReference(schema.$ref, value, seen)) return false;
    const { allOf = [], anyOf, oneOf } = schema as Record<string, JsonSchema[] | undefined>;
    if (!allOf.every(branch => this.passes(branch, value, seen))) return false;
    // every valid branch counts for what was looked at
    if (anyOf && anyOf.filter(branch => this.passes(branch, value, seen)).length === 0) return false;
    if (oneOf && oneOf.filter(branch => this.passes(branch, value, seen)).length !== 1) return false;
    if ('not' in schema && this.#test(schema.not, value)) return false;
    if (!('if' in schema)) return true;
    const next = this.passes(schema.if as JsonSchema, value, seen) ? schema.then : schema.else;
    return next === undefined || this.passes(next as JsonSchema, value, seen);
  }

  #passesUnevaluated(schema: SchemaObject, value: unknown, seen: Seen): boolean {
    if ('unevaluatedProperties' in schema && isObject(value)) {
      for (const name of Object.keys(value).filter(name => !seen.members.has(name))) {
        if (!this.#test(schema.unevaluatedProperties, value[name])) return false;
        seen.members.add(name);
      }
    }
    if (!('unevaluatedItems' in schema) || !Array.isArray(value)) return true;
    return value.every((item, index) => {
      if (seen.items.has(index)) return true;
      seen.items.add(index);
      return this.#test(schema.unevaluatedItems, item);
    });
  }

  #passesList(schema: SchemaObject, list: readonly unknown[], seen: Seen): boolean {
    const { minItems = 0, maxItems = Number.POSITIVE_INFINITY, minContains = 1 } = schema as Record<string, number>;
    const { maxContains = Number.POSITIVE_INFINITY } = schema as Record<string, number>;
    if (list.length < minItems || list.length > maxItems) return false;
    if (schema.uniqueItems === true && new Set(list.map(canonicalJson)).size < list.length) return false;
    const prefix = (schema.prefixItems ?? []) as JsonSchema[];
    const hasRest = 'items' in schema;
    for (const [index, item] of list.entries()) {
      if (index >= prefix.length && !hasRest) break;
      if (!this.#test(index < prefix.length ? prefix[index] : schema.items, item)) return false;
      seen.items.add(index);
    }
    if (!('contains' in schema)) return true;
    const found = [...list.keys()].filter(index => this.#test(schema.contains, list[index]));
    for (const index of found) seen.items.add(index);
    return found.length >= minContains && found.length <= maxContains;
  }

  #passesMembers(schema: SchemaObject, object: Record<string, unknown>, seen: Seen): boolean {
    const names = Object.keys(object);
    const { minProperties = 0, maxProperties = Number.POSITIVE_INFINITY } = schema as Record<string, number>;
    if (names.length < minProperties || names.length > maxProperties) return false;
    const properties = (schema.properties ?? {}) as Record<string, JsonSchema>;
    const patterns = Object.entries((schema.patternProperties ?? {}) as Record<string, JsonSchema>);
    for (const name of names) {
      const own = Object.hasOwn(properties, name) ? [properties[name] as JsonSchema] : [];
      if (own.some(member => isForbidden(member, this.#acceptance))) return false;
      for (const [pattern, member] of patterns) if (compilePattern(pattern)?.test(name)) own.push(member);
      if (own.length === 0 && 'additionalProperties' in schema) own.push(schema.additionalProperties as JsonSchema);
      if (!own.every(member => this.#test(member, object[name]))) return false;
      if (own.length > 0) seen.members.add(name);
      if ('propertyNames' in schema && !this.#test(schema.propertyNames, name)) return false;
    }
    return this.#passesRequired(schema, object, properties) && this.#passesDependents(schema, object, seen);
  }

  #passesRequired(schema: SchemaObject, object: object, properties: Record<string, JsonSchema>): boolean {
    return ((schema.required ?? []) as string[]).every(
      name =>
        Object.hasOwn(object, name) ||
        (Object.hasOwn(properties, name) && isForbidden(properties[name] as JsonSchema, this.#acceptance)),
    );
  }

  #passesDependents({ dependentRequired, dependentSchemas }: SchemaObject, object: object, seen: Seen): boolean {
    for (const [trigger, names] of Object.entries((dependentRequired ?? {}) as Record<string, string[]>)) {
      if (Object.hasOwn(object, trigger) && !names.every(name => Object.hasOwn(object, name))) return false;
    }
    return Object.entries((dependentSchemas ?? {}) as Record<string, JsonSchema>).every(
      ([trigger, schema]) => !Object.hasOwn(object, trigger) || this.passes(schema, object, seen),
    );
  }

  #test(schema: unknown, value: unknown): boolean {
    return this.passes(schema as JsonSchema, value, { members: new Set(), items: new Set() });
  }
}

function addSeen(seen: Seen, { members, items }: Seen): void {
  for (const name of members) seen.members.add(name);
  for (const index of items) seen.items.add(index);
}

/** Whether a number keeps the limits of a schema. */
export function passesNumber(schema: SchemaObject, value: number): boolean {
  const { minimum, maximum, exclusiveMinimum, exclusiveMaximum, multipleOf, format } = schema as Record<string, number>;
  if (minimum !== undefined && value < minimum) return false;
  if (maximum !== undefined && value > maximum) return false;
  if (exclusiveMinimum !== undefined && value <= exclusiveMinimum) return false;
  if (exclusiveMaximum !== undefined && value >= exclusiveMaximum) return false;
  if (multipleOf !== undefined && !isMultiple(value, multipleOf)) return false;
  if (String(format) === 'int32' && !(Number.isInteger(value) && Math.abs(value + 0.5) < 2 ** 31)) return false;
  return String(format) !== 'int64' || Number.isInteger(value);
}

/** Whether a text keeps the limits of a schema. */
export function passesString(schema: SchemaObject, value: string): boolean {
  const { minLength = 0, maxLength = Number.POSITIVE_INFINITY } = schema as Record<string, number>;
  if (schema.minLength !== undefined || schema.maxLength !== undefined) {
    const length = [...value].length;
    if (length < minLength || length > maxLength) return false;
  }
  if (typeof schema.pattern === 'string' && !(compilePattern(schema.pattern)?.test(value) ?? true)) return false;
  return typeof schema.format !== 'string' || hasFormat(schema.format, value);
}
