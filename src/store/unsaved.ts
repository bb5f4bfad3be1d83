import type { Problem } from '../kernel/index.js';

/** A change that is made in memory and waits for the log. */
type Change = { undo(): void; kept(): void; reject(problem: Problem): void };

/** The changes that are made in memory and not yet in the log, the last one last. */
export class Unsaved {
  #changes: Change[] = [];

  get size(): number {
    return this.#changes.length;
  }

  /**
   * Waits until the log has a change; answers what whoever made it waits for. If the log fails, all changes that wait
   * are undone, since later ones build on earlier ones, and everyone who waits is refused with `problemOf` the failure.
   */
  add(
    logged: Promise<void>,
    { undo, kept = () => {}, problemOf }: { undo(): void; kept?(): void; problemOf(cause: unknown): Problem },
  ): Promise<void> {
    return new Promise((resolve, reject) => {
      const change: Change = { undo, kept, reject };
      this.#changes.push(change);
      logged.then(
        () => {
          // the log is in order: the change is the first that waits
          this.#changes.shift();
          change.kept();
          resolve();
        },
        cause => this.#takeBack(problemOf(cause)),
      );
    });
  }

  #takeBack(problem: Problem): void {
    const changes = this.#changes;
    this.#changes = [];
    for (const change of changes.reverse()) {
      change.undo();
      change.reject(problem);
    }
  }
}
