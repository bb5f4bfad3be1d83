import { isObject } from '../../../kernel/index.js';
import type { DescribedSchema, JsonSchema } from '../../../openapi/index.js';

/** One constraint of a schema, and a value that breaks it. */
export type Breach = {
  /** The names that lead to the value, from the whole. */
  path: readonly string[];
  keyword: string;
  /** Where the constraint stands. */
  place: string;
  /** What was sent in words: `a text of 101 characters`. */
  sends: string;
  /** The value in place of one that is allowed; undefined leaves the member out. */
  change(value: unknown): unknown;
};

type Members = Readonly<Record<string, unknown>>;

/** How deep members are searched for constraints. */
const MAX_DEPTH = 3;

/** Texts longer than this are not sent. */
const MAX_TEXT = 5000;

/** The most items that are sent in a list. */
const MAX_ITEMS = 100;

/** Lists what can be broken in the values of a schema, those on top first. */
export function listBreaches(schema: DescribedSchema): Breach[] {
  const found = visit(schema.read(), { schema, place: schema.place, path: [], depth: 0 });
  return found.toSorted((left, right) => left.path.length - right.path.length);
}

type Whereabouts = { schema: DescribedSchema; place: string; path: readonly string[]; depth: number };

function visit(given: JsonSchema, at: Whereabouts): Breach[] {
  if (typeof given === 'boolean' || at.depth > MAX_DEPTH) return [];
  const { schema } = at;
  const place = placeOf(given, at);
  const here = { ...at, place };
  const inner = [
    ...(typeof given.$ref === 'string'
      ? visit(schema.resolve(given.$ref), { ...at, place: schema.locate(given.$ref), depth: at.depth + 0.5 })
      : []),
    ...((given.allOf ?? []) as JsonSchema[]).flatMap((part, index) =>
      visit(part, { ...at, place: `${place}/allOf/${index}` }),
    ),
    ...onlyBranch(given).flatMap(({ part, keyword, index }) =>
      visit(part, { ...at, place: `${place}/${keyword}/${index}` }),
    ),
  ];
  return [...breakOwn(given, here), ...breakMembers(given, here), ...inner];
}

/** The place of a schema itself, where it is known better than by the way to it. */
function placeOf(given: JsonSchema, { schema, place }: Whereabouts): string {
  return schema.part(given)?.place ?? place;
}

/** The only alternative beside null. */
function onlyBranch(given: Members): { part: JsonSchema; keyword: string; index: number }[] {
  return ['anyOf', 'oneOf'].flatMap(keyword => {
    const branches = ((given[keyword] ?? []) as JsonSchema[]).map((part, index) => ({ part, keyword, index }));
    const others = branches.filter(({ part }) => !(isObject(part) && part.type === 'null'));
    return others.length === 1 ? others : [];
  });
}

function breakMembers(given: Members, at: Whereabouts): Breach[] {
  const { place, path, depth } = at;
  const members = Object.entries((given.properties ?? {}) as Record<string, JsonSchema>);
  const required = (given.required ?? []) as string[];
  const items = given.items as JsonSchema | undefined;
  return [
    ...required.map(
      (name): Breach => ({
        path: [...path, name],
        keyword: 'required',
        place: `${place}/required`,
        sends: `no ${name}`,
        change: () => undefined,
      }),
    ),
    ...(given.additionalProperties === false
      ? [
          {
            path: [...path, UNKNOWN],
            keyword: 'additionalProperties',
            place: `${place}/additionalProperties`,
            sends: 'a member that the schema forbids',
            change: () => 'not expected',
          },
        ]
      : []),
    ...members.flatMap(([name, member]) =>
      visit(member, {
        ...at,
        place: `${place}/properties/${escapeName(name)}`,
        path: [...path, name],
        depth: depth + 1,
      }),
    ),
    ...(items === undefined
      ? []
      : visit(items, { ...at, place: `${place}/items`, path: [...path, '0'], depth: depth + 1 })),
  ];
}

/** A name that no schema has. */
const UNKNOWN = 'no_such_member';

function escapeName(name: string): string {
  return name.replaceAll('~', '~0').replaceAll('/', '~1');
}

/** Formats whose validity does not depend on who reads them, and texts that have none of them. */
const BROKEN_FORMATS: Readonly<Record<string, readonly string[]>> = {
  date: ['no-date', '2026-13-45'],
  'date-time': ['no time', '2026-13-45T10:00:00Z'],
  time: ['no time'],
  email: ['no e-mail address'],
  uuid: ['no-uuid'],
  ipv4: ['999.1.1.1'],
  ipv6: ['no address'],
};

