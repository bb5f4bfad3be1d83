/** A promise that is resolved already. */
export const DONE = Promise.resolve();

/** Entries that will be one line; all who append them get the same promise. */
export type Batch = {
  entries: string[];
  length: number;
  /** Whether a caller waits for it. */
  isAwaited: boolean;
  promise: Promise<void>;
  resolve(): void;
  reject(cause: Error): void;
};

/** An empty batch, whose promise is open. */
export function newBatch(): Batch {
  const batch: Batch = { entries: [], length: 0, isAwaited: false, promise: DONE, resolve() {}, reject() {} };
  batch.promise = new Promise((resolve, reject) => {
    batch.resolve = resolve;
    batch.reject = reject;
  });
  return batch;
}
