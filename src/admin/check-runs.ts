import type { CheckViolation, Progress, RunOptions } from '../check/index.js';
import { Problem } from '../kernel/index.js';

type CaseProgress = Extract<Progress, { done: number }>;

/** Violations of one cause. */
type FoundCause = { message: string; operation: string; warning: boolean; violations: number };

/** A check, as the control plane shows it. */
export type CheckRun = {
  id: string;
  api: string;
  target: string;
  state: 'running' | 'ended' | 'stopped' | 'failed';
  startedAt: string;
  progress?: Omit<CaseProgress, 'violations'>;
  /** What was found so far, while it runs. */
  found?: readonly FoundCause[];
  notes: string[];
  problem?: string;
  report?: unknown;
};

/** What a check needs: the name of the API, and the options of its run, whose API is loaded when it starts. */
export type CheckStart = Omit<RunOptions, 'api' | 'signal' | 'onProgress' | 'target'> & {
  api: string;
  target: string;
  load(): Promise<RunOptions['api']>;
};

type Running = { run: CheckRun; stop: AbortController };

/** How many checks are kept. */
const MAX_KEPT = 20;

/** How many milliseconds pass between two reports of progress. */
const PAUSE = 250;

/** The checks of a mock, of which one runs at a time. */
export class CheckRuns {
  readonly #closing: AbortSignal;
  readonly #onProgress: () => void;
  #all: Running[] = [];
  #created = 0;

  constructor({ closing, onProgress }: { closing: AbortSignal; onProgress: () => void }) {
    this.#closing = closing;
    this.#onProgress = onProgress;
  }

  /** The newest first, without their reports. */
  list(): CheckRun[] {
    return this.#all.map(({ run: { report: _, found: __, ...run } }) => run).reverse();
  }

  /** The id of the next check. Throws `check-running`. */
  nextId(): string {
    const running = this.#all.find(({ run }) => run.state === 'running');
    if (running) throw new Problem('check-running', `${running.run.id} is still running.`);
    return `check-${this.#created + 1}`;
  }

  /** Starts a check, and calls `onEnd` when it has ended. Throws `check-running`. */
  start(options: CheckStart, onEnd: () => void): CheckRun {
    const id = this.nextId();
    this.#created += 1;
    const { api, target } = options;
    const run: CheckRun = { id, api, target, state: 'running', startedAt: new Date().toISOString(), notes: [] };
    const stop = new AbortController();
    this.#all = [...this.#all, { run, stop }].slice(-MAX_KEPT);
    void this.#perform(run, options, AbortSignal.any([stop.signal, this.#closing])).finally(() => {
      onEnd();
      this.#onProgress();
    });
    return run;
  }

  /** Throws `no-such-check`. */
  get(id: string): CheckRun {
    return this.#find(id).run;
  }

  /** Stops a check that runs, and deletes one that has ended. Throws `no-such-check`. */
  delete(id: string): void {
    const found = this.#find(id);
    if (found.run.state === 'running') found.stop.abort();
    else this.#all = this.#all.filter(one => one !== found);
  }

  #find(id: string): Running {
    const found = this.#all.find(({ run }) => run.id === id);
    if (found) return found;
    throw new Problem('no-such-check', `There is no check ${id}.`);
  }

  async #perform(run: CheckRun, { load, ...options }: CheckStart, signal: AbortSignal): Promise<void> {
    let shown = 0;
    let failing = 0;
    const onProgress = (progress: Progress) => {
      if ('note' in progress) run.notes.push(progress.note);
      else if ('done' in progress) {
        const { violations: _, ...counts } = progress;
        run.progress = counts;
      }
      if (performance.now() - shown < PAUSE) return;
      shown = performance.now();
      if ('done' in progress && progress.failing !== failing) {
        failing = progress.failing;
        run.found = groupByCause(progress.violations());
      }
      this.#onProgress();
    };
    try {
      // they take long to load, and most mocks never check anything
      const [{ runSuite }, { createReport, write }] = await Promise.all([
        import('../check/index.js'),
        import('../report/index.js'),
      ]);
      const outcome = await runSuite({ ...options, api: await load(), signal, onProgress });
      run.report = JSON.parse(write('json', createReport(outcome), { color: false }));
      // the report says it better
      delete run.found;
      run.state = outcome.ended === undefined ? 'ended' : 'stopped';
    } catch (error) {
      run.problem = error instanceof Problem ? `${error.message} ${error.fix}`.trim() : String(error);
      run.state = signal.aborted ? 'stopped' : 'failed';
    }
  }
}

/** The causes of violations, those with the most first. */
function groupByCause(violations: readonly CheckViolation[]): FoundCause[] {
  const causes = new Map<string, FoundCause>();
  for (const { cause, message, operation, warning } of violations) {
    const known = causes.get(cause) ?? { message, operation, warning, violations: 0 };
    causes.set(cause, { ...known, warning: known.warning && warning, violations: known.violations + 1 });
  }
  return [...causes.values()].toSorted((one, other) => other.violations - one.violations).slice(0, MAX_FOUND);
}

/** How many causes are shown while a check runs. */
const MAX_FOUND = 50;
