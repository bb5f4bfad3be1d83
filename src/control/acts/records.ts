import { once } from 'node:events';
import { collectionJson, type StoredRecord } from '../../store/index.js';
import type { Act, ControlCall } from '../act.js';

/** The records themselves, as they are stored. */
export const recordActs: Readonly<Record<string, Act>> = {
  async readRecords(call) {
    const { response } = call;
    const collection = call.situation.store.collection(nameOf(call));
    response.writeHead(200, { 'Content-Type': 'application/json', 'Cache-Control': 'no-store' });
    response.write('{"records":');
    for await (const piece of collectionJson(collection)) {
      if (response.destroyed) return undefined;
      if (!response.write(piece)) await Promise.race([once(response, 'drain'), once(response, 'close')]);
    }
    response.end('}\n');
    return undefined;
  },

  async replaceRecords(call) {
    const { records } = call.body as { records: StoredRecord[] };
    await call.situation.store.replaceAll({ [nameOf(call)]: records });
    return { status: 204 };
  },
};

function nameOf({ path: { api = '', collection = '' } }: ControlCall): string {
  return `${api}.${collection}`;
}
