import type { Case } from '../model/case.js';
import type { Check } from '../model/check.js';
import type { Outcome } from '../model/outcome.js';
import { type CaseRun, type Evidence, isFailing, readAgain, readsAfterWrite, runSteps } from './run-case.js';
import type { Session } from './session.js';

/** How often the data may change under a case before it is given up. */
const MAX_ATTEMPTS = 3;

/** What a failing case comes to that cannot be repeated since the run has ended. */
export function verdictAfterEnd(why: NonNullable<Outcome['ended']>): 'fail' | 'flaky' {
  return why === 'lost' || why === 'silent' ? 'fail' : 'flaky';
}

/** What a second run of a failing case says of the first. */
type Confirmation = {
  verdict: 'fail' | 'flaky' | 'inconclusive';
  evidence: readonly Evidence[];
  reason?: string;
};

/**
 * Runs a failing case once more. Data that others change meanwhile can make any law look broken: a case that only reads
 * is repeated until the data stood still around it. What a patch has wrongly changed is changed already when it is sent a
 * second time: then its result is read once more instead.
 */
export async function confirm<K>(
  first: CaseRun,
  { case: asked, check, session }: { case: Case<K>; check: Check<K>; session: Session<K> },
): Promise<Confirmation> {
  const running = (attempt: number) => ({ case: asked, check, session, attempt: `again ${attempt}` });
  const again = (attempt: number) => runSteps(running(attempt), first.generated);
  const phase = session.findPhase(asked);
  if (phase === 'change' && isAboutResult(first, { case: asked, check, session })) {
    return compared(first, await readAgain(running(1), first));
  }
  if (phase !== 'read') return compared(first, await again(1));
  const about = first.exchanges.map(({ request }) => request.path).join(' ');
  let before = await session.suite.fingerprint(session, about);
  for (let attempt = 1; attempt <= MAX_ATTEMPTS; attempt += 1) {
    const second = await again(attempt);
    const after = await session.suite.fingerprint(session, about);
    if (before === after) return compared(first, second);
    before = after;
  }
  return { verdict: 'inconclusive', evidence: [], reason: 'The data kept changing while it was checked.' };
}

/** Whether all was sent, and only what the reads after the last write show is wrong. */
function isAboutResult<K>(
  run: CaseRun,
  { case: asked, check, session }: { case: Case<K>; check: Check<K>; session: Session<K> },
): boolean {
  const failing = run.evidence.filter(({ verdict }) => verdict === 'fail');
  const complete = run.exchanges.length === asked.steps.length && readsAfterWrite(run, session) < run.steps.length;
  return complete && failing.every(one => one.check === check.id);
}

function compared(first: CaseRun, second: CaseRun): Confirmation {
  if (second.ended) return { verdict: verdictAfterEnd(second.ended), evidence: first.evidence };
  const same = first.evidence.filter(
    one =>
      one.verdict === 'fail' &&
      // nothing more is sent to a target that has been seen to go too far: the first run stands
      (second.stopped || second.evidence.some(other => other.verdict === 'fail' && keyOf(other) === keyOf(one))),
  );
  if (same.length > 0)
    return { verdict: 'fail', evidence: [...same, ...first.evidence.filter(({ verdict }) => verdict !== 'fail')] };
  return isFailing(second)
    ? { verdict: 'fail', evidence: second.evidence }
    : { verdict: 'flaky', evidence: first.evidence };
}

function keyOf({ check, statement, parameter }: Evidence): string {
  return `${check} ${statement} ${parameter}`;
}
