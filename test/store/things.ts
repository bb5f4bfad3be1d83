import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import {
  type CollectionDefinition,
  type ColumnKind,
  DATA_FORM,
  type DataAdapter,
  fileAdapter,
  memoryAdapter,
  type SeededData,
  Store,
  type StoredRecord,
} from '../../src/store/index.js';

export const THINGS = 'test.things';

/** How the values of a thing compare. Every one but the id may be null or missing. */
export const COLUMNS = {
  id: 'number',
  name: 'text',
  note: 'text',
  kind: 'text',
  level: 'number',
  score: 'number',
  flag: 'number',
  made: 'instant',
  ended: 'instant',
} as const satisfies Record<string, ColumnKind>;

export type ThingKey = keyof typeof COLUMNS;

/** A thing is anything with a whole number as id and a text, if any, as name. */
export const definitions: CollectionDefinition[] = [
  {
    name: THINGS,
    key: 'id',
    columns: COLUMNS,
    classes: ['kind', 'level', 'flag', 'ended'],
    indexes: ['name', 'made'],
    issues: record => {
      const { id, name } = (record ?? {}) as Record<string, unknown>;
      return [
        ...(Number.isInteger(id) ? [] : [{ pointer: '/id', message: 'must be integer' }]),
        ...(isTextOrNone(name) ? [] : [{ pointer: '/name', message: 'must be string' }]),
      ];
    },
  },
];

function isTextOrNone(value: unknown): boolean {
  return value === undefined || value === null || typeof value === 'string';
}

/** Data of things whose next id is the one after the last. */
export function seedOf(records: readonly StoredRecord[]): SeededData {
  return {
    about: { understudy: DATA_FORM, seed: 1 },
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
export const adapters: Record<'memory' | 'file', () => DataAdapter> = {
  memory: () => memoryAdapter,
  file: () => fileAdapter(join(temporaryFolder(), 'data.json'), { definitions }),
};

/** A store of things, kept by an adapter, and closed when the test has finished. */
export async function storeOf(records: readonly StoredRecord[], adapter = adapters.memory()): Promise<Store> {
  const store = await Store.open(adapter, { definitions, seeded: () => seedOf(records) });
  onTestFinished(() => store.close());
  return store;
}

/** Adds a thing with the next id and answers it. */
export function addThing(store: Store, rest: StoredRecord = {}): StoredRecord {
  const thing = { id: store.nextId(THINGS), ...rest };
  store.collection(THINGS).add(thing);
  return thing;
}

/** All things of a store, in the order of their ids. */
export function thingsOf(store: Store): StoredRecord[] {
  return store.collection(THINGS).find([]);
}
