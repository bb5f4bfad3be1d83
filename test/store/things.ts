import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import {
  type CollectionDefinition,
  type Data,
  fileAdapter,
  memoryAdapter,
  Store,
  type StoredRecord,
} from '../../src/store/index.js';

export const THINGS = 'test.things';

/** A thing is anything with a whole number as id and a text, if any, as name. */
export const definitions: CollectionDefinition[] = [
  {
    name: THINGS,
    key: 'id',
    faults: record => {
      const { id, name } = (record ?? {}) as Record<string, unknown>;
      return [
        ...(Number.isInteger(id) ? [] : [{ pointer: '/id', message: 'must be integer' }]),
        ...(name === undefined || typeof name === 'string' ? [] : [{ pointer: '/name', message: 'must be string' }]),
      ];
    },
  },
];

/** Data of one collection whose next id is the one after the last. */
export function dataOf(records: StoredRecord[]): Data {
  return {
    about: { understudy: 1, seed: 1, users: records.length },
    next: { [THINGS]: Math.max(0, ...records.map(({ id }) => Number(id))) + 1 },
    collections: { [THINGS]: records },
  };
}

/** A folder that is gone when the test has finished. */
export function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'understudy-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** The adapters that every store behaves the same with; each call makes one for data of its own. */
export const adapters = {
  memory: () => memoryAdapter,
  file: () => fileAdapter(join(temporaryFolder(), 'data.json'), definitions),
};

/** A store of things, kept by an adapter. */
export function storeOf(records: StoredRecord[], adapter = adapters.memory()): Promise<Store> {
  return Store.open(adapter, { definitions, seeded: () => dataOf(records) });
}

/** Adds a thing with the next id and answers it. */
export function addThing(store: Store, rest: StoredRecord = {}): StoredRecord {
  const thing = { id: store.nextId(THINGS), ...rest };
  store.collection(THINGS).add(thing);
  return thing;
}
