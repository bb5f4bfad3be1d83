import type { Contract } from '../../contract/index.js';
import type { TargetExchange } from '../../target/index.js';
import { type Case, fromTarget, unique } from '../model/case.js';
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
import { explainMissingRead, patchBetweenReads, REFUSED } from './steps.js';
import { FLAGS, isSame, type Knowledge, nameStatement, PATCH_USER, readUser, SENT } from './user.js';
import { ALL_RECORDS, chooseValue, createText, parsePrintedBody, severalVariables } from './values.js';

/** The statements that a patch changes a user, and only what was sent. */
const CHANGES = 'patch.operation';
const ONLY_WHAT_WAS_SENT = 'ruled.only-what-was-sent';

/** The statements about every patch; the printed body tests all of them. */
const OF_ANY_PATCH = [CHANGES, 'patch.id', 'patch.media', 'patch.mandatory', 'patch.announced-required'];

const RUNS = 3;

/** The statements that promise to accept the patch, the one about its body first. */
type Expect = { accepted: readonly [string, ...string[]] };

/**
 * No variable is mandatory, so each may be sent alone (acefone-user-patch:17, reading required); after a patch, the companion GET
 * shows the patched values (acefone-user-patch:2). A target that cannot be read may still accept it.
 */
export function patchReadBack(contract: Contract): Check<Knowledge> {
  const printed = parsePrintedBody(contract);
  const createCase = (id: string, body: unknown, accepted: Expect['accepted']): Case<Knowledge, Expect> => ({
    id,
    operation: PATCH_USER,
    statements: [...new Set([...accepted, CHANGES, STATUS_200, ONLY_WHAT_WAS_SENT])],
    steps: patchBetweenReads(body),
    expect: { accepted },
  });
  return defineCheck<Knowledge, Expect>({
    id: 'patch-read-back',
    says: 'A valid value of any variable is accepted, alone or with others; a read shows it, and nothing else has changed.',
    cases: [
      createCase('the printed body', printed, ['patch.printed', ...OF_ANY_PATCH]),
      createCase('user_for_cdr for all', { user_for_cdr: ALL_RECORDS }, [nameStatement(`${RECORD}.value`)]),
      {
        ...createCase('several at once', severalVariables.body, ['patch.body']),
        generated: { runs: RUNS, values: severalVariables.values },
      },
      // these are last, so that a target that cannot be read keeps a valid value of each variable
      ...SENT.map(variable => {
        const { name } = variable;
        const value = fromTarget<Knowledge>(`${name} that is sure to exist`, context =>
          chooseValue(variable, context, printed.user_for_cdr),
        );
        return createCase(name, { [name]: value }, [nameStatement(name), ...listParts(name)]);
      }),
    ],
    judge({ exchanges, known, expect: { accepted } }) {
      const [, patch] = exchanges;
      const failure = patch && judgeAcceptance(patch, accepted[0]);
      if (failure) return [{ ...failure, at: 1 }];
      const sent = parseSentBody(patch);
      return [
        ...[...accepted, STATUS_200].map(statement => passes(statement, { at: 1 })),
        ...judgeReadBack(sent, { exchanges, known }),
        ...judgeUnsentVariables(exchanges, { known, sent: Object.keys(sent), done: 'The patch' }),
      ];
    },
  });
}

/** The statement that a successful patch gets 200 (reading success-status). */
const STATUS_200 = 'patch.status-200';

/** Judges the response to a valid patch, which `statement` promises to accept; undefined if it is 200. */
function judgeAcceptance({ response }: TargetExchange, statement: string): Finding | undefined {
  const { status = 0, json } = response ?? {};
  if (status === 200) return undefined;
  const got = `${status} ${formatValue(json)}`;
  if (status >= 400) return fails(statement, { message: 'A valid patch is refused.', expected: '200', got });
  return fails(STATUS_200, { message: `A valid patch gets ${status}.`, expected: '200', got });
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
  cases: Object.entries(BODIES).map(([id, body]) => ({
    id,
    operation: PATCH_USER,
    statements: [ONLY_WHAT_WAS_SENT],
    steps: patchBetweenReads(body, { unless: explainMissingRead }),
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

/** The statements about the parts of a variable. */
function listParts(variable: string): string[] {
  return variable === RECORD ? ['type', 'value'].map(part => nameStatement(`${RECORD}.${part}`)) : [];
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
    const kept = [nameStatement(name), ...listParts(name)].map(statement => passes(statement));
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
