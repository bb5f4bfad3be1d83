import { copyFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { memoryAdapter, type Store } from '../../../../src/store/index.js';
import {
  addNote,
  changeGroup,
  NOTES,
  type Note,
  notesFile,
  notesOf,
  notesStore,
  putNote,
} from '../../../store/notes.js';
import { temporaryFolder } from '../../../store/things.js';

const COUNT = 4000;
const MOST_ROUNDS = 400;
const MARK = '!';
const marked = (text: string) => text + MARK;

/** What a store reads back from a folder as a kill would leave it. */
async function readAgain(folder: string): Promise<Note[]> {
  const copy = temporaryFolder();
  for (const name of readdirSync(folder)) copyFileSync(join(folder, name), join(copy, name));
  return notesOf(await notesStore(0, notesFile(copy)));
}

const turn = () => new Promise(resolve => setImmediate(resolve));

/** Does something in each turn of the event loop until a promise is over. */
async function meanwhile(over: Promise<unknown>, work: (round: number) => void): Promise<void> {
  let isOver = false;
  const end = () => {
    isOver = true;
  };
  over.then(end, end);
  for (let round = 0; !isOver; round++) {
    work(round);
    await turn();
  }
}

const KEPT: [string, (folder: string) => Promise<Store>][] = [
  ['memory', () => notesStore(COUNT, memoryAdapter)],
  ['a file', folder => notesStore(COUNT, notesFile(folder))],
];

test.each(KEPT)('Every reader sees all of a change of many or nothing of it (%s)', async (_, open) => {
  const store = await open(temporaryFolder());
  const changing = changeGroup(store, 1, marked);
  const counts: number[] = [];
  await meanwhile(changing, () => counts.push(notesOf(store).filter(({ text }) => text.endsWith(MARK)).length));
  expect(await changing).toBe(COUNT / 2);
  expect(counts.length).toBeGreaterThan(0);
  expect(new Set([...counts, 0, COUNT / 2])).toEqual(new Set([0, COUNT / 2]));
});

test.each(KEPT)(
  'What others do during a change of many is kept, and changed too where it is of those (%s)',
  async (_, open) => {
    const folder = temporaryFolder();
    const store = await open(folder);
    const saved: Promise<unknown>[] = [];
    const changing = changeGroup(store, 1, marked);
    /** As it must be in the end, whatever the moment at which everything is changed: by then the change has not been made. */
    const model = new Map(notesOf(store).map(note => [note.id, note]));
    let isMade = false;
    await meanwhile(changing, round => {
      isMade ||= store.collection(NOTES).get(1)?.text === `seeded${MARK}`;
      // however long the change takes, each round has notes of its own
      if (isMade || round >= MOST_ROUNDS) return;
      const put = (note: Note) => {
        saved.push(putNote(store, note));
        model.set(note.id, note);
      };
      put({ id: 3 + 2 * round, group: 1, text: 'stays in' });
      put({ id: 1003 + 2 * round, group: 0, text: 'leaves' });
      put({ id: 2 + 2 * round, group: 1, text: 'comes in' });
      put({ id: 1002 + 2 * round, group: 0, text: 'stays out' });
      for (const group of [0, 1]) {
        const text = `added to ${group}`;
        saved.push(addNote(store, { group, text }));
        const id = COUNT + 1 + 2 * round + group;
        model.set(id, { id, group, text });
      }
      const gone = 2001 + round;
      saved.push(store.transact(() => store.collection(NOTES).remove(gone)).saved ?? Promise.resolve());
      model.delete(gone);
    });
    await Promise.all(saved);
    for (const note of model.values()) if (note.group === 1) model.set(note.id, { ...note, text: marked(note.text) });
    const expected = [...model.values()].sort((left, right) => left.id - right.id);
    expect(await changing).toBe(expected.filter(({ group }) => group === 1).length);
    expect(notesOf(store)).toEqual(expected);
    expect(store.collection(NOTES).count([{ key: 'group', is: 'equal', value: 1 }])).toBe(await changing);
    if (readdirSync(folder).length > 0) expect(await readAgain(folder)).toEqual(expected);
  },
);

test.each(KEPT)('Work that fails during a change of many leaves no trace in it (%s)', async (_, open) => {
  const store = await open(temporaryFolder());
  const changing = changeGroup(store, 1, marked);
  let failed = 0;
  await meanwhile(changing, round => {
    const failing = () =>
      store.transact(() => {
        store.collection(NOTES).replace({ id: 1 + 2 * (round % (COUNT / 2)), group: 1, text: 'never' });
        store.collection(NOTES).add({ id: store.nextId(NOTES), group: 1, text: 'never' });
        throw new Error('enough');
      });
    expect(failing).toThrow('enough');
    failed++;
  });
  expect(failed).toBeGreaterThan(0);
  expect(await changing).toBe(COUNT / 2);
  expect(notesOf(store)).toHaveLength(COUNT);
  expect(notesOf(store).some(({ text }) => text.includes('never'))).toBe(false);
});

test.each(KEPT)('A change of many whose conclusion throws changes nothing (%s)', async (_, open) => {
  const folder = temporaryFolder();
  const store = await open(folder);
  const before = notesOf(store);
  const change = store.changeAll(
    {
      collection: NOTES,
      where: [{ key: 'group', is: 'equal', value: 1 }],
      to: record => ({ ...record, text: 'never' }),
    },
    () => {
      throw new Error('enough');
    },
  );
  await expect(change).rejects.toThrow(/^enough$/);
  expect(notesOf(store)).toEqual(before);
  if (readdirSync(folder).length > 0) expect(await readAgain(folder)).toEqual(before);
  expect(await changeGroup(store, 0, marked)).toBe(COUNT / 2);
  const expected = before.map(note => (note.group === 0 ? { ...note, text: marked(note.text) } : note));
  expect(notesOf(store)).toEqual(expected);
  if (readdirSync(folder).length > 0) expect(await readAgain(folder)).toEqual(expected);
});

test('A change of many that fails in the middle, on one record, changes nothing', async () => {
  const store = await notesStore(COUNT, notesFile(temporaryFolder()));
  const before = notesOf(store);
  const failing = changeGroup(store, 1, text => {
    if (++seen > 1500) throw new Error('enough');
    return marked(text);
  });
  let seen = 0;
  await expect(failing).rejects.toThrow(/^enough$/);
  expect(notesOf(store)).toEqual(before);
  expect(await changeGroup(store, 1, marked)).toBe(COUNT / 2);
});

test.each(KEPT)('Changes of many at once follow one another, each of them whole (%s)', async (_, open) => {
  const folder = temporaryFolder();
  const store = await open(folder);
  const changes = [
    changeGroup(store, 1, text => `${text}a`),
    changeGroup(store, 1, text => `${text}b`),
    changeGroup(store, 0, text => `${text}c`),
    changeGroup(store, 1, text => `${text}d`),
  ];
  expect(await Promise.all(changes)).toEqual(Array.from({ length: 4 }, () => COUNT / 2));
  const texts = (group: number) => new Set(notesOf(store).flatMap(note => (note.group === group ? [note.text] : [])));
  expect([texts(1), texts(0)]).toEqual([new Set(['seededabd']), new Set(['seededc'])]);
  if (readdirSync(folder).length > 0) expect(await readAgain(folder)).toEqual(notesOf(store));
});

test.each(KEPT)(
  'Putting the data back during a change of many has it refused and nothing changed (%s)',
  async (_, open) => {
    for (const back of ['reset', 'restore'] as const) {
      for (const turns of [0, 1, 5, 20, 60]) {
        const folder = temporaryFolder();
        const store = await open(folder);
        store.snapshot('before');
        const before = notesOf(store);
        const changing = changeGroup(store, 1, marked);
        for (let waited = 0; waited < turns; waited++) await turn();
        const added = addNote(store, { group: 1, text: 'added' });
        const outcome = changing.catch(problem => problem.code);
        await Promise.all([added, back === 'reset' ? store.reset() : store.restore('before')]);
        // it may have been done before: then it was put back, too
        expect(['data-replaced', COUNT / 2, COUNT / 2 + 1], `${back} after ${turns} turns`).toContain(await outcome);
        const notes = notesOf(store);
        expect(notes, `${back} after ${turns} turns`).toEqual(before);
        if (readdirSync(folder).length > 0) expect(await readAgain(folder)).toEqual(notes);
      }
    }
  },
);

test('A store that is closed during a change of many has all of it or nothing', async () => {
  for (const turns of [0, 1, 5, 20, 60, 200]) {
    const folder = temporaryFolder();
    const store = await notesStore(COUNT, notesFile(folder));
    const before = notesOf(store);
    const outcome = changeGroup(store, 1, marked).then(
      count => count,
      error => error.code,
    );
    for (let waited = 0; waited < turns; waited++) await turn();
    await store.close();
    const expected =
      (await outcome) === 'mock-closed'
        ? before
        : before.map(note => (note.group === 1 ? { ...note, text: marked(note.text) } : note));
    expect(['mock-closed', COUNT / 2]).toContain(await outcome);
    expect(await readAgain(folder)).toEqual(expected);
    await expect(changeGroup(store, 1, marked)).rejects.toMatchObject({ code: 'mock-closed' });
  }
});

test('A copy made during a change of many has nothing of it, and is changed for itself', async () => {
  const store = await notesStore(COUNT, notesFile(temporaryFolder()));
  const before = notesOf(store);
  const changing = changeGroup(store, 1, marked);
  await turn();
  await turn();
  const copy = store.fork();
  onTestFinished(() => copy.close());
  expect(notesOf(copy)).toEqual(before);
  expect(await changeGroup(copy, 0, text => `${text}?`)).toBe(COUNT / 2);
  await changing;
  expect(notesOf(copy).map(({ text }) => text)).toEqual(
    before.map(({ group }) => (group === 0 ? 'seeded?' : 'seeded')),
  );
  expect(notesOf(store).map(({ text }) => text)).toEqual(
    before.map(({ group }) => (group === 1 ? 'seeded!' : 'seeded')),
  );
});

test('Changes of many that follow one another do not keep the log from being folded into a checkpoint', async () => {
  const folder = temporaryFolder();
  const store = await notesStore(1200, notesFile(folder, { durability: 'write' }));
  const long = '.'.repeat(5000);
  const writers = [0, 1].map(async group => {
    for (let round = 0; round < 10; round++) await changeGroup(store, group, () => `${round}${long}`);
  });
  await Promise.all(writers);
  await store.settled();
  // there was a second log, so that the first is gone
  expect(readdirSync(folder)).not.toContain('data.1.log');
  expect(await readAgain(folder)).toEqual(notesOf(store));
});
