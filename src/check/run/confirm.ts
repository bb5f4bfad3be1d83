import { type Case, onlyReads } from '../model/case.js';
import type { Check, Evidence } from '../model/check.js';
import type { Ending } from '../model/outcome.js';
import { type CaseRun, indexAfterWrites, isFailing, readAgain, runSteps } from './run-case.js';
import type { RunSession } from './session.js';

/** How often a case is repeated whose data change meanwhile. */
const MAX_ATTEMPTS = 3;

/** After so many cases one after another whose data did not hold still, no more are repeated: others write all the time. */
const MAX_RESTLESS = 5;

/** How many cases of a run have not found the data still, since the last one that has. */
const restless = new WeakMap<object, number>();

/** What the second run of a failing case says about the first. */
type Confirmation = {
  verdict: 'fail' | 'flaky' | 'inconclusive';
  evidence: readonly Evidence[];
  reason?: string;
};

type Tested<K> = { case: Case<K>; check: Check<K>; session: RunSession<K> };

/**
 * Runs a failing case once more, unless all that it has found is certain, or the run has ended. Other clients can change data
 * meanwhile, and then any law looks broken: a case that only reads is repeated until the data before and after it are the same. A
 * patch that has wrongly changed data finds them changed when it is sent again: in that case only the reads after it are repeated.
 */
export async function confirm<K>(first: CaseRun, tested: Tested<K>): Promise<Confirmation> {
  const { session } = tested;
  const ended = session.ended();
  if (ended) return judgeAfterEnd(first, ended);
  if (withoutDoubt(first).length === first.evidence.length) return { verdict: 'fail', evidence: first.evidence };
  const running = (attempt: number) => ({ ...tested, attempt: `again ${attempt}` });
  const again = (attempt: number) => runSteps(running(attempt), first.generated);
  const phase = session.phaseOf(tested.case);
  if (phase === 'change' && isAboutResult(first, tested)) {
    return compareRuns(first, await readAgain(running(1), first));
  }
  if (!onlyReads(phase) || tested.check.ignoresData) return compareRuns(first, await again(1));
  const inconclusive = {
    verdict: 'inconclusive',
    evidence: [],
    reason: 'The data kept changing while the case was repeated.',
  } as const;
  const count = restless.get(session) ?? 0;
  if (count === MAX_RESTLESS) return inconclusive;
  const paths = first.exchanges.map(({ request }) => request.path).join(' ');
  let before = await session.suite.fingerprint(session, paths);
  for (let attempt = 1; attempt <= MAX_ATTEMPTS; attempt += 1) {
    const second = await again(attempt);
    const after = await session.suite.fingerprint(session, paths);
    if (before === after) {
      restless.delete(session);
      return compareRuns(first, second);
    }
    before = after;
  }
  restless.set(session, count + 1);
  return inconclusive;
}

/** Whether all steps were sent and only the reads after the last write show that something is wrong. */
function isAboutResult<K>(run: CaseRun, { check, session }: Tested<K>): boolean {
  const failing = run.evidence.filter(({ verdict }) => verdict === 'fail');
  const complete = run.judged === true && indexAfterWrites(run, session) < run.steps.length;
  return complete && failing.every(one => one.check === check.id);
}

/** The evidence of a failing case but for what another run could take back. */
function withoutDoubt({ evidence }: CaseRun): readonly Evidence[] {
  return evidence.filter(({ verdict, certain }) => verdict !== 'fail' || certain);
}

/** What is said of a failing case that cannot be repeated because the run has ended. */
function judgeAfterEnd(first: CaseRun, why: Ending): Confirmation {
  const certain = withoutDoubt(first);
  if (isFailing({ evidence: certain })) return { verdict: 'fail', evidence: certain };
  return { verdict: why === 'lost' || why === 'silent' ? 'fail' : 'flaky', evidence: first.evidence };
}

function compareRuns(first: CaseRun, second: CaseRun): Confirmation {
  if (second.ended) return judgeAfterEnd(first, second.ended);
  const same = first.evidence.filter(
    one =>
      one.verdict === 'fail' &&
      // the run sends nothing more to a target that changed too much, so the first run counts
      (one.certain ||
        second.stopped ||
        second.evidence.some(other => other.verdict === 'fail' && keyOf(other) === keyOf(one))),
  );
  if (same.length > 0)
    return { verdict: 'fail', evidence: [...same, ...first.evidence.filter(({ verdict }) => verdict !== 'fail')] };
  return isFailing(second)
    ? { verdict: 'fail', evidence: second.evidence }
    : { verdict: 'flaky', evidence: first.evidence };
}

/** What a finding is about: findings with the same text are one violation. */
export function keyOf({ check, statement, parameter }: Evidence): string {
  return `${check} ${statement} ${parameter}`;
}
