import { generateValue, VALUES_TIME } from '../../../fake/index.js';
import { isObject } from '../../../kernel/index.js';
import type { DescribedSchema, JsonSchema } from '../../../openapi/index.js';

/** A change of a value at one place. */
export type ValueChange = {
  /** The names that lead to the value, from the whole. */
  path: readonly string[];
  keyword: string;
  /** Where the keyword stands. */
  place: string;
  /** The changed value in words: `a text of 101 characters`. */
  sends: string;
  /** The value in place of one that is allowed; undefined leaves the member out. */
  change(value: unknown): unknown;
  /** A value that is allowed there. */
  base(): unknown;
};

/** A schema, and where its values stand. */
export type Whereabouts = {
  schema: DescribedSchema;
  place: string;
  path: readonly string[];
  depth: number;
  base(): unknown;
};

type SchemaMembers = Readonly<Record<string, unknown>>;

/** How deep members are searched. */
const MAX_DEPTH = 3;

/** Calls a function for each schema that applies to a value or to a part of it, and joins what it returns, the top first. */
export function walkSchema(
  schema: DescribedSchema,
  list: (given: SchemaMembers, at: Whereabouts) => ValueChange[],
): ValueChange[] {
  const visit = (given: JsonSchema, at: Whereabouts): ValueChange[] => {
    if (typeof given === 'boolean' || at.depth > MAX_DEPTH) return [];
    const here = { ...at, place: schema.part(given)?.place ?? at.place };
    return [...list(given, here), ...inner(given, here).flatMap(({ part, ...where }) => visit(part, where))];
  };
  const found = visit(schema.read(), { schema, place: schema.place, path: [], depth: 0, base: makerOf(schema) });
  return found.toSorted((left, right) => left.path.length - right.path.length);
}

type Inner = Whereabouts & { part: JsonSchema };

function inner(given: SchemaMembers, at: Whereabouts): Inner[] {
  const { schema, place, path, depth } = at;
  const reference = typeof given.$ref === 'string' ? given.$ref : undefined;
  const below = (part: JsonSchema, name: string, where: string): Inner => ({
    ...at,
    part,
    place: where,
    path: [...path, name],
    depth: depth + 1,
    base: makerOf(schema.part(part)),
  });
  return [
    ...(reference === undefined
      ? []
      : [{ ...at, part: schema.resolve(reference), place: schema.locate(reference), depth: depth + 0.25 }]),
    ...((given.allOf ?? []) as JsonSchema[]).map((part, index) => ({ ...at, part, place: `${place}/allOf/${index}` })),
    ...onlyBranch(given).map(({ part, name }) => ({ ...at, part, place: `${place}/${name}` })),
    ...Object.entries((given.properties ?? {}) as Record<string, JsonSchema>).map(([name, part]) =>
      below(part, name, `${place}/properties/${escapeName(name)}`),
    ),
    ...(given.items === undefined ? [] : [below(given.items as JsonSchema, '0', `${place}/items`)]),
  ];
}

/** The only alternative beside null. */
function onlyBranch(given: SchemaMembers): { part: JsonSchema; name: string }[] {
  return ['anyOf', 'oneOf'].flatMap(keyword => {
    const branches = ((given[keyword] ?? []) as JsonSchema[]).map((part, at) => ({ part, name: `${keyword}/${at}` }));
    const others = branches.filter(({ part }) => !(isObject(part) && part.type === 'null'));
    return others.length === 1 ? others : [];
  });
}

function makerOf(schema: DescribedSchema | undefined): () => unknown {
  return () => schema && generateValue(schema, { seed: schema.place, now: VALUES_TIME })?.value;
}

function escapeName(name: string): string {
  return name.replaceAll('~', '~0').replaceAll('/', '~1');
}

/** The value with a change in it; undefined where nothing stands there that could be changed. */
export function applyChange(value: unknown, { path, keyword, change, base }: ChangeAt): unknown {
  const [name, ...others] = path;
  if (name === undefined) return change(value);
  const rest = { path: others, keyword, change, base };
  if (Array.isArray(value)) {
    const index = Number(name);
    const changed = index < value.length ? applyChange(value[index], rest) : undefined;
    return changed === undefined ? undefined : value.with(index, changed);
  }
  if (!isObject(value)) return undefined;
  const held = Object.hasOwn(value, name) ? value[name] : undefined;
  if (keyword === 'required' && others.length === 0) return held === undefined ? undefined : without(value, name);
  const given = held === undefined && others.length === 0 ? base() : held;
  const changed = given === undefined && others.length > 0 ? undefined : applyChange(given, rest);
  return changed === undefined ? undefined : { ...value, [name]: changed };
}

type ChangeAt = Pick<ValueChange, 'path' | 'keyword' | 'change' | 'base'>;

function without(value: Readonly<Record<string, unknown>>, name: string): Record<string, unknown> {
  const { [name]: _, ...rest } = value;
  return rest;
}
