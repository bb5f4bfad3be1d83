/** A promise that is kept already. */
export const DONE = Promise.resolve();

/** Entries that will be one line; those who appended them share its promise. */
export type Batch = {
  entries: string[];
  length: number;
  /** Whether somebody waits for it. */
  isAwaited: boolean;
  promise: Promise<void>;
  resolve(): void;
  reject(cause: Error): void;
};

/** A batch without entries, which nobody has kept or refused yet. */
export function newBatch(): Batch {
  const batch: Batch = { entries: [], length: 0, isAwaited: false, promise: DONE, resolve() {}, reject() {} };
  batch.promise = new Promise((resolve, reject) => {
    batch.resolve = resolve;
    batch.reject = reject;
  });
  return batch;
}
