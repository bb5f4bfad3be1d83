import type { Step } from '../model/case.js';
import {
  type Check,
  defineCheck,
  defineStatusCheck,
  fails,
  formatValue,
  inconclusive,
  passes,
} from '../model/check.js';
import { readEnvelope } from './refusal.js';
import { BELOW_500, NO_SUCH_USER, PATCH_USER, patchUnknown } from './steps.js';
import type { AcefoneCaseContext, Knowledge } from './user.js';

const STATEMENT = 'patch.status-404';
const NO_SUCCESS = 'refusal.success';

/** Whether the response may also be about the body. */
type Expect = { ambiguous: boolean };

const EMPTY = patchUnknown({}, { expects: BELOW_500 });

/** A target that accepts an empty patch of an unknown id may patch some user, whom a patch with a value would change. */
const explainAcceptance = ({ exchanges: [empty] }: AcefoneCaseContext) =>
  (empty?.response?.status ?? 200) < 300
    ? 'The target accepts an empty patch of an unknown id, so no other patch of this id is sent.'
    : undefined;

const PATCHES: readonly (Expect & { id: string; steps: readonly Step<Knowledge>[] })[] = [
  { id: 'an empty patch', steps: [EMPTY], ambiguous: true },
  {
    id: 'a valid patch',
    steps: [EMPTY, patchUnknown({ designation: 'Understudy' }, { expects: BELOW_500, unless: explainAcceptance })],
    ambiguous: false,
  },
];

/** No document says this; the reading unknown-id says what is accepted. */
export const unknownId: Check<Knowledge> = defineCheck<Knowledge, Expect>({
  id: 'unknown-id',
  says: 'An id that no user has gets 404 or 400, without success.',
  cases: PATCHES.map(({ id, steps, ambiguous }) => ({
    id,
    operation: PATCH_USER,
    statements: [STATEMENT, NO_SUCCESS],
    steps,
    expect: { ambiguous },
    // unless a subject is named, nothing is sent that could change a user, if there is a user with this id
    ...(!ambiguous && { needs: 'subject' as const }),
  })),
  judge({ exchanges, known, expect: { ambiguous } }) {
    const exchange = exchanges.at(-1);
    const { status = 0, json } = exchange?.response ?? {};
    if (!exchange || !NO_SUCH_USER.includes(status)) {
      if (ambiguous && status === 422)
        return [inconclusive(STATEMENT, 'An empty patch may be refused before the id is looked up.')];
      const message = 'A patch of an unknown id is not refused with 404 or 400.';
      return [
        fails(STATEMENT, { message, expected: NO_SUCH_USER.join(' or '), got: `${status} ${formatValue(json)}` }),
      ];
    }
    // if the target always refuses {}, its status shows nothing about unknown ids
    const isTelling = !ambiguous || known.subject === undefined;
    const observed = { reading: 'unknown-id', choice: String(status) };
    const statusFinding = passes(STATEMENT, isTelling ? { observed } : {});
    if (readEnvelope(exchange)?.success !== true) return [statusFinding, passes(NO_SUCCESS)];
    const message = 'The response to a patch of an unknown id has success true.';
    return [statusFinding, fails(NO_SUCCESS, { message, expected: 'success false', got: formatValue(json) })];
  },
});

const ID_REQUIRED = 'patch.id-required';

/** acefone-user-patch:1, 19: the title has the address without an id (reading url-form). */
export const addressWithoutId: Check<Knowledge> = defineStatusCheck({
  id: 'address-without-id',
  says: 'A patch without an id is refused with a 4xx.',
  cases: [
    {
      id: '/user/',
      operation: PATCH_USER,
      statements: [ID_REQUIRED],
      steps: [{ operation: PATCH_USER, path: { id: '' }, body: {}, expects: '4xx', formless: true }],
    },
  ],
});
