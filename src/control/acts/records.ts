import { Problem } from '../../kernel/index.js';
import type { Collection, Store, StoredRecord } from '../../store/index.js';
import type { Act, ControlCall } from '../act.js';

/** The records themselves, as they are stored. */
export const recordActs: Readonly<Record<string, Act>> = {
  async readRecords(call) {
    const { response } = call;
    const collection = collectionOf(call);
    response.writeHead(200, { 'Content-Type': 'application/json', 'Cache-Control': 'no-store' });
    response.write('{"records":[');
    await sendTexts(collection, response);
    response.end(']}\n');
    return undefined;
  },

  async replaceRecords(call) {
    const { records } = call.body as { records: StoredRecord[] };
    await call.situation.store.replaceAll({ [collectionOf(call).name]: records });
    return { status: 204 };
  },
};
