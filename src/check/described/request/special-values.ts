import { generateValue, VALUES_TIME } from '../../../fake/index.js';
import { formatInstant, parseInstant } from '../../../kernel/index.js';
import type { MemberView } from '../../../openapi/index.js';

/** Values that careless servers lose or change. */
export const SPECIAL_VALUES = ['empty values', 'letters beyond ASCII', 'times elsewhere', 'long lists'] as const;
export type SpecialValue = (typeof SPECIAL_VALUES)[number];

/** The members that can have values of a kind. */
export function canBeSpecial(kind: SpecialValue, members: readonly MemberView[]): MemberView[] {
  const wanted: Record<SpecialValue, (member: MemberView) => boolean> = {
    'empty values': ({ value }) => emptyValue(value) !== undefined,
    'letters beyond ASCII': ({ value }) => isFreeText(value),
    'times elsewhere': ({ value }) => value.format === 'date-time',
    'long lists': ({ value }) => longList(value) !== undefined,
  };
  return members.filter(wanted[kind]);
}

/** The record with values of a kind, as far as their schemas allow them. */
export function withSpecial(
  kind: SpecialValue,
  record: Readonly<Record<string, unknown>>,
  members: readonly MemberView[],
): Record<string, unknown> {
  const make: Record<SpecialValue, (value: MemberView['value'], held: unknown) => unknown> = {
    'empty values': value => emptyValue(value),
    'letters beyond ASCII': (_, held) => `${typeof held === 'string' ? `${held} ` : ''}${LETTERS}`,
    'times elsewhere': (_, held) => writeElsewhere(held),
    'long lists': value => longList(value),
  };
  const changes = canBeSpecial(kind, members).flatMap(({ name, value }) => {
    const special = make[kind](value, record[name]);
    return special !== undefined && value.schema.validate(special).length === 0 ? [[name, special] as const] : [];
  });
  return { ...record, ...Object.fromEntries(changes) };
}

/** Precomposed letters of one and of two bytes in Latin 1, and of other scripts. */
const LETTERS = 'Ærø, cañón, žluť, 東京';

/** False or zero. An empty text may mean that there is none. */
export function emptyValue({ types, schema, enum: values }: MemberView['value']): unknown {
  const empty = types.has('boolean') ? false : types.has('integer') || types.has('number') ? 0 : undefined;
  return empty !== undefined && values === undefined && schema.validate(empty).length === 0 ? empty : undefined;
}

function isFreeText({ types, format, pattern, enum: values }: MemberView['value']): boolean {
  return types.has('string') && format === undefined && pattern === undefined && values === undefined;
}

/** Minutes east of UTC. */
const ELSEWHERE = 120;

/** The same time as a client two hours east of UTC writes it. */
function writeElsewhere(time: unknown): string | undefined {
  const instant = typeof time === 'string' ? parseInstant(time) : undefined;
  return instant === undefined
    ? undefined
    : formatInstant(instant + ELSEWHERE * 60e6).replace(/(?:\.0+)?\+00:00$/, '+02:00');
}

const MANY = 4;

/** Some different items in their order, so that a server that orders them keeps it. */
function longList({ types, items, schema }: MemberView['value']): unknown[] | undefined {
  if (!types.has('array') || !items || items.types.has('object') || items.types.has('array')) return undefined;
  const made = Array.from(
    { length: 3 * MANY },
    (_, seed) => generateValue(items.schema, { seed: `item ${seed}`, now: VALUES_TIME, examples: false })?.value,
  );
  const distinct = [...new Set(made.filter(item => item !== undefined))].slice(0, MANY);
  const ordered = distinct.toSorted((left, right) => (String(left) < String(right) ? -1 : 1));
  for (let count = ordered.length; count > 1; count -= 1) {
    const list = ordered.slice(0, count);
    if (schema.validate(list).length === 0) return list;
  }
  return undefined;
}
