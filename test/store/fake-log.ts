import { type DataAdapter, memoryAdapter } from '../../src/store/index.js';

type Waiting = { entry: string; resolve(): void; reject(cause: Error): void };

/** An adapter whose log holds all entries until it is told what becomes of them. */
export function fakeLog() {
  let waiting: Waiting[] = [];
  const written: string[] = [];
  const adapter: DataAdapter = {
    ...memoryAdapter,
    log: {
      append: entry => new Promise((resolve, reject) => waiting.push({ entry, resolve, reject })),
      size: 0,
      most: Number.POSITIVE_INFINITY,
      settled: async () => {},
      close: async () => {},
    },
  };
  const taken = () => {
    const all = waiting;
    waiting = [];
    return all;
  };
  return {
    adapter,
    /** The entries that are in the log. */
    written,
    /** Lets all that wait be in the log. */
    flush(): void {
      for (const { entry, resolve } of taken()) {
        written.push(entry);
        resolve();
      }
    },
    /** Refuses all that wait. */
    fail(): void {
      for (const { reject } of taken()) reject(new Error('no space left on device'));
    },
  };
}