function breakOwn(given: Members, { place, path }: Whereabouts): Breach[] {
  const types = [given.type ?? []].flat() as string[];
  const breach = (keyword: string, sends: string, change: Breach['change']): Breach => ({
    path,
    keyword,
    place: `${place}/${keyword}`,
    sends,
    change,
  });
  const text = (keyword: string, length: number): Breach[] =>
    length < 0 || length > MAX_TEXT
      ? []
      : [breach(keyword, `a text of ${length} characters`, value => resize(value, length))];
  const number = (keyword: string, value: number): Breach[] => [breach(keyword, `${value}`, () => value)];
  const step = types.includes('integer') ? 1 : 0.5;
  const of = (keyword: string) => given[keyword] as number;
  const makers: Readonly<Record<string, () => Breach[]>> = {
    type: () => breakType(types).map(([sends, value]) => breach('type', sends, () => value)),
    enum: () => {
      const isText = (given.enum as unknown[]).every(one => typeof one === 'string');
      return isText
        ? [breach('enum', '"no-such-value"', () => 'no-such-value')]
        : [breach('enum', '987654321', () => 987654321)];
    },
    const: () => [breach('const', '"no-such-value"', () => 'no-such-value')],
    minLength: () => text('minLength', of('minLength') - 1),
    maxLength: () => text('maxLength', of('maxLength') + 1),
    pattern: () => UNLIKELY_TEXTS.map(one => breach('pattern', JSON.stringify(one), () => one)),
    format: () =>
      (BROKEN_FORMATS[String(given.format)] ?? []).map(one => breach('format', JSON.stringify(one), () => one)),
    minimum: () => number('minimum', of('minimum') - step),
    maximum: () => number('maximum', of('maximum') + step),
    exclusiveMinimum: () => number('exclusiveMinimum', of('exclusiveMinimum')),
    exclusiveMaximum: () => number('exclusiveMaximum', of('exclusiveMaximum')),
    multipleOf: () => [
      breach('multipleOf', 'a number between two allowed ones', value =>
        typeof value === 'number' ? value + of('multipleOf') / 2 : undefined,
      ),
    ],
    minItems: () =>
      of('minItems') > 0
        ? [
            breach('minItems', `${of('minItems') - 1} items`, value =>
              Array.isArray(value) ? value.slice(0, of('minItems') - 1) : [],
            ),
          ]
        : [],
    maxItems: () =>
      of('maxItems') < MAX_ITEMS
        ? [breach('maxItems', `${of('maxItems') + 1} items`, value => repeat(value, of('maxItems') + 1))]
        : [],
    uniqueItems: () =>
      given.uniqueItems === true ? [breach('uniqueItems', 'an item twice', value => repeat(value, 2))] : [],
  };
  return Object.keys(makers).flatMap(keyword => (given[keyword] === undefined ? [] : (makers[keyword]?.() ?? [])));
}

const UNLIKELY_TEXTS = ['~!', '', 'no match \u00e9'];

/** A value of another type, and one that is nearly of the type. */
function breakType(types: readonly string[]): [sends: string, value: unknown][] {
  const wrong: [string, unknown][] = types.includes('string')
    ? types.length > 1 && types.some(type => type === 'number' || type === 'integer')
      ? [['a list', []]]
      : [['a number', 12345]]
    : types.includes('object')
      ? [['a text', 'no object']]
      : types.includes('array')
        ? [['a text', 'no list']]
        : types.length > 0
          ? [['a text', 'twelve']]
          : [];
  const nearly: [string, unknown][] = types.includes('integer') && !types.includes('number') ? [['1.5', 1.5]] : [];
  const none: [string, unknown][] = types.length > 0 && !types.includes('null') ? [['null', null]] : [];
  return [...wrong, ...nearly, ...none];
}

/** A text cut or lengthened to a length. */
function resize(value: unknown, length: number): string {
  const text = typeof value === 'string' && value !== '' ? value : 'x';
  return text.length >= length ? text.slice(0, length) : text.padEnd(length, /\d$/.test(text) ? '1' : 'x');
}

/** A list with its first item so many times. */
function repeat(value: unknown, count: number): unknown {
  return Array.isArray(value) && value.length > 0
    ? Array.from({ length: count }, (_, at) => value[at] ?? value[0])
    : undefined;
}

/** The value with a breach in it; undefined where nothing stands there that could be broken. */
export function applyBreach(
  value: unknown,
  { path, keyword, change }: Pick<Breach, 'path' | 'keyword' | 'change'>,
): unknown {
  const [name, ...others] = path;
  if (name === undefined) return change(value);
  if (Array.isArray(value)) {
    const index = Number(name);
    if (!(index < value.length)) return undefined;
    const changed = applyBreach(value[index], { path: others, keyword, change });
    return changed === undefined ? undefined : value.with(index, changed);
  }
  if (!isObject(value)) return undefined;
  const held = Object.hasOwn(value, name) ? value[name] : undefined;
  if (others.length > 0 && held === undefined) return undefined;
  const changed = applyBreach(held, { path: others, keyword, change });
  if (changed !== undefined) return { ...value, [name]: changed };
  if (keyword !== 'required' || others.length > 0 || held === undefined) return undefined;
  const { [name]: _, ...rest } = value;
  return rest;
}
