import { type Collection, collectionJson, type StoredRecord } from '../../store/index.js';
import type { Action, AdminCall } from '../action.js';

/** The stored records. */
export const recordActions: Readonly<Record<string, Action>> = {
  readRecords: call => ({ pieces: recordsJson(call.workspace.store.collection(nameOf(call))) }),

  async replaceRecords(call) {
    const { records } = call.body as { records: StoredRecord[] };
    await call.workspace.store.replaceAll({ [nameOf(call)]: records }, call.since);
    return { status: 204 };
  },
};

async function* recordsJson(collection: Collection): AsyncGenerator<string | Uint8Array> {
  yield '{"records":';
  yield* collectionJson(collection);
  yield '}\n';
}

function nameOf({ path: { api = '', collection = '' } }: AdminCall): string {
  return `${api}.${collection}`;
}
