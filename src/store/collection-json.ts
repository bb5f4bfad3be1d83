import { TimeSlicer } from './change/time-slicer.js';
import { type Collection, FoundRecords } from './query/collection.js';

/** A piece has at least so many bytes, but for the last. */
const PIECE = 64 * 1024;
const [OPEN, COMMA, CLOSE] = ['[', ',', ']'].map(mark => Buffer.from(mark)) as [Buffer, Buffer, Buffer];

/**
 * All records of a collection as one JSON list in UTF-8, piece by piece, in the order of their keys, as they were when the
 * first piece was read. Other work runs between pieces, and may change the collection.
 */
export async function* collectionJson(collection: Collection): AsyncGenerator<Uint8Array> {
  const frozen = collection.fork();
  const { heap, byKey } = frozen.indexes;
  const slicer = new TimeSlicer();
  let slots: number[] = [];
  let length = 0;
  let before = OPEN;
  const piece = (): Uint8Array => {
    const records = new FoundRecords(heap, slots);
    const bytes = Buffer.allocUnsafe(before.length + records.joinedLength);
    before.copy(bytes);
    records.joinTo(bytes, before.length);
    [slots, length, before] = [[], 0, COMMA];
    return bytes;
  };
  try {
    for (const slot of byKey.slots()) {
      slots.push(slot);
      length += heap.lengthOf(slot);
      if (length >= PIECE) yield piece();
      if (slicer.isUsedUp()) await slicer.next();
    }
    if (slots.length > 0 || before === OPEN) yield piece();
    yield CLOSE;
  } finally {
    frozen.release();
  }
}
