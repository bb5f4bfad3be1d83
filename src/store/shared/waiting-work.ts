import type { Problem } from '../../kernel/index.js';

/** Work that reads, or work that may also change the data. */
export type WorkKind = 'read' | 'write';

type Waiting = { run(): void; refuse(cause: Error): void };

/** Work that waits for its turn, and which kind runs at this moment. */
export class WaitingWork {
  running: WorkKind | undefined;
  /** Why all work is refused at present. */
  refusal: Error | undefined;
  readonly #waiting: Record<WorkKind, Waiting[]> = { read: [], write: [] };

  has(kind: WorkKind): boolean {
    return this.#waiting[kind].length > 0;
  }

  /** Resolves with the result of the work, which runs in a turn. */
  add<T>(kind: WorkKind, work: () => T): Promise<T> {
    if (this.refusal) return Promise.reject(this.refusal);
    return new Promise((resolve, reject) => {
      this.#waiting[kind].push({ run: () => void attempt(work).then(resolve, reject), refuse: reject });
    });
  }

  /** Takes all work of one kind that waits now; the returned functions run it, or refuse it. */
  take(kind: WorkKind): { run(): void; refuse(problem: Problem): void } {
    const taken = this.#waiting[kind].splice(0);
    return {
      run: () => this.runNow(kind, () => taken.forEach(({ run }) => void run())),
      refuse: problem => taken.forEach(({ refuse }) => void refuse(problem)),
    };
  }

  runNow<T>(kind: WorkKind, work: () => T): T {
    const before = this.running;
    this.running = kind;
    try {
      return work();
    } finally {
      this.running = before;
    }
  }

  /** Refuses all work that waits. */
  refuse(problem: Problem): void {
    for (const kind of ['read', 'write'] as const) this.take(kind).refuse(problem);
  }
}

/** Runs at once; also what the work throws at once is a rejection. */
export async function attempt<T>(work: () => T): Promise<T> {
  return work();
}
