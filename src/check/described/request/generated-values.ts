import * as fc from 'fast-check';
import { generateValue, VALUES_TIME } from '../../../fake/index.js';
import type { MemberView, SchemaView } from '../../../openapi/index.js';

/** The greatest integer that every server accepts. */
const GREATEST = 2 ** 31 - 1;

const MAX_ITEMS = 3;
const MAX_TEXT = 40;

/** Of so many values one must be valid. */
const SAMPLES = 20;

/** Letters of several scripts in composed form, and signs that are escaped in HTML, in SQL, in a URL or in JSON. */
const UNITS = [...'abcxyzABC019 éñßøžЖωא東京한ก😀', '&', '<', '>', "'", '"', '%20', '+', '\\', '_', '#'];

/** Texts that are not empty and have no blanks around them. They are made shorter, but not of other letters, which takes too many requests. */
const TEXT = fc
  .string({ unit: fc.noShrink(fc.constantFrom(...UNITS)), minLength: 1, maxLength: 15 })
  .filter(text => text.trim() === text && text.length <= MAX_TEXT);

/** The values of members with a name that the target has shown. */
type KnownValues = (name: string) => readonly unknown[];

/** Generates values that the schemas of members allow; keys of other records are those that the target has shown. */
export function generateMembers(
  members: Iterable<MemberView>,
  known: KnownValues,
): Record<string, fc.Arbitrary<unknown>> {
  return Object.fromEntries(
    [...members].flatMap(member => {
      const values = valuesOf(member, known, TEXT);
      const valid = values && keepValid(values, value => member.value.schema.validate(value).length === 0);
      return valid ? [[member.name, valid]] : [];
    }),
  );
}

/** Puts a valid value in the place of each other one; undefined where hardly any is valid, so that a search would not end. */
function keepValid(
  values: fc.Arbitrary<unknown>,
  isValid: (value: unknown) => boolean,
): fc.Arbitrary<unknown> | undefined {
  const other = fc.sample(values, { seed: 1, numRuns: SAMPLES }).find(isValid);
  return other === undefined ? undefined : values.map(value => (isValid(value) ? value : other));
}

/** Generates numbers for keys of other records, where the target has shown none: it may refuse them, or take any. */
export function generateKeys(members: Iterable<MemberView>, known: KnownValues): Record<string, fc.Arbitrary<unknown>> {
  const keys = [...members].filter(
    ({ name, value }) => namesKey(name) && value.types.has('integer') && known(name).length === 0,
  );
  return Object.fromEntries(keys.map(({ name }) => [name, fc.integer({ min: 1, max: GREATEST })]));
}

/** Whether a name is that of a key of other records. */
export function namesKey(name: string): boolean {
  return /(?:^id|_ids?|Ids?)$/.test(name);
}

function valuesOf(
  { name, value }: Pick<MemberView, 'name' | 'value'>,
  known: KnownValues,
  text: fc.Arbitrary<string> | undefined,
): fc.Arbitrary<unknown> | undefined {
  const shown = namesKey(name) ? known(name) : [];
  if (shown.length > 0) return fc.constantFrom(...shown);
  return namesKey(name) ? undefined : valuesOfView(value, { name, known, text });
}

type Context = { name: string; known: KnownValues; text: fc.Arbitrary<string> | undefined };

function valuesOfView(view: SchemaView, { name, known, text }: Context): fc.Arbitrary<unknown> | undefined {
  const { types, items, members, enum: listed, format, pattern, minimum = 1, maximum = GREATEST, schema } = view;
  // servers need not know all words for a boolean that a description lists
  if (types.has('boolean')) return fc.boolean();
  if (listed) return fc.constantFrom(...listed.filter(one => one !== null));
  if (types.has('array')) {
    const inner = items && valuesOfView(items, { name, known, text: undefined });
    return inner && fc.array(inner, { minLength: 1, maxLength: MAX_ITEMS });
  }
  if (types.has('object')) {
    const inner = [...members.values()].flatMap(member => {
      const values = valuesOf(member, known, undefined);
      return values ? [[member.name, values] as const] : [];
    });
    return inner.length === 0 ? undefined : fc.record(Object.fromEntries(inner));
  }
  if (types.has('integer') && minimum <= maximum) return fc.integer({ min: minimum, max: maximum });
  if (text && types.has('string') && format === undefined && pattern === undefined) return text;
  const make = (seed: number) => generateValue(schema, { seed: `${name} ${seed}`, name, now: VALUES_TIME })?.value;
  return make(0) === undefined ? undefined : fc.nat(GREATEST).map(make);
}
