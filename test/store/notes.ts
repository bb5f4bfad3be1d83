import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import {
  type CollectionDefinition,
  DATA_FORM,
  type DataAdapter,
  type Durability,
  fileAdapter,
  memoryAdapter,
  Store,
} from '../../src/store/index.js';

export const NOTES = 'test.notes';
export type Note = { id: number; group: number; text: string };

const definitions: CollectionDefinition[] = [
  {
    name: NOTES,
    key: 'id',
    columns: { id: 'number', group: 'number', text: 'text' },
    classes: [],
    indexes: [],
    issues: () => [],
  },
];

/** A store of so many notes, half of which are in group 1 and half in group 0; it is closed when the test has finished. */
export async function notesStore(count: number, adapter: DataAdapter = memoryAdapter): Promise<Store> {
  const store = await Store.open(adapter, {
    definitions,
    seeded: () => ({
      about: { understudy: DATA_FORM, seed: 1, records: count },
      next: { [NOTES]: count + 1 },
      collections: { [NOTES]: Array.from({ length: count }, (_, at) => note(at + 1, 'seeded')) },
    }),
  });
  onTestFinished(() => store.close());
  return store;
}

/** Where notes are kept in a folder. What was said of a torn log goes to `notices`. */
export function notesFile(folder: string, { durability = 'fsync' as Durability, notices = [] as string[] } = {}) {
  return fileAdapter(join(folder, 'data.json'), {
    definitions,
    durability,
    onWarning: notice => notices.push(notice),
  });
}

export function note(id: number, text: string): Note {
  return { id, group: id % 2, text };
}

/** Adds a note with the next id; kept once it is acknowledged. */
export async function addNote(store: Store, { group, text }: Omit<Note, 'id'>): Promise<number> {
  const { result, saved } = store.transact(() => {
    const id = store.nextId(NOTES);
    store.collection(NOTES).add({ id, group, text });
    return id;
  });
  await saved;
  return result;
}

/** Puts a note in the place of the one with its id; kept once it is acknowledged. */
export async function putNote(store: Store, note: Note): Promise<void> {
  await store.transact(() => store.collection(NOTES).replace(note)).saved;
}

/** Changes the text of all notes of a group; answers how many. */
export function changeGroup(store: Store, group: number, text: (before: string) => string): Promise<number> {
  return store.changeAll(
    {
      collection: NOTES,
      where: [{ key: 'group', is: 'equal', value: group }],
      to: record => ({ ...record, text: text(String(record.text)) }),
    },
    count => count,
  );
}

/** All notes, by rising id. */
export function notesOf(store: Store): Note[] {
  return store.collection(NOTES).find([]) as Note[];
}
