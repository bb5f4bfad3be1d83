import type { Data } from './data.js';
import { inSlices } from './time-slicer.js';

/** How many records of a collection were added, changed and removed. */
export type RecordDifferences = { collection: string; added: number; changed: number; removed: number };

/** How some data differ from others, by collection; those that are the same are left out. Both are copies of the same data. */
export async function compareData(begun: Data, now: Data): Promise<RecordDifferences[]> {
  // both may be changed or released meanwhile
  const [before, after] = [begun.fork(), now.fork()];
  try {
    return await countDifferences(before, after);
  } finally {
    before.release();
    after.release();
  }
}

async function countDifferences(before: Data, after: Data): Promise<RecordDifferences[]> {
  const found: RecordDifferences[] = [];
  for (const [name, { indexes }] of before.collections) {
    const others = after.collection(name).indexes;
    const differences = { collection: name, added: 0, changed: 0, removed: 0 };
    await inSlices(indexes.byKey.changesTo(others.byKey), ({ before: old, after: now }) => {
      if (old === undefined) differences.added += 1;
      else if (now === undefined) differences.removed += 1;
      // a record that was put back has another slot
      else if (Buffer.compare(indexes.heap.bytes(old), others.heap.bytes(now)) !== 0) differences.changed += 1;
    });
    if (differences.added + differences.changed + differences.removed > 0) found.push(differences);
  }
  return found;
}
