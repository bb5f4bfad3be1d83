import type { Data } from '../change/data.js';

/** A checkpoint as text: JSON with one record on a line, so that a person can read and edit it, and we read it as a stream. */
export function* checkpointText({
  about,
  next,
  collections,
}: Pick<Data, 'about' | 'next' | 'collections'>): Generator<string | Uint8Array> {
  yield `{\n"about": ${JSON.stringify(about)},\n"next": ${JSON.stringify(next)},\n"collections": {`;
  let isFirst = true;
  for (const [name, { indexes }] of collections) {
    yield `${isFirst ? '' : ','}\n${JSON.stringify(name)}: [\n`;
    isFirst = false;
    let isFirstRecord = true;
    for (const slot of indexes.byKey.slots()) {
      if (!isFirstRecord) yield SEPARATOR;
      yield indexes.heap.bytes(slot);
      isFirstRecord = false;
    }
    yield '\n]';
  }
  yield '\n}\n}\n';
}

const SEPARATOR = new TextEncoder().encode(',\n');
