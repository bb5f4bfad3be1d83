import { Problem } from '../../kernel/index.js';
import { judgeResponse } from '../laws/every-response.js';
import type { ReadyStep } from '../model/case.js';
import type { Evidence } from '../model/check.js';
import type { CaseOutcome } from '../model/outcome.js';
import { isFailing } from './run-case.js';
import { DEFAULT_CONCURRENCY } from './run-options.js';
import { describeError, type PhaseOptions, runPhases } from './run-phases.js';
import type { RunSession } from './session.js';

/** The most milliseconds that putting back may take. */
const MAX_RESTORE_MS = 30_000;

/** The most milliseconds that removing what was created may take. */
const MAX_CLEANUP_MS = 60_000;

type CaseOptions = Partial<Pick<PhaseOptions, 'concurrency' | 'only'>> &
  Pick<PhaseOptions, 'onProgress' | 'collect'> & { cleanup?: boolean };

/** Runs the preparation and then all cases, and at the end puts back or removes what the run changed. */
export async function runCases<K>(
  session: RunSession<K>,
  {
    concurrency = DEFAULT_CONCURRENCY,
    only,
    cleanup = session.suite.cleansUp ?? false,
    onProgress,
    collect,
  }: CaseOptions,
): Promise<CaseOutcome[]> {
  const outcomes: CaseOutcome[] = [];
  try {
    outcomes.push(await runPreparation(session, onProgress));
    await runPhases(session, { concurrency, ...(only && { only }), onProgress, collect, outcomes });
  } catch (error) {
    if (error instanceof Problem) throw error;
    session.failures.push(`Reading the data failed: ${describeError(error)}`);
  } finally {
    const { suite, note } = session;
    const restore = () => finishWithin(MAX_RESTORE_MS, suite.restore(session));
    if ((await finish(session, 'Putting back', restore)) === false) {
      note(`Putting back took longer than ${MAX_RESTORE_MS / 1000} s and was stopped.`);
    }
    const cleanUp = () => finishWithin(MAX_CLEANUP_MS, suite.cleanUp?.(session) ?? Promise.resolve());
    const mayClean = cleanup && session.ended() !== 'lost';
    if (mayClean && (await finish(session, 'Removing', cleanUp)) === false) {
      note(
        `Removing took longer than ${MAX_CLEANUP_MS / 1000} s and was stopped; the report lists the records that are left.`,
      );
    }
  }
  return outcomes;
}

/** Does the work after the cases, whose verdicts an error must not discard. Returns whether the work was done in time. */
async function finish<K>(
  session: RunSession<K>,
  what: string,
  act: () => Promise<boolean>,
): Promise<boolean | undefined> {
  try {
    return await act();
  } catch (error) {
    session.failures.push(`${what} failed: ${describeError(error)}`);
    return undefined;
  }
}

/** The name of the preparation where a check is named. */
export const PREPARATION = 'preparation';

/** The most reads of the preparation that are repeated because they look wrong. */
export const MAX_REPEATED_READS = 5;

/** Runs the preparation as a case: its responses are judged too, and read again where they look wrong. */
async function runPreparation<K>(session: RunSession<K>, onProgress: PhaseOptions['onProgress']): Promise<CaseOutcome> {
  const start = performance.now();
  const evidence: Evidence[] = [];
  const doubtful: ReadyStep[] = [];
  session.onExchange = (step, exchange) => {
    onProgress({ preparing: session.sent });
    if (session.methodOf(step) !== 'GET') return;
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

/** Resolves to true when the work is done, or to false after so many milliseconds. */
async function finishWithin(milliseconds: number, work: Promise<void>): Promise<boolean> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<boolean>(resolve => {
    timer = setTimeout(() => resolve(false), milliseconds);
  });
  try {
    return await Promise.race([work.then(() => true), late]);
  } finally {
    clearTimeout(timer);
    // the work still ends later, and its error must not end the process
    work.catch(() => {});
  }
}
