import type { Problem } from '../../kernel/index.js';

/** A change that is made in memory and waits for the log. */
type PendingWrite = { undo(): void; kept(): void; reject(problem: Problem): void };

/** The changes that are made in memory but not yet in the log, oldest first. */
export class PendingWrites {
  #writes: PendingWrite[] = [];

  /**
   * Adds a change; resolves once the log has it. If the log fails, all changes that wait are undone, since later ones build
   * on earlier ones, and each is rejected with `problemOf` the failure.
   */
  add(
    logged: Promise<void>,
    { undo, kept, problemOf }: { undo(): void; kept(): void; problemOf(cause: unknown): Problem },
  ): Promise<void> {
    return new Promise((resolve, reject) => {
      this.#writes.push({ undo, kept, reject });
      logged.then(
        () => {
          // the log is in order: the change is the first that waits
          this.#writes.shift();
          kept();
          resolve();
        },
        cause => this.#undoAll(problemOf(cause)),
      );
    });
  }

  #undoAll(problem: Problem): void {
    const writes = this.#writes;
    this.#writes = [];
    for (const write of writes.reverse()) {
      write.undo();
      write.reject(problem);
    }
  }
}
