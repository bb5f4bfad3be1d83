import { Problem } from '../../kernel/index.js';
import { judgeResponse } from '../laws/every-response.js';
import { type Case, PHASES } from '../model/case.js';
import type { Check } from '../model/check.js';
import type { CaseOutcome, Outcome } from '../model/outcome.js';
import { confirm, verdictAfterEnd } from './confirm.js';
import { type CaseRun, type Evidence, isFailing, runCase } from './run-case.js';
import { finishWithin } from './run-limits.js';
import { DEFAULT_CONCURRENCY, type Progress, type RunOptions } from './run-options.js';
import type { Session } from './session.js';
import type { ReadyStep } from './step-request.js';

/** The most milliseconds that putting back may take. */
const MAX_RESTORE_MS = 30_000;

/** The most milliseconds that removing what was created may take. */
const MAX_CLEANUP_MS = 60_000;

type Work<K> = { case: Case<K>; check: Check<K> };

type CaseOptions = {
  concurrency?: number;
  only?: RunOptions['only'];
  cleanup?: boolean;
  onProgress(progress: Progress): void;
};

/** Runs the preparation and then all cases, phase by phase, and repeats those that fail. */
export async function runCases<K>(
  session: Session<K>,
  { concurrency = DEFAULT_CONCURRENCY, only, cleanup = false, onProgress }: CaseOptions,
): Promise<CaseOutcome[]> {
  const outcomes: CaseOutcome[] = [];
  try {
    outcomes.push(await runPreparation(session, onProgress));
    await runPhases(session, { concurrency, ...(only && { only }), onProgress, outcomes });
  } catch (error) {
    if (error instanceof Problem) throw error;
    session.failures.push(`Reading the data failed: ${describeError(error)}`);
  } finally {
    const { suite, note } = session;
    const restored = () => finishWithin(MAX_RESTORE_MS, suite.restore(session));
    if ((await finish(session, 'Putting back', restored)) === false) {
      note(`Putting back took longer than ${MAX_RESTORE_MS / 1000} s and was given up.`);
    }
    const cleaned = () => finishWithin(MAX_CLEANUP_MS, suite.cleanUp?.(session) ?? Promise.resolve());
    const mayClean = cleanup && session.ended() !== 'lost';
    if (mayClean && (await finish(session, 'Removing', cleaned)) === false) {
      note(`Removing took longer than ${MAX_CLEANUP_MS / 1000} s and was given up; who is left is listed.`);
    }
  }
  return outcomes;
}

/** Does what comes after the cases; an error in it must not cost their verdicts. Tells whether it was done in time. */
async function finish<K>(session: Session<K>, what: string, act: () => Promise<boolean>): Promise<boolean | undefined> {
  try {
    return await act();
  } catch (error) {
    session.failures.push(`${what} failed: ${describeError(error)}`);
    return undefined;
  }
}

function describeError(error: unknown): string {
  return error instanceof Error ? `${error.name}: ${error.message}` : String(error);
}

async function runPhases<K>(
  session: Session<K>,
  { concurrency, only, onProgress, outcomes }: CaseOptions & { concurrency: number; outcomes: CaseOutcome[] },
): Promise<void> {
  const works = session.suite.checks
    .flatMap(check => check.cases.map(asked => ({ case: asked, check })))
    .filter(({ case: { id, operation }, check }) => only?.({ check: check.id, id, operation }) ?? true);
  let failing = 0;
  const add = (outcome: CaseOutcome) => {
    outcomes.push(outcome);
    if (outcome.verdict === 'fail') failing += 1;
    onProgress({ done: outcomes.length, all: works.length + 1, failing, check: outcome.check });
  };
  // an error in one check must not take the verdicts of all others with it
  const catchErrors = async (work: Work<K>, judge: () => Promise<void>) => {
    try {
      await judge();
    } catch (error) {
      const reason = `The check itself failed: ${describeError(error)}`;
      session.failures.push(`${work.check.id}, ${work.case.id}: ${reason}`);
      add(createOutcome(work, { verdict: 'inconclusive', reason, evidence: [] }, 0));
    }
  };
  for (const phase of PHASES) {
    const doubtful: { work: Work<K>; run: CaseRun; milliseconds: number }[] = [];
    const judgeOnce = async (work: Work<K>) => {
      const start = performance.now();
      const blocker = reasonToSkip(work, session);
      if (blocker !== undefined)
        return add(createOutcome(work, { verdict: 'skipped', reason: blocker, evidence: [] }, 0));
      const run = await runCase({ ...work, session, attempt: 'first' });
      const milliseconds = performance.now() - start;
      if (!isFailing(run)) return add(createOutcome(work, judged(run), milliseconds));
      doubtful.push({ work, run: phase === 'change' ? run : dropResponses(run), milliseconds });
      if (phase === 'change') await settle();
    };
    // what failed is repeated when nothing else is under way, and not at all once the run has ended
    const settle = async () => {
      for (const { work, run, milliseconds } of doubtful.splice(0)) {
        const why = session.ended();
        await catchErrors(work, async () => {
          const seen = why
            ? { verdict: verdictAfterEnd(why), evidence: run.evidence }
            : await confirm(run, { ...work, session });
          add(createOutcome(work, seen, milliseconds));
        });
      }
    };
    const phased = works.filter(work => session.findPhase(work.case) === phase);
    const workers = phase === 'change' ? 1 : concurrency;
    await runPool(phased, { workers, work: work => catchErrors(work, () => judgeOnce(work)) });
    await settle();
  }
}

