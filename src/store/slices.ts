/** How many milliseconds of work are done before other work gets its turn. */
const SLICE = 5;
/** How many items are worked on between two looks at the time. */
const STRIDE = 16;

/** Works on one item after the other, and lets the event loop run between slices of a few milliseconds. */
export async function inSlices<T>(items: Iterable<T>, work: (item: T) => void): Promise<void> {
  let end = performance.now() + SLICE;
  let count = 0;
  for (const item of items) {
    work(item);
    if (++count % STRIDE !== 0 || performance.now() < end) continue;
    await turn();
    end = performance.now() + SLICE;
  }
}

/** Kept once the event loop has been round. */
export function turn(): Promise<void> {
  return new Promise(resolve => setImmediate(resolve));
}
