import { loadContract } from '../contract/index.js';
import { Problem } from '../kernel/index.js';
import { openTarget, type TargetAddress } from '../target/index.js';
import { judgedAnswer } from './answers/judged-answer.js';
import { type Case, PHASES } from './case.js';
import type { Check } from './check.js';
import { confirmed } from './confirm.js';
import { readingHeld } from './observations.js';
import type { CaseOutcome, Outcome } from './outcome.js';
import { type CaseRun, type Evidence, isFailing, runCase } from './run-case.js';
import { Session } from './session.js';
import type { Suite, SuiteOptions, Tokens, Writes } from './suite.js';
import { checkIds, suiteOf } from './suites.js';
import { coverageOf, statementVerdicts, summaryOf, violationsOf } from './summarise.js';
import { newMark } from './unique-texts.js';

export type RunOptions = {
  target: TargetAddress;
  api: string;
  tokens: Tokens;
  /** `own` by default where the target is on this machine, else `none`. */
  writes?: Writes;
  subject?: string;
  seed?: number;
  /** What the run's own texts begin with; a new one if absent. */
  mark?: string;
  /** After how many milliseconds no further case is begun. */
  budget?: number;
  /** How many requests may be under way at once. */
  concurrency?: number;
  /** The most requests per second. */
  rate?: number;
  /** How many milliseconds to wait for an answer. */
  timeout?: number;
  /** Ends the run after the cases under way. */
  signal?: AbortSignal;
  onProgress?(progress: Progress): void;
};

/** What goes on: something worth a sentence, or one more case done. */
export type Progress = { note: string } | { done: number; all: number; failing: number };

export const DEFAULT_CONCURRENCY = 4;
export const DEFAULT_TIMEOUT = 10_000;
export const DEFAULT_SEED = 1;

type Work<K> = { case: Case<K>; check: Check<K> };

/**
 * Runs the checks of an API against a target. Throws a `Problem` where nothing can be tested: `target-invalid`,
 * `target-unreachable`, `token-refused`, `nothing-tested`.
 */
export async function runSuite(options: RunOptions): Promise<Outcome> {
  const start = performance.now();
  const contract = loadContract(options.api);
  const suite: Suite<unknown> = suiteOf(contract);
  const { budget = Number.POSITIVE_INFINITY, signal, onProgress = () => {} } = options;
  const target = await openTarget(options.target, {
    basePath: contract.basePath,
    timeout: options.timeout ?? DEFAULT_TIMEOUT,
    ...(options.rate !== undefined && { rate: options.rate }),
    ...(signal && { signal }),
  });
  try {
    const suiteOptions = suiteOptionsOf(options, target.url);
    const hindrance = suite.hindrance(suiteOptions);
    if (hindrance !== undefined) throw new Problem('nothing-tested', `Nothing can be tested: ${hindrance}`);
    const session = new Session({
      target,
      contract,
      suite,
      options: suiteOptions,
      tokens: options.tokens,
      seed: options.seed ?? DEFAULT_SEED,
      mark: options.mark ?? newMark(),
      note: note => onProgress({ note }),
    });
    const ended = (): Outcome['ended'] => {
      if (signal?.aborted) return 'interrupted';
      if (session.lost) return 'lost';
      return performance.now() - start > budget ? 'budget' : undefined;
    };
    const cases = await outcomesOf(session, { ...options, ended, onProgress });
    const judged = heldReadings(session);
    const all = [...cases, ...judged];
    const statements = statementVerdicts(all, contract, checkIds(suite));
    const left = ended();
    return {
      target: target.url,
      api: options.api,
      seed: session.seed,
      mark: session.mark,
      writes: suiteOptions.writes,
      readings: session.observations.answers(),
      cases: all,
      summary: summaryOf(all),
      violations: violationsOf(all, session),
      statements,
      coverage: coverageOf(session, statements),
      created: suite.created(session.known),
      requests: target.sent,
      milliseconds: performance.now() - start,
      ...(left && cases.some(({ verdict }) => verdict === 'skipped') && { ended: left }),
    };
  } finally {
    await target.close();
  }
}

export function suiteOptionsOf({ writes, subject }: Pick<RunOptions, 'writes' | 'subject'>, url: string): SuiteOptions {
  return { writes: writes ?? (isLoopback(url) ? 'own' : 'none'), ...(subject !== undefined && { subject }) };
}

function isLoopback(url: string): boolean {
  const { hostname } = new URL(url);
  return (
    hostname === 'localhost' ||
    hostname.endsWith('.localhost') ||
    hostname === '[::1]' ||
    /^127(\.\d+){3}$/.test(hostname)
  );
}

