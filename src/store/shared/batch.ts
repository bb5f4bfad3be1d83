import { randomUUID } from 'node:crypto';

/** The entries that one turn has appended; all who wait for them have the same promise. */
export type Batch = {
  id: string;
  entries: string[];
  saved: Promise<void>;
  resolve(): void;
  reject(cause: Error): void;
};

export function newBatch(): Batch {
  const batch: Batch = { id: randomUUID(), entries: [], saved: Promise.resolve(), resolve() {}, reject() {} };
  batch.saved = new Promise((resolve, reject) => {
    batch.resolve = resolve;
    batch.reject = reject;
  });
  // whoever waits for it handles its failure
  batch.saved.catch(() => {});
  return batch;
}
