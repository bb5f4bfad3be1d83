import * as fc from 'fast-check';
import type { Contract } from '../../contract/index.js';
import { Placeholder } from '../model/case.js';
import { PATCH_USER } from './steps.js';
import { type AcefoneCaseContext, isSame, type Knowledge } from './user.js';
import { REAL_ELSEWHERE, type Variable } from './variables.js';

/** Where call records can be seen by all, no ids are needed (reading cdr-type). */
export const ALL_RECORDS = { type: 'all', value: null };

/** The body that the page prints. */
export function parsePrintedBody({ operations }: Contract): { user_for_cdr: unknown } {
  const operation = operations.find(({ id }) => id === PATCH_USER);
  return JSON.parse(operation?.bodyExample('printed') ?? '{}');
}

/**
 * A value that a faithful server takes: the subject's own where one must be real elsewhere, else one of the right form.
 * Undefined where none is sure to be taken.
 */
export function chooseValidValue(
  { name, kind }: Variable,
  { known, unique }: AcefoneCaseContext,
  printed: unknown,
): unknown {
  const own = known.original?.[name];
  if (REAL_ELSEWHERE.has(name)) return own ?? undefined;
  if (kind === 'boolean') return own ?? false;
  // an empty list names no group that might not exist
  if (kind === 'texts') return own ?? [];
  if (kind === 'record') return own ?? printed;
  return name === 'number' && isPlausible(own) ? own : createText(name, unique());
}

/** Another valid value than a user has, where there is one that is sure to be taken; undefined if theirs is unknown. */
export function chooseOtherValue(
  { name, kind }: Variable,
  own: unknown,
  given: { text: string; printed: unknown },
): unknown {
  if (own === undefined) return undefined;
  if (kind === 'boolean') return !own;
  if (kind === 'record') return isSame(name, own, given.printed) ? ALL_RECORDS : given.printed;
  if (Array.isArray(own)) return own.length > 1 || !REAL_ELSEWHERE.has(name) ? own.slice(0, -1) : own;
  if (REAL_ELSEWHERE.has(name)) return own ?? undefined;
  return name === 'number' ? otherNumber(own, given.text) : createText(name, given.text);
}

/** What changes least and yet is a valid patch: the subject's own name where it is shown; of nobody nothing. */
export function createMinimalBody(
  { subject, original }: Knowledge,
  unique: () => string,
): Readonly<Record<string, unknown>> {
  return subject === undefined ? {} : { name: original?.name ?? createText('name', unique()) };
}

/** A text for one of the texts, made of one that nobody else uses; a name has at most 40 characters. */
export function createText(variable: string, unique: string): string {
  const word = unique.replaceAll('-', '');
  if (variable === 'number') return `+9198${deriveDigits(unique, 8)}`;
  if (variable === 'email') return `${word}@example.com`;
  return variable === 'login_id' ? word : `Understudy ${word}`;
}

/** A number of the same form, with other digits at its end. */
function otherNumber(own: unknown, text: string): string {
  if (!isPlausible(own)) return createText('number', text);
  const digits = deriveDigits(text, 4);
  const other = own.endsWith(digits) ? deriveDigits(`${text} again`, 4) : digits;
  return own.slice(0, -other.length) + other;
}

function isPlausible(number: unknown): number is string {
  return typeof number === 'string' && /^\+?\d{8,15}$/.test(number);
}

function deriveDigits(text: string, count: number): string {
  const sum = [...text].reduce((sum, character) => (sum * 31 + character.charCodeAt(0)) % 99_999_989, 7);
  return String(sum).padStart(8, '0').slice(-count);
}

/** Texts that two users of one account may not share; what is generated is only whether they are sent. */
const UNSHARED: ReadonlySet<string> = new Set(['email', 'login_id', 'number']);

/** Well-formed text without control characters, and such that nobody could trim it, recompose it or take it for masked. */
const text = fc
  .string({ unit: 'grapheme-composite', minLength: 1, maxLength: 18 })
  .filter(text => text.trim() === text && text.normalize('NFC') === text && !/\p{C}|\*/u.test(text));

const agent = fc.integer({ min: 0, max: 9999 }).map(tail => `050284237${String(tail).padStart(4, '0')}`);
const records = fc.oneof(
  fc.record({ type: fc.constant('agent'), value: fc.uniqueArray(agent, { minLength: 1, maxLength: 3 }) }),
  fc.constant({ type: 'all', value: null }),
);

const some = fc.record(
  {
    name: text,
    number: fc.constant(null),
    email: fc.constant(null),
    block_agent: fc.boolean(),
    international_outbound: fc.boolean(),
    designation: text,
    login_id: fc.constant(null),
    block_web_login: fc.boolean(),
    user_for_cdr: records,
    login_based_calling: fc.boolean(),
    disable_agent: fc.boolean(),
  },
  { requiredKeys: [] },
);

/** Several variables at once with generated valid values; never the password, nor what must be real elsewhere. */
export const severalVariables = {
  // what both flags at once do, no page says
  values: (): fc.Arbitrary<unknown> =>
    some.filter(body => Object.keys(body).length > 0 && !(body.block_agent && body.disable_agent)),
  body: new Placeholder<Knowledge>('<generated>', 'generated value', ({ generated, unique }) =>
    Object.fromEntries(
      Object.entries(generated as object).map(([name, value]) => [
        name,
        UNSHARED.has(name) ? createText(name, unique()) : value,
      ]),
    ),
  ),
};
