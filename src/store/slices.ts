/** How many milliseconds of work are done before other work gets its turn. */
const SLICE = 5;
/** How many items are worked on between two looks at the time. */
const STRIDE = 16;
/** How many items a batch has. */
const BATCH = 250;

/** Work in slices of a few milliseconds, between which the event loop runs. */
export class Slices {
  #end = performance.now() + SLICE;
  #count = 0;

  /** Whether the slice is used up, now that one more item was worked on. */
  isUsedUp(): boolean {
    return ++this.#count % STRIDE === 0 && performance.now() >= this.#end;
  }

  /** Begins another slice once the event loop has been round. */
  async next(): Promise<void> {
    await new Promise(resolve => setImmediate(resolve));
    this.#end = performance.now() + SLICE;
  }
}

/** Works on one item after the other, and lets the event loop run between slices of a few milliseconds. */
export async function inSlices<T>(items: Iterable<T>, work: (item: T) => void): Promise<void> {
  const slices = new Slices();
  for (const item of items) {
    work(item);
    if (slices.isUsedUp()) await slices.next();
  }
}

/**
 * Asks for one item after the other, in slices as above, and hands them over some hundreds at a time, each batch once the
 * one before was kept. Throws what a batch rejects with.
 */
export async function inBatches<T>(items: Iterable<T>, take: (batch: T[]) => Promise<void> | undefined): Promise<void> {
  const slices = new Slices();
  let batch: T[] = [];
  let taken: Promise<void> | undefined;
  const handOver = async (): Promise<void> => {
    await taken;
    taken = take(batch);
    // it is waited for only once the next batch is there
    taken?.catch(() => {});
    batch = [];
  };
  for (const item of items) {
    if (batch.push(item) === BATCH) await handOver();
    if (slices.isUsedUp()) await slices.next();
  }
  if (batch.length > 0) await handOver();
  await taken;
}
