import { type Case, PHASES } from '../model/case.js';
import type { Check } from '../model/check.js';
import type { CaseOutcome, CheckViolation, Ending } from '../model/outcome.js';
import { confirm } from './confirm.js';
import { type CaseRun, isFailing, runCase } from './run-case.js';
import type { Progress, RunOptions } from './run-options.js';
import type { RunSession } from './session.js';
import { type FailedCase, shrink } from './shrink.js';

type Work<K> = { case: Case<K>; check: Check<K> };

type CaseResult = Pick<CaseOutcome, 'verdict' | 'reason' | 'evidence'>;

export type PhaseOptions = {
  concurrency: number;
  only?: RunOptions['only'];
  onProgress(progress: Progress): void;
  /** What some outcomes show. */
  collect(outcomes: readonly CaseOutcome[]): readonly CheckViolation[];
  /** The outcomes so far; those of the cases are added. */
  outcomes: CaseOutcome[];
};

/** Runs all cases, phase by phase, and repeats those that fail. */
export async function runPhases<K>(
  session: RunSession<K>,
  { concurrency, only, onProgress, collect, outcomes }: PhaseOptions,
): Promise<void> {
  const works = session.suite.checks
    .flatMap(check => check.cases.map(tested => ({ case: tested, check })))
    .filter(({ case: { id, operation }, check }) => only?.({ check: check.id, id, operation }) ?? true);
  let failing = 0;
  const add = (outcome: CaseOutcome) => {
    outcomes.push(outcome);
    if (outcome.verdict === 'fail') failing += 1;
    const violations = () => collect(outcomes);
    onProgress({ done: outcomes.length, all: works.length + 1, failing, check: outcome.check, violations });
  };
  // an error in one check must not discard the verdicts of the others
  const catchErrors = async (work: Work<K>, judge: () => Promise<void>) => {
    try {
      await judge();
    } catch (error) {
      const reason = `The check itself failed: ${describeError(error)}`;
      session.failures.push(`${work.check.id}, ${work.case.id}: ${reason}`);
      add(createOutcome(work, { verdict: 'inconclusive', reason, evidence: [] }, 0));
    }
  };
  const failed: FailedCase<K>[] = [];
  for (const phase of PHASES) {
    const doubtful: { work: Work<K>; run: CaseRun; milliseconds: number }[] = [];
    const judgeOnce = async (work: Work<K>) => {
      const start = performance.now();
      const reason = findReasonToSkip(work, session);
      if (reason !== undefined) return add(createOutcome(work, { verdict: 'skipped', reason, evidence: [] }, 0));
      const run = await runCase({ ...work, session, attempt: 'first' });
      const milliseconds = performance.now() - start;
      if (!isFailing(run)) return add(createOutcome(work, judgeRun(run), milliseconds));
      doubtful.push({ work, run: phase === 'change' ? run : dropResponses(run), milliseconds });
      if (phase === 'change') await settle();
    };
    // a failing case is repeated when no other case is running, and not at all once the run has ended
    const settle = async () => {
      for (const { work, run, milliseconds } of doubtful.splice(0)) {
        await catchErrors(work, async () => {
          const outcome = createOutcome(work, await confirm(run, { ...work, session }), milliseconds);
          if (outcome.verdict === 'fail') failed.push({ ...work, run: dropResponses(run), outcome });
          add(outcome);
        });
      }
    };
    const phased = works.filter(work => session.phaseOf(work.case) === phase);
    const workers = phase === 'change' ? 1 : concurrency;
    await runPool(phased, { workers, work: work => catchErrors(work, () => judgeOnce(work)) });
    await settle();
  }
  const smallest = await shrink(failed, session);
  for (const [at, outcome] of outcomes.entries()) outcomes[at] = smallest.get(outcome) ?? outcome;
}

export function describeError(error: unknown): string {
  return error instanceof Error ? `${error.name}: ${error.message}` : String(error);
}

/** Why a case is skipped that did not start before the run ended. */
export const SKIPPED_BY: Readonly<Record<Ending, string>> = {
  budget: 'The time was up.',
  interrupted: 'The run was interrupted.',
  lost: 'The target has gone away.',
  silent: 'The target stopped responding.',
};

function findReasonToSkip<K>({ case: tested, check }: Work<K>, session: RunSession<K>): string | undefined {
  const ended = session.ended();
  return ended ? SKIPPED_BY[ended] : session.blocker(tested, check);
}

/** Drops the responses of a run that waits to be repeated: many may wait, and their bodies are long. */
function dropResponses(run: CaseRun): CaseRun {
  return { ...run, exchanges: run.exchanges.map(({ response: _, ...exchange }) => exchange) };
}

function judgeRun(run: CaseRun): CaseResult {
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
  result: CaseResult,
  milliseconds: number,
): CaseOutcome {
  return {
    check: check.id,
    id,
    operation,
    ...(parameter !== undefined && { parameter }),
    statements,
    ...result,
    milliseconds,
  };
}

/** Does all the work with some workers; each takes the next item when it has finished one. */
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
