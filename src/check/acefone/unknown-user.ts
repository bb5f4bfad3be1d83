import type { Step } from '../model/case.js';
import { type Check, defineCheck, fails, formatValue, inconclusive, passes } from '../model/check.js';
import { readEnvelope } from './refusal.js';
import { BELOW_500, NO_SUCH_USER, PATCH_USER, patchNobody } from './steps.js';
import type { AcefoneCaseContext, Knowledge } from './user.js';

const STATEMENT = 'patch.status-404';
const NO_SUCCESS = 'refusal.success';

/** Whether the answer may also be about the body. */
type Expect = { ambiguous: boolean };

const EMPTY = patchNobody({}, { expects: BELOW_500 });

/** Whoever takes an empty patch of nobody may have somebody in mind, whom a patch with a value would change. */
const unlessTaken = ({ exchanges: [empty] }: AcefoneCaseContext) =>
  (empty?.response?.status ?? 200) < 300 ? 'An empty patch of nobody is taken: no other is sent.' : undefined;

const PATCHES: readonly (Expect & { id: string; steps: readonly Step<Knowledge>[] })[] = [
  { id: 'an empty patch', steps: [EMPTY], ambiguous: true },
  {
    id: 'a valid patch',
    steps: [EMPTY, patchNobody({ designation: 'Understudy' }, { expects: BELOW_500, unless: unlessTaken })],
    ambiguous: false,
  },
];

/** Not stated; the reading unknown-id says what is accepted. */
export const unknownId: Check<Knowledge> = defineCheck<Knowledge, Expect>({
  id: 'unknown-id',
  says: 'An id that no user has is 404 or 400, and no success.',
  cases: PATCHES.map(({ id, steps, ambiguous }) => ({
    id,
    operation: PATCH_USER,
    statements: [STATEMENT, NO_SUCCESS],
    steps,
    expect: { ambiguous },
    // without a consent nobody is sent anything that could change a user, should there be one after all
    ...(!ambiguous && { needs: 'subject' as const }),
  })),
  judge({ exchanges, known, expect: { ambiguous } }) {
    const exchange = exchanges.at(-1);
    const { status = 0, json } = exchange?.response ?? {};
    if (!exchange || !NO_SUCH_USER.includes(status)) {
      if (ambiguous && status === 422)
        return [inconclusive(STATEMENT, 'An empty patch may be refused before anything else.')];
      const message = 'A patch of nobody is not refused as such.';
      return [
        fails(STATEMENT, { message, expected: NO_SUCH_USER.join(' or '), got: `${status} ${formatValue(json)}` }),
      ];
    }
    // where {} is refused by all, its status tells nothing of unknown ids
    const isTelling = !ambiguous || known.subject === undefined;
    const observed = { reading: 'unknown-id', choice: String(status) };
    const seen = passes(STATEMENT, isTelling ? { observed } : {});
    if (readEnvelope(exchange)?.success !== true) return [seen, passes(NO_SUCCESS)];
    const message = 'A patch of nobody is called a success.';
    return [seen, fails(NO_SUCCESS, { message, expected: 'success false', got: formatValue(json) })];
  },
});

const ID_REQUIRED = 'patch.id-required';

/** acefone-user-patch:1, 19: the title prints the address without an id (reading url-form). */
export const addressWithoutId: Check<Knowledge> = defineCheck({
  id: 'address-without-id',
  says: 'Without an id there is nothing to change: the answer is 4xx.',
  cases: [
    {
      id: '/user/',
      operation: PATCH_USER,
      statements: [ID_REQUIRED],
      steps: [{ operation: PATCH_USER, path: { id: '' }, body: {}, expects: '4xx', formless: true }],
    },
  ],
  judge: () => [passes(ID_REQUIRED)],
});
