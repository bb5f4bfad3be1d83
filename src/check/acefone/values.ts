import * as fc from 'fast-check';
import type { Contract } from '../../contract/index.js';
import { Placeholder } from '../model/case.js';

import {
  type AcefoneCaseContext,
  isSame,
  type Knowledge,
  PATCH_USER,
  REAL_ELSEWHERE,
  readUser,
  type Variable,
} from './user.js';

/** If all users may see the call records, no ids are needed (reading cdr-type). */
export const ALL_RECORDS = { type: 'all', value: null };

/** The body that the page prints. */
export function parsePrintedBody({ operations }: Contract): { user_for_cdr: unknown } {
  const operation = operations.find(({ id }) => id === PATCH_USER);
  return JSON.parse(operation?.bodyExample('printed') ?? '{}');
}

/**
 * A value that a faithful server accepts: another one than the subject has, where that is known. Ids must exist, so of these only the
 * subject's own are sent, or fewer of them. Undefined if no value is sure to be accepted.
 */
export function chooseValue(
  { name, kind }: Variable,
  { known, unique, exchanges: [before] }: AcefoneCaseContext,
  printed: unknown,
): unknown {
  const own = readUser(before, known.subject)?.variables[name] ?? known.original?.[name];
  if (kind === 'boolean') return own === undefined ? false : !own;
  if (kind === 'record') return own !== undefined && isSame(name, own, printed) ? ALL_RECORDS : printed;
  if (Array.isArray(own)) return own.length > 1 || !REAL_ELSEWHERE.has(name) ? own.slice(0, -1) : own;
  if (REAL_ELSEWHERE.has(name)) return own ?? undefined;
  // an empty list cannot name a group that does not exist
  if (kind === 'texts') return [];
  return name === 'number' ? otherNumber(own, unique()) : createText(name, unique());
}

/** The valid patch that changes least: the subject's own name if it is known; an empty object if there is no subject. */
export function createMinimalBody(
  { subject, original }: Knowledge,
  unique: () => string,
): Readonly<Record<string, unknown>> {
  return subject === undefined ? {} : { name: original?.name ?? createText('name', unique()) };
}

/** A value for a text variable, made from a unique text; a name has at most 40 characters. */
export function createText(variable: string, unique: string): string {
  const word = unique.replaceAll('-', '');
  if (variable === 'number') return `+9198${deriveDigits(unique, 8)}`;
  if (variable === 'email') return `${word}@example.com`;
  return variable === 'login_id' ? word : `Understudy ${word}`;
}

/** A number of the same form, with other last digits. */
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

/** Texts that must differ between the users of an account; only whether they are sent is generated. */
const UNSHARED: ReadonlySet<string> = new Set(['email', 'login_id', 'number']);

/** Well-formed texts without control characters, which trimming and normalising do not change, and without asterisks. */
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

/** Several variables at once with generated valid values, without the password and without ids that must exist. */
export const severalVariables = {
  // no page says what both flags together do
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