/** What stands in place of a check for the preparation. */
export const PREPARATION = 'preparation';

/** The most reads of the preparation that are repeated because they look wrong. */
export const MAX_REPEATED_READS = 5;

/** The preparation as a case of its own: what it reads is judged, too, and read again where it looks wrong. */
async function runPreparation<K>(session: Session<K>, onProgress: CaseOptions['onProgress']): Promise<CaseOutcome> {
  const start = performance.now();
  const evidence: Evidence[] = [];
  const doubtful: ReadyStep[] = [];
  session.onExchange = (step, exchange) => {
    onProgress({ preparing: session.sent });
    if (session.getMethod(step) !== 'GET') return;
    const { findings } = judgeResponse(step, exchange, session);
    if (isFailing({ evidence: findings })) doubtful.push(step);
    else evidence.push(...findings);
  };
  await session.suite.prepare(session);
  session.onExchange = undefined;
  for (const step of doubtful.slice(0, MAX_REPEATED_READS)) {
    evidence.push(...judgeResponse(step, await session.send(step), session).findings);
  }
  return {
    check: PREPARATION,
    id: 'reading the data',
    operation: evidence[0]?.operation ?? '',
    statements: [],
    verdict: isFailing({ evidence }) ? 'fail' : 'pass',
    evidence,
    milliseconds: performance.now() - start,
  };
}

/** Why a case is skipped whose turn came after the end of the run. */
export const SKIPPED_BY: Readonly<Record<NonNullable<Outcome['ended']>, string>> = {
  budget: 'The time was up.',
  interrupted: 'The run was interrupted.',
  lost: 'The target has gone away.',
  silent: 'The target stopped answering.',
};

function reasonToSkip<K>({ case: asked, check }: Work<K>, session: Session<K>): string | undefined {
  const ended = session.ended();
  return ended ? SKIPPED_BY[ended] : session.blocker(asked, check);
}

/** What is kept of a run until it is repeated: many may wait, and their bodies are long. */
function dropResponses(run: CaseRun): CaseRun {
  return { ...run, exchanges: run.exchanges.map(({ response: _, ...exchange }) => exchange) };
}

function judged(run: CaseRun): Pick<CaseOutcome, 'verdict' | 'reason' | 'evidence'> {
  if (run.ended) return { verdict: 'skipped', reason: SKIPPED_BY[run.ended], evidence: [] };
  const open = run.evidence.find(({ verdict }) => verdict === 'inconclusive');
  if (!open) return { verdict: 'pass', evidence: run.evidence };
  return {
    verdict: 'inconclusive',
    evidence: run.evidence,
    ...(open.message !== undefined && { reason: open.message }),
  };
}

function createOutcome<K>(
  { case: { id, operation, parameter, statements }, check }: Work<K>,
  judged: Pick<CaseOutcome, 'verdict' | 'reason' | 'evidence'>,
  milliseconds: number,
): CaseOutcome {
  return {
    check: check.id,
    id,
    operation,
    ...(parameter !== undefined && { parameter }),
    statements,
    ...judged,
    milliseconds,
  };
}

/** Does all the work with some workers, each taking the next piece when it is done with its own. */
async function runPool<T>(
  all: readonly T[],
  { workers, work }: { workers: number; work(item: T): Promise<void> },
): Promise<void> {
  const queue = all.values();
  const worker = async () => {
    for (const item of queue) await work(item);
  };
  await Promise.all(Array.from({ length: Math.min(workers, all.length) }, worker));
}
