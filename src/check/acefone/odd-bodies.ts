import { survivesOddRequests } from '../laws/odd-requests.js';
import { fromTarget } from '../model/case.js';
import type { Check } from '../model/check.js';
import { patchSubject } from './steps.js';
import {
  type AcefoneCaseContext,
  type Knowledge,
  PATCH_USER,
  REAL_ELSEWHERE,
  SENT,
  type VariableKind,
} from './user.js';

/** Values that may get any response but a 5xx, by the kind of the variable: numbers, nulls and structures of the wrong kind. */
const ODD: Readonly<Record<VariableKind, readonly unknown[]>> = {
  text: [5, null],
  texts: [5, null, [5], [null], { understudy: 'no list' }],
  boolean: [5, null, { understudy: 'no boolean' }],
  record: [
    5,
    null,
    {},
    { type: 5, value: [5] },
    { type: null, value: [null] },
    { type: 'agent', value: null, more: 5 },
  ],
};

/** Variables whose ids must exist in the account: the subject's own ids, as numbers. */
const OWN_AS_NUMBERS: Readonly<Record<string, (own: unknown) => unknown>> = {
  user_role: own => parseId(own),
  caller_id: own => (Array.isArray(own) ? own.map(id => parseId(id) ?? id) : undefined),
};

const BODIES: Readonly<Record<string, unknown>> = {
  'an empty object': {},
  'unknown keys': { understudy: 'no such variable', constructor: {}, toString: null },
  ...Object.fromEntries(
    SENT.filter(({ name }) => !REAL_ELSEWHERE.has(name)).flatMap(({ name, kind }) =>
      ODD[kind].map(value => [`${name}=${JSON.stringify(value)}`, { [name]: value }]),
    ),
  ),
  ...Object.fromEntries(
    Object.entries(OWN_AS_NUMBERS).map(([name, asNumbers]) => [
      `${name} as numbers`,
      {
        [name]: fromTarget<Knowledge>(`${name} that is sure to exist`, ({ known }: AcefoneCaseContext) =>
          asNumbers(known.original?.[name]),
        ),
      },
    ]),
  ),
};

/** The readings required, nulls, loose-types and cdr-type allow any response but a 5xx. */
export const oddBodies: Check<Knowledge> = survivesOddRequests(
  Object.entries(BODIES).map(([id, body]) => ({
    id,
    operation: PATCH_USER,
    steps: [patchSubject(body, { expects: 'any' })],
  })),
  ['ruled.any-answer'],
);

function parseId(id: unknown): number | undefined {
  return typeof id === 'string' && /^\d{1,15}$/.test(id) ? Number(id) : undefined;
}
