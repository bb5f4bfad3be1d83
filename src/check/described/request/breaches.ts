import type { DescribedSchema } from '../../../openapi/index.js';
import { type ValueChange, type Whereabouts, walkSchema } from './schema-walk.js';

/** Texts longer than this are not sent. */
const MAX_TEXT = 5000;

/** The most items that are sent in a list. */
const MAX_ITEMS = 100;

/** A name that no schema has. */
const UNKNOWN = 'no_such_member';

type Constraints = Readonly<Record<string, unknown>>;

/** Lists values that break one constraint of a schema each, those of the whole value first. Not every one of them must be invalid. */
export function listBreaches(schema: DescribedSchema): ValueChange[] {
  return walkSchema(schema, (given, at) => [...breakObject(given, at), ...breakValue(given, at)]);
}

function breakObject(given: Constraints, { place, path, base }: Whereabouts): ValueChange[] {
  const missing = ((given.required ?? []) as string[]).map(
    (name): ValueChange => ({
      path: [...path, name],
      keyword: 'required',
      place: `${place}/required`,
      sends: `no ${name}`,
      change: () => undefined,
      base,
    }),
  );
  return given.additionalProperties === false
    ? [...missing, addMember(UNKNOWN, 'not expected', { place, path })]
    : missing;
}

/** A member that a schema without additional properties does not have. */
export function addMember(
  name: string,
  value: unknown,
  { place, path }: Pick<Whereabouts, 'place' | 'path'>,
): ValueChange {
  return {
    path: [...path, name],
    keyword: 'additionalProperties',
    place: `${place}/additionalProperties`,
    sends: `the member ${name}, which the schema forbids,`,
    change: () => value,
    base: () => value,
  };
}

/** Formats whose validity does not depend on who reads them, and texts that have none of them. */
const BROKEN_FORMATS: Readonly<Record<string, readonly string[]>> = {
  date: ['no-date', '2026-02-30'],
  'date-time': ['no time', '2026-02-30T10:00:00Z', '2026-02-03', '2026-02-03T10:00:00'],
  time: ['no time'],
  email: ['no e-mail address'],
  uuid: ['no-uuid'],
  ipv4: ['999.1.1.1'],
  ipv6: ['no address'],
};

function breakValue(given: Constraints, { place, path, base }: Whereabouts): ValueChange[] {
  const types = [given.type ?? []].flat() as string[];
  const step = types.includes('integer') ? 1 : 0.5;
  const limit = (keyword: string) => given[keyword] as number;
  const breach = (keyword: string, sends: string, change: ValueChange['change']): ValueChange[] => [
    { path, keyword, place: `${place}/${keyword}`, sends, change, base },
  ];
  const text = (keyword: string, length: number) =>
    length < 0 || length > MAX_TEXT
      ? []
      : breach(keyword, `a text of ${length} characters`, value => resizeText(value, length));
  const items = (keyword: string, count: number) =>
    count < 0 || count > MAX_ITEMS ? [] : breach(keyword, `${count} items`, value => resizeList(value, count));
  const number = (keyword: string, value: number) => breach(keyword, `${value}`, () => value);
  const makers: Readonly<Record<string, () => ValueChange[]>> = {
    type: () => breakType(types).flatMap(([sends, change]) => breach('type', sends, change)),
    enum: () => {
      const isText = (given.enum as unknown[]).every(one => typeof one === 'string');
      return isText ? breach('enum', '"no-such-value"', () => 'no-such-value') : number('enum', 987654321);
    },
    const: () => breach('const', '"no-such-value"', () => 'no-such-value'),
    minLength: () => text('minLength', limit('minLength') - 1),
    maxLength: () => text('maxLength', limit('maxLength') + 1),
    pattern: () => breakPattern().flatMap(([sends, change]) => breach('pattern', sends, change)),
    format: () =>
      (BROKEN_FORMATS[String(given.format)] ?? []).flatMap(one => breach('format', JSON.stringify(one), () => one)),
    minimum: () => number('minimum', limit('minimum') - step),
    maximum: () => number('maximum', limit('maximum') + step),
    exclusiveMinimum: () => number('exclusiveMinimum', limit('exclusiveMinimum')),
    exclusiveMaximum: () => number('exclusiveMaximum', limit('exclusiveMaximum')),
    multipleOf: () =>
      breach('multipleOf', 'a number between two allowed ones', value =>
        typeof value === 'number' ? value + limit('multipleOf') / 2 : undefined,
      ),
    minItems: () => items('minItems', limit('minItems') - 1),
    maxItems: () => items('maxItems', limit('maxItems') + 1),
    uniqueItems: () =>
      given.uniqueItems === true
        ? breach('uniqueItems', 'an item twice', value =>
            Array.isArray(value) && value.length > 0 ? [value[0], value[0]] : undefined,
          )
        : [],
  };
  return Object.keys(makers).flatMap(keyword => (given[keyword] === undefined ? [] : (makers[keyword]?.() ?? [])));
}

