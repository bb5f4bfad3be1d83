import type { SourcePlace } from '../source-place.js';
import type { DescribedSchema, JsonSchema } from './described-schema.js';

type SchemaObject = Exclude<JsonSchema, boolean>;

/** What a schema says of a member of its values. */
export class MemberView {
  readonly name: string;
  /** Whether every value has the member. */
  readonly required: boolean;
  /** What stands in the schema of the object: perhaps a reference. */
  readonly #schema: JsonSchema;
  readonly #part: DescribedSchema;
  #value: SchemaView | undefined;

  constructor(
    part: DescribedSchema,
    { name, required, schema }: { name: string; required: boolean; schema: JsonSchema },
  ) {
    this.name = name;
    this.required = required;
    this.#schema = schema;
    this.#part = part;
  }

  /** Read when it is needed: most members of a large description never are. */
  get value(): SchemaView {
    this.#value ??= new SchemaView(this.#part);
    return this.#value;
  }

  get readOnly(): boolean {
    return (typeof this.#schema === 'object' && this.#schema.readOnly === true) || this.value.readOnly;
  }

  get nullable(): boolean {
    return this.value.types.has('null') || allowsNull(this.#schema);
  }
}

/**
 * A schema as a person reads it: references are followed, `allOf` is one schema, and the alternatives of `oneOf` and `anyOf` are
 * joined, so that a member of any of them is a member. It does not decide which values are valid; `schema.validate` does.
 */
export class SchemaView {
  /** The schema, behind references and beside null. */
  readonly schema: DescribedSchema;
  /** Everything that applies to a value; alternatives are nested lists. */
  #parts: Parts | undefined;
  /** The same in one list. */
  #listed: readonly SchemaObject[] | undefined;
  #types: ReadonlySet<string> | undefined;

  constructor(schema: DescribedSchema) {
    this.schema = named(schema);
  }

  /** Where the schema stands. Two views with the same place are of one schema. */
  get place(): SourcePlace {
    return this.schema.place;
  }

  /** The JSON types that are allowed; empty where the schema does not say. `null` is among them where it is allowed. */
  get types(): ReadonlySet<string> {
    this.#types ??= this.#readTypes();
    return this.#types;
  }

  get members(): ReadonlyMap<string, MemberView> {
    const schema = this.schema.read();
    if (typeof schema === 'boolean') return NO_MEMBERS;
    const members = MEMBERS.get(schema) ?? this.#readMembers();
    MEMBERS.set(schema, members);
    return members;
  }

  /** What the items of a list are. */
  get items(): SchemaView | undefined {
    const items = this.#first('items');
    return items === undefined ? undefined : this.#view(items as JsonSchema);
  }

  /** The allowed values, of all alternatives. */
  get enum(): readonly unknown[] | undefined {
    const lists = [...this.#all('enum'), ...this.#all('const').map(value => [value])] as unknown[][];
    return lists.length > 0 ? [...new Set(lists.flat())] : undefined;
  }

  get format(): string | undefined {
    return this.#first('format') as string | undefined;
  }

  get default(): unknown {
    return this.#first('default');
  }

  get minimum(): number | undefined {
    return (this.#first('minimum') ?? this.#first('exclusiveMinimum')) as number | undefined;
  }

  get maximum(): number | undefined {
    return (this.#first('maximum') ?? this.#first('exclusiveMaximum')) as number | undefined;
  }

  get pattern(): string | undefined {
    return this.#first('pattern') as string | undefined;
  }

  /** The examples that stand in the schema itself. */
  get examples(): readonly unknown[] {
    return this.#all('examples').flat();
  }

  get readOnly(): boolean {
    return this.#all('readOnly').includes(true);
  }

  /** Whether any of the alternatives allows members that it does not name. */
  get isOpen(): boolean {
    return !this.#all('additionalProperties').includes(false);
  }

  /** Whether the schema speaks of a member: it may be required without being described. */
  mentions(name: string): boolean {
    return this.members.has(name) || this.#all('required').some(names => (names as string[]).includes(name));
  }

  /** Whether any of the alternatives says what members that it does not name look like. */
  get describesOthers(): boolean {
    return (
      this.#all('additionalProperties').some(others => others !== false) || this.#all('patternProperties').length > 0
    );
  }

  /** The values of a keyword in all schemas that apply, alternatives among them. */
  #all(keyword: string): unknown[] {
    this.#listed ??= schemasOf(this.#allParts());
    const values: unknown[] = [];
    for (const schema of this.#listed) if (keyword in schema) values.push(schema[keyword]);
    return values;
  }

  #allParts(): Parts {
    this.#parts ??= partsOf(this.schema);
    return this.#parts;
  }

  #first(keyword: string): unknown {
    return this.#all(keyword)[0];
  }

  #view(schema: JsonSchema): SchemaView | undefined {
    const part = this.schema.part(schema);
    return part && new SchemaView(part);
  }

  #readTypes(): ReadonlySet<string> {
    const types = new Set(this.#all('type').flatMap(type => [type].flat() as string[]));
    if (types.size > 0) return types;
    if (this.members.size > 0 || this.#all('additionalProperties').length > 0) types.add('object');
    else if (this.#first('items') !== undefined) types.add('array');
    else for (const value of this.enum ?? []) types.add(typeOf(value));
    return types;
  }

  #readMembers(): ReadonlyMap<string, MemberView> {
    const parts = this.#allParts();
    const required = requiredNames(parts);
    const members = new Map<string, MemberView>();
    for (const { properties } of schemasOf(parts)) {
      for (const [name, schema] of Object.entries((properties ?? {}) as Record<string, JsonSchema>)) {
        // a write-only member is false in a response
        const part = members.has(name) ? undefined : this.schema.part(schema);
        if (part) members.set(name, new MemberView(part, { name, required: required.has(name), schema }));
      }
    }
    return inWrittenOrder(members, parts);
  }
}

/** The members of each schema, which views of the same schema share: large schemas refer to each other many times. */
const MEMBERS = new WeakMap<SchemaObject, ReadonlyMap<string, MemberView>>();
const NO_MEMBERS: ReadonlyMap<string, MemberView> = new Map();

/** The members of a schema that is built on others: theirs come first where it names the others before its own members. */
function inWrittenOrder(members: ReadonlyMap<string, MemberView>, { own: [first, ...others] }: Parts): typeof members {
  const words = Object.keys(first ?? {});
  if (!words.includes('allOf') || words.indexOf('allOf') > words.indexOf('properties')) return members;
  const names = others.flatMap(({ properties }) => Object.keys(properties ?? {}));
  const ordered = [...new Set([...names, ...members.keys()])];
  return new Map(ordered.flatMap(name => (members.has(name) ? [[name, members.get(name) as MemberView]] : [])));
}

/** Schemas that all apply, and lists of alternatives of which one applies. */
type Parts = { own: readonly SchemaObject[]; alternatives: readonly (readonly Parts[])[] };

function partsOf(schema: DescribedSchema): Parts {
  const read = (one: JsonSchema, seen: ReadonlySet<JsonSchema>): Parts => {
    if (typeof one === 'boolean' || seen.has(one)) return { own: [], alternatives: [] };
    const inside = new Set([...seen, one]);
    const all = [
      ...(typeof one.$ref === 'string' ? [schema.resolve(one.$ref)] : []),
      ...((one.allOf ?? []) as JsonSchema[]),
    ].map(inner => read(inner, inside));
    const choices = (['oneOf', 'anyOf'] as const).flatMap(keyword => {
      const branches = ((one[keyword] ?? []) as JsonSchema[]).filter(branch => !isNull(branch));
      return branches.length > 0 ? [branches.map(branch => read(branch, inside))] : [];
    });
    return {
      own: [one, ...all.flatMap(({ own }) => own)],
      alternatives: [...choices, ...all.flatMap(({ alternatives }) => alternatives)],
    };
  };
  return read(schema.read(), new Set());
}

function schemasOf({ own, alternatives }: Parts): SchemaObject[] {
  return [...own, ...alternatives.flat().flatMap(schemasOf)];
}

/** Of alternatives, those names count that each of them requires. */
function requiredNames({ own, alternatives }: Parts): Set<string> {
  const names = new Set(own.flatMap(({ required }) => (required ?? []) as string[]));
  for (const [first, ...others] of alternatives.map(branches => branches.map(requiredNames))) {
    for (const name of first ?? []) if (others.every(other => other.has(name))) names.add(name);
  }
  return names;
}

/** The schema that a reference means, where nothing stands beside it but null, and what says nothing of members. */
function named(schema: DescribedSchema): DescribedSchema {
  const seen = new Set<SourcePlace>();
  let found = schema;
  while (!seen.has(found.place)) {
    seen.add(found.place);
    const $ref = onlyReference(found.read());
    const next = $ref === undefined ? undefined : found.part({ $ref });
    if (!next) break;
    found = next;
  }
  return found;
}

function onlyReference(schema: JsonSchema): string | undefined {
  if (typeof schema === 'boolean' || 'properties' in schema || 'required' in schema) return undefined;
  if (typeof schema.$ref === 'string') return schema.$ref;
  const branches = ['anyOf', 'oneOf', 'allOf'].flatMap(keyword => (schema[keyword] ?? []) as JsonSchema[]);
  const [only, ...others] = branches.filter(branch => !isNull(branch));
  return only === undefined || others.length > 0 ? undefined : onlyReference(only);
}

/** Whether null is one of the alternatives. */
function allowsNull(schema: JsonSchema): boolean {
  if (typeof schema === 'boolean') return schema;
  return [schema.anyOf, schema.oneOf].some(branches => ((branches ?? []) as JsonSchema[]).some(isNull));
}

function isNull(schema: JsonSchema): boolean {
  return typeof schema === 'object' && (schema.type === 'null' || schema.const === null);
}

function typeOf(value: unknown): string {
  if (value === null) return 'null';
  return Array.isArray(value) ? 'array' : typeof value;
}
