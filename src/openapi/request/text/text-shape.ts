import { isObject } from '../../../kernel/index.js';
import type { DescribedSchema, JsonSchema } from '../../schema/described-schema.js';

export type JsonType = 'null' | 'integer' | 'number' | 'boolean' | 'string' | 'array' | 'object';

/** What text needs to be read as a value: types, members and items. Inner shapes are made when they are needed. */
export type TextShape = {
  /** Undefined where the schema allows all types. */
  readonly types: ReadonlySet<JsonType> | undefined;
  readonly members: ReadonlyMap<string, () => TextShape>;
  /** The shape of members that have no name in the schema; undefined where the schema does not mention such members. */
  readonly additional: (() => TextShape) | undefined;
  /** The shapes of the first items, where the schema has one for each place. */
  readonly places: readonly (() => TextShape)[];
  readonly items: (() => TextShape) | undefined;
  /** Whether a text stands for the bytes of a file. */
  readonly binary: boolean;
};

/** The shape of any value. */
export const ANY_SHAPE: TextShape = {
  types: undefined,
  members: new Map(),
  additional: undefined,
  places: [],
  items: undefined,
  binary: false,
};

/** Reads the shape of a schema. Follows references; merges what `allOf`, `anyOf`, `oneOf` and `if` add. */
export function readTextShape(schema: DescribedSchema): TextShape {
  const made = new Map<JsonSchema, TextShape>();
  // a schema that refers to itself on the way adds nothing to its own shape
  const open = new Set<JsonSchema>();
  // without these, schemas that share their parts would be read again for each way to a part
  const partial = new Map<JsonSchema, TextShape>();
  const shapeOf = (json: unknown): TextShape => {
    if (!isObject(json) || open.has(json)) return ANY_SHAPE;
    const known = made.get(json) ?? partial.get(json);
    if (known) return known;
    open.add(json);
    const shape = mergeAll([
      readOwnShape(json, shapeOf),
      ...(typeof json.$ref === 'string' ? [shapeOf(schema.resolve(json.$ref))] : []),
      ...listOf(json.allOf).map(shapeOf),
      ...[listOf(json.anyOf), listOf(json.oneOf), json.if === undefined ? [] : [json.then, json.else]]
        .filter(branches => branches.length > 0)
        .map(branches => mergeAny(branches.map(shapeOf))),
    ]);
    open.delete(json);
    // inside of a circle a shape is incomplete
    if (open.size > 0) partial.set(json, shape);
    else {
      made.set(json, shape);
      partial.clear();
    }
    return shape;
  };
  return shapeOf(schema.read());
}

export function memberShape({ members, additional }: TextShape, name: string): TextShape {
  return (members.get(name) ?? additional)?.() ?? ANY_SHAPE;
}

export function itemShape({ places, items }: TextShape, index: number): TextShape {
  return (places[index] ?? items)?.() ?? ANY_SHAPE;
}

type SchemaObject = Readonly<Record<string, unknown>>;
type ShapeOf = (json: unknown) => TextShape;

/** What a schema says without the schemas that it is composed of. */
function readOwnShape(json: SchemaObject, shapeOf: ShapeOf): TextShape {
  const lazily = (inner: unknown) => once(() => shapeOf(inner));
  const patterns = Object.values(isObject(json.patternProperties) ? json.patternProperties : {});
  const others = [...patterns, ...(json.additionalProperties ? [json.additionalProperties] : [])];
  return {
    types: readTypes(json),
    members: new Map(
      Object.entries(isObject(json.properties) ? json.properties : {}).map(([name, inner]) => [name, lazily(inner)]),
    ),
    additional: others.length > 0 ? once(() => mergeAny(others.map(shapeOf))) : undefined,
    places: listOf(json.prefixItems).map(lazily),
    items: json.items === undefined ? undefined : lazily(json.items),
    binary: json.format === 'binary' || (json.contentMediaType !== undefined && json.contentEncoding === undefined),
  };
}

const TYPES: readonly unknown[] = ['null', 'integer', 'number', 'boolean', 'string', 'array', 'object'];

/** The types that a schema names, else those of its only values, else those that its keywords are about. */
function readTypes(json: SchemaObject): ReadonlySet<JsonType> | undefined {
  const named = [json.type].flat().filter(isType);
  if (named.length > 0) return new Set(named);
  const values = json.const === undefined ? json.enum : [json.const];
  if (Array.isArray(values)) return new Set(values.map(typeOf));
  if (isObject(json.properties) || isObject(json.additionalProperties)) return new Set(['object']);
  return json.items === undefined && json.prefixItems === undefined ? undefined : new Set(['array']);
}

function isType(type: unknown): type is JsonType {
  return TYPES.includes(type);
}

function typeOf(value: unknown): JsonType {
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'array';
  return typeof value as JsonType;
}

/** The shape of values that have all of these shapes. */
function mergeAll(shapes: readonly TextShape[]): TextShape {
  const telling = shapes.filter(shape => shape !== ANY_SHAPE);
  if (telling.length < 2) return telling[0] ?? ANY_SHAPE;
  const types = telling.flatMap(shape => shape.types ?? []);
  return merge(telling, mergeAll, types.length > 0 ? types.reduce(intersect) : undefined);
}

/** The shape of values that have one of these shapes. */
function mergeAny(shapes: readonly TextShape[]): TextShape {
  const types = shapes.some(shape => shape.types === undefined)
    ? undefined
    : new Set(shapes.flatMap(shape => [...(shape.types ?? [])]));
  return merge(shapes, mergeAny, types);
}

type Merge = (shapes: readonly TextShape[]) => TextShape;

function merge(shapes: readonly TextShape[], mergeShapes: Merge, types: TextShape['types']): TextShape {
  const mergeLazily = (parts: readonly (() => TextShape)[]) => once(() => mergeShapes(parts.map(part => part())));
  const join = (parts: readonly ((() => TextShape) | undefined)[]) => {
    const there = parts.filter(part => part !== undefined);
    return there.length > 0 ? mergeLazily(there) : undefined;
  };
  const names = new Set(shapes.flatMap(shape => [...shape.members.keys()]));
  const length = Math.max(0, ...shapes.map(shape => shape.places.length));
  return {
    types,
    members: new Map(
      [...names].map(name => [name, mergeLazily(shapes.flatMap(shape => shape.members.get(name) ?? []))]),
    ),
    additional: join(shapes.map(shape => shape.additional)),
    places: Array.from({ length }, (_, at) =>
      mergeLazily(shapes.flatMap(shape => shape.places[at] ?? shape.items ?? [])),
    ),
    items: join(shapes.map(shape => shape.items)),
    binary: shapes.some(shape => shape.binary),
  };
}

/** An integer is a number. */
function intersect(left: ReadonlySet<JsonType>, right: ReadonlySet<JsonType>): ReadonlySet<JsonType> {
  const covers = (types: ReadonlySet<JsonType>, type: JsonType) =>
    types.has(type) || (type === 'integer' && types.has('number'));
  return new Set([...[...left].filter(type => covers(right, type)), ...[...right].filter(type => covers(left, type))]);
}

function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

/** Makes a value when it is first needed. */
export function once<Value>(make: () => Value): () => Value {
  let value: { made: Value } | undefined;
  return () => {
    value ??= { made: make() };
    return value.made;
  };
}