type Going = Pick<RunOptions, 'concurrency'> & {
  ended(): Outcome['ended'];
  onProgress(progress: Progress): void;
};

async function outcomesOf<K>(
  session: Session<K>,
  { concurrency = DEFAULT_CONCURRENCY, ended, onProgress }: Going,
): Promise<CaseOutcome[]> {
  const works = session.suite.checks.flatMap(check => check.cases.map(asked => ({ case: asked, check })));
  const outcomes: CaseOutcome[] = [await prepared(session)];
  let failing = 0;
  const add = (outcome: CaseOutcome) => {
    outcomes.push(outcome);
    if (outcome.verdict === 'fail') failing += 1;
    onProgress({ done: outcomes.length - 1, all: works.length, failing });
  };
  for (const phase of PHASES) {
    const doubtful: { work: Work<K>; run: CaseRun; milliseconds: number }[] = [];
    const once = async (work: Work<K>) => {
      const start = performance.now();
      const hindrance = reasonToSkip(work, session, ended());
      if (hindrance !== undefined)
        return add(outcomeOf(work, { verdict: 'skipped', reason: hindrance, evidence: [] }, 0));
      const run = await runCase({ ...work, session, attempt: 'first' });
      const milliseconds = performance.now() - start;
      if (!isFailing(run)) return add(outcomeOf(work, judged(run), milliseconds));
      doubtful.push({ work, run, milliseconds });
      if (phase === 'change') await settle();
    };
    // what failed is repeated when nothing else is under way
    const settle = async () => {
      for (const { work, run, milliseconds } of doubtful.splice(0)) {
        add(outcomeOf(work, await confirmed(run, { ...work, session }), milliseconds));
      }
    };
    const phased = works.filter(work => session.phaseOf(work.case) === phase);
    await pooled(phased, { workers: phase === 'change' ? 1 : concurrency, work: once });
    await settle();
  }
  await session.suite.restore(session);
  return outcomes;
}

/** The preparation as a case of its own: its answers are judged, too. */
async function prepared<K>(session: Session<K>): Promise<CaseOutcome> {
  const start = performance.now();
  const evidence: Evidence[] = [];
  const send = session.send.bind(session);
  session.send = async step => {
    const exchange = await send(step);
    evidence.push(...judgedAnswer(step, exchange, session).findings);
    return exchange;
  };
  await session.suite.prepare(session);
  session.send = send;
  const [first] = session.contract.operations;
  const verdict = evidence.some(({ verdict }) => verdict === 'fail') ? 'fail' : 'pass';
  return {
    check: 'preparation',
    id: 'first contact',
    operation: first?.id ?? '',
    statements: [],
    verdict,
    evidence,
    milliseconds: performance.now() - start,
  };
}

function reasonToSkip<K>(
  { case: { steps } }: Work<K>,
  session: Session<K>,
  ended: Outcome['ended'],
): string | undefined {
  if (ended === 'budget') return 'The time was up.';
  if (ended === 'interrupted') return 'The run was interrupted.';
  if (ended === 'lost') return 'The target has gone away.';
  return steps.map(step => session.hindrance(step)).find(reason => reason !== undefined);
}

function judged(run: CaseRun): Pick<CaseOutcome, 'verdict' | 'reason' | 'evidence'> {
  const open = run.evidence.find(({ verdict }) => verdict === 'inconclusive');
  if (!open) return { verdict: 'pass', evidence: run.evidence };
  return {
    verdict: 'inconclusive',
    evidence: run.evidence,
    ...(open.message !== undefined && { reason: open.message }),
  };
}

function outcomeOf<K>(
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

/** One case for each reading that was seen to be answered. */
function heldReadings<K>(session: Session<K>): CaseOutcome[] {
  const evidence = session.observations.judged(session.contract);
  const byVerdict = evidence.map(
    (one): CaseOutcome => ({
      check: readingHeld.id,
      id: one.statement,
      operation: one.operation,
      statements: [one.statement],
      verdict: one.verdict,
      evidence: [one],
      milliseconds: 0,
    }),
  );
  return byVerdict;
}

/** Does all the work with some workers, each taking the next piece when it is done with its own. */
async function pooled<T>(
  all: readonly T[],
  { workers, work }: { workers: number; work(item: T): Promise<void> },
): Promise<void> {
  const queue = all.values();
  const worker = async () => {
    for (const item of queue) await work(item);
  };
  await Promise.all(Array.from({ length: workers }, worker));
}
