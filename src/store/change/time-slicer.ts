/** How many milliseconds of work are done before other work runs. */
const SLICE = 5;
/** How many items a batch has. */
const BATCH = 250;

/** Divides work into slices of a few milliseconds, between which the event loop runs. */
export class TimeSlicer {
  #end = performance.now() + SLICE;

  isUsedUp(): boolean {
    return performance.now() >= this.#end;
  }

  /** Begins another slice once the event loop has been round. */
  async next(): Promise<void> {
    await new Promise(resolve => setImmediate(resolve));
    this.#end = performance.now() + SLICE;
  }
}

/** Works on one item after the other, in time slices. */
export async function inSlices<T>(items: Iterable<T>, work: (item: T) => void): Promise<void> {
  const slicer = new TimeSlicer();
  for (const item of items) {
    work(item);
    if (slicer.isUsedUp()) await slicer.next();
  }
}

/**
 * Reads items in time slices and hands them over some hundreds at a time, each batch once the one before is resolved.
 * Rejects with what a batch rejects with.
 */
export async function inBatches<T>(items: Iterable<T>, take: (batch: T[]) => Promise<void> | undefined): Promise<void> {
  const slicer = new TimeSlicer();
  let batch: T[] = [];
  let taken: Promise<void> | undefined;
  const handOver = async (): Promise<void> => {
    await taken;
    taken = take(batch);
    // its failure is thrown once the next batch is there
    taken?.catch(() => {});
    batch = [];
  };
  for (const item of items) {
    if (batch.push(item) === BATCH) await handOver();
    if (slicer.isUsedUp()) await slicer.next();
  }
  if (batch.length > 0) await handOver();
  await taken;
}
