import type { Contract } from '../../contract/index.js';
import type { TargetExchange } from '../../target/index.js';
import { fromTarget, unique } from '../model/case.js';
import {
  asObject,
  type Check,
  defineCheck,
  type Finding,
  fails,
  formatValue,
  inconclusive,
  parseSentBody,
  passes,
} from '../model/check.js';
import { judgeAcceptance, STATUS_200 } from './patch-variable.js';
import { BELOW_500, patchBetweenReads, patchCases, REFUSED } from './steps.js';
import {
  type AcefoneCaseContext,
  FLAGS,
  isSame,
  type Knowledge,
  nameStatement,
  PATCH_USER,
  readUser,
  SENT,
} from './user.js';
import { chooseOtherValue, createText, parsePrintedBody, severalVariables } from './values.js';

/** The statements that a patch changes a user, and only what was sent. */
const CHANGES = 'patch.operation';
const ONLY_WHAT_WAS_SENT = 'ruled.only-what-was-sent';

const RUNS = 2;

type Expect = { accepted: string };

/** acefone-user-patch:2: after a patch, the companion GET shows the patched values. */
export function patchReadBack(contract: Contract): Check<Knowledge> {
  const printed = parsePrintedBody(contract).user_for_cdr;
  const ownOf = ({ exchanges: [before], known }: AcefoneCaseContext) => readUser(before, known.subject)?.variables;
  return defineCheck<Knowledge, Expect>({
    id: 'patch-read-back',
    says: 'A read shows the values that a patch sent, and nothing else has changed.',
    cases: [
      ...SENT.map(variable => {
        const { name } = variable;
        const value = fromTarget<Knowledge>(`${name} of the subject`, context =>
          chooseOtherValue(variable, ownOf(context)?.[name], { text: context.unique(), printed }),
        );
        return {
          id: name,
          operation: PATCH_USER,
          statements: [...listReadBackStatements(name), CHANGES, STATUS_200, ONLY_WHAT_WAS_SENT],
          steps: patchBetweenReads({ [name]: value }, { expects: BELOW_500 }),
          expect: { accepted: nameStatement(name) },
        };
      }),
      {
        id: 'several at once',
        operation: PATCH_USER,
        statements: ['patch.body', CHANGES, STATUS_200, ONLY_WHAT_WAS_SENT],
        steps: patchBetweenReads(severalVariables.body, { expects: BELOW_500 }),
        expect: { accepted: 'patch.body' },
        generated: { runs: RUNS, values: severalVariables.values },
      },
    ],
    judge({ exchanges, known, expect: { accepted } }) {
      const [, patch] = exchanges;
      const failure = patch && judgeAcceptance(patch, accepted);
      if (failure) return [{ ...failure, at: 1 }];
      const sent = parseSentBody(patch);
      return [
        ...judgeReadBack(sent, { exchanges, known }),
        ...judgeUnsentVariables(exchanges, { known, sent: Object.keys(sent), done: 'The patch' }),
      ];
    },
  });
}

const NEW_NAME = { name: unique<Knowledge>(text => createText('name', text)) };
const NEW_JOB = { designation: unique<Knowledge>(text => createText('designation', text)) };

/** Bodies with a wrong value and valid ones. */
const BODIES: Readonly<Record<string, unknown>> = {
  'a wrong text': { ...NEW_JOB, name: ['no text'] },
  'a wrong boolean': { ...NEW_NAME, international_outbound: 'yes' },
  'wrong records': { ...NEW_NAME, ...NEW_JOB, user_for_cdr: { type: ['agent'], value: null } },
};

/** acefone-user-patch:46-47: a patch that fails changes nothing, not even in part. */
export const refusedUnchanged: Check<Knowledge> = defineCheck({
  id: 'refused-unchanged',
  says: 'A refused patch changes nothing.',
  cases: patchCases(BODIES, body => ({
    statements: [ONLY_WHAT_WAS_SENT],
    steps: patchBetweenReads(body, { expects: BELOW_500 }),
  })),
  judge({ exchanges, known }) {
    // another check judges whether the patch must be refused
    if (!REFUSED.includes(exchanges[1]?.response?.status ?? 0)) {
      return [inconclusive(ONLY_WHAT_WAS_SENT, 'The wrong patch was not refused.')];
    }
    return judgeUnsentVariables(exchanges, { known, sent: [], done: 'A refused patch' });
  },
});

const RECORD = 'user_for_cdr';
const PARTS = ['type', 'value'].map(part => `${RECORD}.${part}`);

/** The statements that a read after the patch of a variable tests. */
function listReadBackStatements(variable: string): string[] {
  return (variable === RECORD ? [variable, ...PARTS] : [variable]).map(nameStatement);
}

/** Judges that a read shows what was sent; another check judges the two flags, by the status. */
function judgeReadBack(
  sent: Readonly<Record<string, unknown>>,
  { exchanges: [before, , after], known }: { exchanges: readonly TargetExchange[]; known: Knowledge },
): Finding[] {
  const was = readUser(before, known.subject)?.variables ?? {};
  const is = readUser(after, known.subject)?.variables ?? {};
  const names = Object.keys(sent).filter(name => !FLAGS.has(name));
  return names.flatMap(name => {
    if (!(name in is)) return [inconclusive(nameStatement(name), `The target does not show ${name}.`)];
    if (!isSame(name, is[name], sent[name])) {
      const message = `The read does not show ${name} as it was sent.`;
      const statement = findBrokenStatement(name, sent[name], is[name]);
      const [expected, got] = [formatValue(sent[name]), formatValue(is[name])];
      return [fails(statement, { parameter: name, message, expected, got, at: 1 })];
    }
    const kept = listReadBackStatements(name).map(statement => passes(statement));
    return isSame(name, was[name], is[name]) ? kept : [...kept, passes(CHANGES)];
  });
}

/** The statement that is broken; for user_for_cdr, the statement about the part that differs. */
function findBrokenStatement(name: string, sent: unknown, found: unknown): string {
  if (name !== RECORD) return nameStatement(name);
  const isType = asObject(sent)?.type !== asObject(found)?.type;
  return nameStatement(`${RECORD}.${isType ? 'type' : 'value'}`);
}

/** Judges that the reads before and after a patch show the same, except what was sent. */
function judgeUnsentVariables(
  [before, patch, after]: readonly TargetExchange[],
  { known, sent, done }: { known: Knowledge; sent: readonly string[]; done: string },
): Finding[] {
  const was = readUser(before, known.subject)?.variables;
  const is = readUser(after, known.subject)?.variables;
  if (!was || !is || !patch) return [inconclusive(ONLY_WHAT_WAS_SENT, 'The subject could not be read.')];
  // one status shows both flags
  const isExempt = (name: string) => sent.includes(name) || (FLAGS.has(name) && sent.some(one => FLAGS.has(one)));
  const changed = Object.keys(was).filter(name => !isExempt(name) && name in is && !isSame(name, was[name], is[name]));
  if (changed.length === 0) return [passes(ONLY_WHAT_WAS_SENT)];
  return changed.map(name =>
    fails(ONLY_WHAT_WAS_SENT, {
      parameter: name,
      message: `${done} has changed ${name}.`,
      expected: formatValue(was[name]),
      got: formatValue(is[name]),
      at: 1,
    }),
  );
}