type Broken = readonly [sends: string, change: ValueChange['change']];

/** Texts around one that matches show whether the whole text is compared. */
function breakPattern(): Broken[] {
  const ofText = (change: (text: string) => string) => (value: unknown) =>
    typeof value === 'string' ? change(value) : undefined;
  return [
    ['"~!"', () => '~!'],
    ['a right text with more before it', ofText(text => `~${text}`)],
    ['a right text with more after it', ofText(text => `${text}~`)],
    ['a right text without its last character', ofText(text => text.slice(0, -1))],
    ['a right text with its last character twice', ofText(text => text + (text.at(-1) ?? ''))],
    ['a right text in capitals', ofText(text => text.toUpperCase())],
    ['""', () => ''],
  ];
}

/** Values of another type, and some that are nearly of the type. An empty list may stand for no value. */
function breakType(types: readonly string[]): Broken[] {
  if (types.length === 0) return [];
  const has = (...wanted: string[]) => wanted.some(type => types.includes(type));
  const isNumber = has('number', 'integer');
  const list: Broken[] = has('array') ? [] : [['a list', () => ['one']]];
  const object: Broken[] = has('object') ? [] : [['an object', () => ({ [UNKNOWN]: 'one' })]];
  const boolean: Broken[] = has('boolean') ? [] : [['a boolean', () => true]];
  const none: Broken[] = has('null') ? [] : [['null', () => null]];
  if (has('string')) return isNumber ? [...list, ...object, ...boolean, ...none] : [['a number', () => 12345], ...none];
  const text: Broken = ['a text', () => 'twelve'];
  if (has('array', 'object')) return [text, ...list, ...object, ...none];
  if (has('boolean')) return [text, ['a boolean as text', () => 'true'], ...none];
  if (!isNumber) return [text, ...none];
  const digits: Broken = ['a number as text', value => String(typeof value === 'number' ? value : 1)];
  return [text, digits, ...none, ...(has('number') ? [] : [['1.5', () => 1.5] as Broken])];
}

/** A text cut or lengthened to a length. */
export function resizeText(value: unknown, length: number): string {
  const text = typeof value === 'string' && value !== '' ? value : 'x';
  return text.length >= length ? text.slice(0, length) : text.padEnd(length, /\d$/.test(text) ? '1' : 'x');
}

/** A list cut, or lengthened with items like its first one, each a little different. */
export function resizeList(value: unknown, count: number): unknown {
  if (!Array.isArray(value)) return count === 0 ? [] : undefined;
  if (value.length === 0 && count > 0) return undefined;
  return Array.from({ length: count }, (_, at) => (at < value.length ? value[at] : vary(value[0], at)));
}

function vary(item: unknown, at: number): unknown {
  if (typeof item === 'number') return item + at;
  return typeof item === 'string' ? `${item}${at}` : item;
}
