import {
  appendFileSync,
  copyFileSync,
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
  truncateSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import type { Problem } from '../../../../src/kernel/index.js';
import { type Durability, fileAdapter, lockFile, lockFolder, OpenedFile, Store } from '../../../../src/store/index.js';
import { copyFolder } from '../../../store/copy-folder.js';
import { hasFileLimits, limitFiles } from '../../../store/file-limit.js';
import { addThing, definitions, seedOf, storeOf, THINGS, temporaryFolder, thingsOf } from '../../../store/things.js';

const SEEDED = Array.from({ length: 300 }, (_, at) => ({ id: at + 1, name: `seeded ${at + 1}` }));

/** A store in a folder that it has locked, with one thing that was added, and all that it says. */
async function used({ durability = 'fsync' as Durability } = {}) {
  const parent = temporaryFolder();
  const folder = join(parent, 'data');
  const release = await lockFolder(folder);
  onTestFinished(release);
  const said: string[] = [];
  const file = join(folder, 'data.json');
  const onFailure = ({ message }: Problem) => void said.push(message);
  const adapter = fileAdapter(file, {
    definitions,
    durability,
    lock: new OpenedFile(lockFile(folder)),
    onWarning: sentence => said.push(sentence),
    onFailure,
  });
  const store = await Store.open(adapter, { definitions, seeded: () => seedOf(SEEDED), onFailure });
  onTestFinished(() => store.close().catch(() => {}));
  store.snapshot('before');
  const add = (name: string) => store.transact(() => addThing(store, { name })).saved;
  await add('first');
  return { store, folder, parent, file, log: join(folder, 'data.1.log'), said, add };
}

/** What a start finds that comes once the folder is let go, as after a kill. */
async function foundIn(folder: string) {
  return thingsOf(await storeOf([], fileAdapter(join(copyFolder(folder), 'data.json'), { definitions })));
}

const REPLACED = { code: 'files-replaced', message: expect.stringMatching(/^Failed to save the data: /) };

type Used = Awaited<ReturnType<typeof used>>;
type Changing = (files: Used) => void;

/** Puts a file of the same contents in the place of another. */
function replace(path: string): void {
  copyFileSync(path, `${path}.new`);
  renameSync(`${path}.new`, path);
}

const LOST: [string, Changing][] = [
  ['the folder is removed', ({ folder }) => rmSync(folder, { recursive: true })],
  ['the folder is moved', ({ folder, parent }) => renameSync(folder, join(parent, 'elsewhere'))],
  [
    'the folder is replaced by a copy of itself',
    ({ folder, parent }) => {
      cpSync(folder, join(parent, 'copy'), { recursive: true });
      rmSync(folder, { recursive: true });
      renameSync(join(parent, 'copy'), folder);
    },
  ],
  [
    'the folder is replaced by a link to an empty one',
    ({ folder, parent }) => {
      rmSync(folder, { recursive: true });
      mkdirSync(join(parent, 'empty'));
      symlinkSync(join(parent, 'empty'), folder);
    },
  ],
  [
    'the folder is replaced by a file',
    ({ folder }) => {
      rmSync(folder, { recursive: true });
      writeFileSync(folder, '');
    },
  ],
  ['the lock is removed', ({ folder }) => rmSync(lockFile(folder))],
  ['the lock is replaced', ({ folder }) => replace(lockFile(folder))],
];

const MENDED: [string, Changing][] = [
  ['the log is removed', ({ log }) => rmSync(log)],
  ['the log is replaced', ({ log }) => replace(log)],
  ['the log is moved', ({ log }) => renameSync(log, `${log}.moved`)],
  ['the log is emptied', ({ log }) => truncateSync(log)],
  ['the log is cut', ({ log }) => truncateSync(log, readFileSync(log).length - 1)],
  ['something is appended to the log', ({ log }) => appendFileSync(log, 'x')],
  ['the data file is removed', ({ file }) => rmSync(file)],
  ['the data file is moved', ({ file }) => renameSync(file, `${file}.moved`)],
];

/** Every operation that changes the data. */
const OPERATIONS: [string, (files: Used) => Promise<unknown> | undefined][] = [
  ['a transaction', ({ add }) => add('lost')],
  [
    'a change of many',
    ({ store }) =>
      store.changeAll({ collection: THINGS, where: [], to: thing => ({ ...thing, name: 'lost' }) }, () => 0),
  ],
  ['a reset', ({ store }) => store.reset()],
  ['a restore', ({ store }) => store.restore('before')],
  ['given records', ({ store }) => store.replaceAll({ [THINGS]: [{ id: 1, name: 'lost' }] })],
  ['a reset to given records', ({ store }) => store.reset({ [THINGS]: [] })],
];

describe('Where another process may have the data by now', () => {
  test.each(LOST)('every change is refused, and none is seen any more: %s', async (_, change) => {
    const files = await used();
    const before = thingsOf(files.store);
    change(files);
    for (const [, operation] of OPERATIONS) {
      await expect(operation(files)).rejects.toMatchObject(REPLACED);
      expect(thingsOf(files.store)).toEqual(before);
    }
  });

  test('each kind of change is acknowledged again once the folder is back', async () => {
    const files = await used();
    const { folder, parent, store } = files;
    renameSync(folder, join(parent, 'elsewhere'));
    await expect(files.add('lost')).rejects.toMatchObject(REPLACED);
    renameSync(join(parent, 'elsewhere'), folder);
    for (const [, operation] of OPERATIONS) {
      await operation(files);
      expect(await foundIn(folder)).toEqual(thingsOf(store));
    }
  });

  test('a folder that is moved and linked to from where it was is still the same', async () => {
    const { folder, parent, add, store } = await used();
    renameSync(folder, join(parent, 'elsewhere'));
    symlinkSync(join(parent, 'elsewhere'), folder);
    await add('second');
    await store.close();
    expect((await foundIn(folder)).at(-1)).toMatchObject({ name: 'second' });
  });

  test('nothing is written to what is there now, neither at a change nor at the end', async () => {
    const files = await used();
    const { folder, parent, add, store } = files;
    renameSync(folder, join(parent, 'elsewhere'));
    mkdirSync(folder);
    const other = await storeOf([{ id: 1 }], fileAdapter(join(folder, 'data.json'), { definitions }));
    await other.transact(() => addThing(other, { name: 'of the other' })).saved;
    await expect(add('lost')).rejects.toMatchObject(REPLACED);
    await expect(store.close()).rejects.toMatchObject({
      code: 'files-replaced',
      message: expect.stringMatching(/^Stopped, but not all changes are saved: /),
    });
    expect((await foundIn(folder)).map(({ name }) => name)).toEqual([undefined, 'of the other']);
    expect((await foundIn(join(parent, 'elsewhere'))).at(-1)).toMatchObject({ name: 'first' });
  });

  test('a stop succeeds, and says why it rewrote nothing, where the next start has all the same', async () => {
    const { folder, said, store } = await used();
    rmSync(lockFile(folder));
    await store.close();
    expect(said).toEqual([
      expect.stringMatching(/^Failed to rewrite the data file: .*lock has been removed or moved\.$/),
    ]);
    expect((await foundIn(folder)).at(-1)).toMatchObject({ name: 'first' });
  });

  test('a stop without any change fails all the same where the data are gone', async () => {
    const { folder, store } = await used();
    await store.close();
    const again = await Store.open(fileAdapter(join(folder, 'data.json'), { definitions }), {
      definitions,
      seeded: () => seedOf([]),
    });
    rmSync(folder, { recursive: true });
    await expect(again.close()).rejects.toMatchObject({ code: 'files-replaced' });
  });

  test('with none, changes are refused once it is known', async () => {
    const { folder, add, said, store } = await used({ durability: 'none' });
    await store.settled();
    rmSync(folder, { recursive: true });
    await add('lost');
    await store.settled();
    expect(said).toEqual([expect.stringMatching(/^Failed to save the data: .* has been removed or moved\.$/)]);
    await expect(add('refused')).rejects.toMatchObject(REPLACED);
    await expect(store.close()).rejects.toMatchObject({ message: expect.stringMatching(/^Stopped, but not all/) });
  });
});

describe('Where the log or the data file is not as it was left, while the lock is', () => {
  test.each(MENDED)('a change is refused, and the next one is kept, with all before: %s', async (_, change) => {
    const files = await used();
    const { folder, store, add } = files;
    change(files);
    await expect(add('lost')).rejects.toMatchObject({
      ...REPLACED,
      fix: expect.stringContaining('writes the data file'),
    });
    await store.settled();
    await add('second');
    const names = thingsOf(store).map(({ name }) => name);
    expect(names.slice(300)).toEqual(['first', 'second']);
    expect(await foundIn(folder)).toEqual(thingsOf(store));
    await store.close();
    expect(await foundIn(folder)).toEqual(thingsOf(await storeOf([], fileAdapter(files.file, { definitions }))));
  });

  test.each(MENDED)('a stop saves all that was acknowledged: %s', async (_, change) => {
    const files = await used();
    change(files);
    await files.store.close();
    expect((await foundIn(files.folder)).slice(300)).toEqual([{ id: 301, name: 'first' }]);
  });

  test('a copy is kept of a log that another program has written to', async () => {
    const { log, said, store, folder } = await used();
    appendFileSync(log, 'by somebody else');
    await store.close();
    expect(readFileSync(`${log}.unused`, 'utf8')).toContain('by somebody else');
    expect(said).toEqual([expect.stringContaining(`${log}.unused keeps it`)]);
    expect(existsSync(log)).toBe(false);
    expect((await foundIn(folder)).at(-1)).toMatchObject({ name: 'first' });
  });

  test.runIf(hasFileLimits)('a stop that cannot mend it fails, and says what is not saved', async () => {
    const { log, store, add } = await used();
    rmSync(log);
    const limit = limitFiles(1000);
    for (const name of ['lost', 'lost again']) await expect(add(name)).rejects.toMatchObject(REPLACED);
    await store.settled();
    // the new log has room, but the data file still goes on with the one that is gone
    await expect(add('lost, too')).rejects.toMatchObject(REPLACED);
    await expect(store.close()).rejects.toMatchObject({
      code: 'files-replaced',
      message: `Stopped, but not all changes are saved: ${log} has been removed or moved.`,
    });
    limit.lift();
  });
});

describe('A data file that another program has changed while it is used', () => {
  const EDITS: [string, (file: string) => void][] = [
    ['in its place', file => writeFileSync(file, readFileSync(file, 'utf8').replace('seeded 7', 'edited 7'))],
    [
      'by another file',
      file => {
        writeFileSync(`${file}.new`, readFileSync(file, 'utf8').replace('seeded 7', 'edited 7'));
        renameSync(`${file}.new`, file);
      },
    ],
  ];

  test.each(EDITS)('is kept under another name, which is said, and the data go on: %s', async (_, edit) => {
    const { store, file, add, said, folder } = await used();
    edit(file);
    await add('second');
    await store.settled();
    expect(said).toEqual([expect.stringContaining(`${file}.edited keeps that`)]);
    expect(readFileSync(`${file}.edited`, 'utf8')).toContain('edited 7');
    edit(file);
    await store.close();
    expect(readdirSync(folder)).toEqual(expect.arrayContaining(['data.json.edited', 'data.json.edited-2']));
    const found = await foundIn(folder);
    expect([found[6], found.length]).toEqual([{ id: 7, name: 'seeded 7' }, 302]);
  });

  test.each(['', 'nonsense', '{}'])('and no longer holds the data costs none of them: %j', async text => {
    const { store, file, folder } = await used();
    writeFileSync(file, text);
    await store.close();
    expect(await foundIn(folder)).toHaveLength(301);
    expect(readFileSync(`${file}.edited`, 'utf8')).toBe(text);
  });

  test('is seen by its time alone', async () => {
    const { store, file, said } = await used();
    utimesSync(file, 1, 1);
    await store.close();
    expect(said).toEqual([expect.stringContaining(`${file}.edited`)]);
  });
});
