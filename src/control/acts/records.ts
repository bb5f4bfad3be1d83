import { once } from 'node:events';
import type { ServerResponse } from 'node:http';
import { collectionJson, type StoredRecord } from '../../store/index.js';
import type { Act, ControlCall } from '../act.js';
import { EVERY_ANSWER } from '../answer.js';

/** The records themselves, as they are stored. */
export const recordActs: Readonly<Record<string, Act>> = {
  async readRecords(call) {
    const { response } = call;
    const collection = call.situation.store.collection(nameOf(call));
    response.writeHead(200, { ...EVERY_ANSWER, 'Content-Type': 'application/json' });
    response.write('{"records":');
    for await (const piece of collectionJson(collection)) {
      if (response.destroyed) return undefined;
      if (!response.write(piece)) await drained(response);
    }
    response.end('}\n');
    return undefined;
  },

  async replaceRecords(call) {
    const { records } = call.body as { records: StoredRecord[] };
    await call.situation.store.replaceAll({ [nameOf(call)]: records }, call.since);
    return { status: 204 };
  },
};

function nameOf({ path: { api = '', collection = '' } }: ControlCall): string {
  return `${api}.${collection}`;
}

/** Waits until more can be written or nobody reads any more, and leaves no listener behind. */
async function drained(response: ServerResponse): Promise<void> {
  const over = new AbortController();
  const either = ['drain', 'close'].map(event => once(response, event, { signal: over.signal }));
  await Promise.race(either).finally(() => over.abort());
}
