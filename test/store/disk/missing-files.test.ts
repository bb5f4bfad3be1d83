import { copyFileSync, cpSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { fileAdapter } from '../../../src/store/index.js';
import { logLines } from '../log-text.js';
import { addThing, definitions, storeOf, THINGS, temporaryFolder, thingsOf } from '../things.js';

const SEEDED = [{ id: 1, name: 'seeded' }];

/** The folder of a store that was killed after some things were added, or closed and opened again before that. */
async function killed({ closed = 0, added = 3 } = {}) {
  const first = temporaryFolder();
  const start = () => storeOf(SEEDED, fileAdapter(join(first, 'data.json'), { definitions }));
  for (let time = 0; time < closed; time++) {
    const store = await start();
    await store.transact(() => addThing(store, { name: `before ${time}` })).saved;
    await store.close();
  }
  const store = await start();
  for (let at = 0; at < added; at++) await store.transact(() => addThing(store, { name: `added ${at}` })).saved;
  const folder = temporaryFolder();
  cpSync(first, folder, { recursive: true });
  return folderOf(folder);
}

function folderOf(folder: string) {
  const notices: string[] = [];
  const path = (name: string) => join(folder, name);
  const contents = () => readdirSync(folder).map(name => [name, readFileSync(path(name), 'utf8')]);
  return {
    path,
    notices,
    contents,
    open: () =>
      storeOf(SEEDED, fileAdapter(path('data.json'), { definitions, onWarning: sentence => notices.push(sentence) })),
  };
}

type Folder = Awaited<ReturnType<typeof killed>>;

const damaged = (message: string) => ({ code: 'data-damaged', message: expect.stringContaining(message) });

describe('A start refuses, names the file, and leaves all as it is', () => {
  test.each<[string, string, (folder: Folder) => void]>([
    [
      'where the data file is missing beside a log',
      'data.1.log goes on from it',
      ({ path }) => rmSync(path('data.json')),
    ],
    [
      'where the data file has another name',
      'data.json is missing',
      ({ path }) => renameSync(path('data.json'), path('x')),
    ],
    ['where the log is missing', 'data.1.log is missing', ({ path }) => rmSync(path('data.1.log'))],
    ['where the log is empty', 'data.1.log, with which', ({ path }) => writeFileSync(path('data.1.log'), '')],
    [
      'where the log has only the beginning of its first line',
      'data.1.log, with which',
      ({ path }) => writeFileSync(path('data.1.log'), readFileSync(path('data.1.log'), 'utf8').slice(0, 10)),
    ],
    [
      'where the log has another number',
      'data.1.log is missing',
      ({ path }) => renameSync(path('data.1.log'), path('data.2.log')),
    ],
    [
      'where an older log leads nowhere',
      'data.0.log is no log of',
      ({ path }) => copyFileSync(path('data.1.log'), path('data.0.log')),
    ],
    [
      'where a later log does not follow',
      'data.2.log:1 does not follow',
      ({ path }) => writeFileSync(path('data.2.log'), logLines(['[]'], { number: 2 }).join('')),
    ],
    [
      'where a later log has no log before it',
      'data.2.log is missing',
      ({ path }) => writeFileSync(path('data.3.log'), logLines([], { number: 3 }).join('')),
    ],
    [
      'where the log is one of other data',
      'data.1.log:1 does not follow',
      ({ path }) => writeFileSync(path('data.1.log'), logLines(['[]'], { after: '12345678' }).join('')),
    ],
    [
      'where the data file names no log',
      'data.json names no log',
      ({ path }) => {
        const text = readFileSync(path('data.json'), 'utf8');
        writeFileSync(path('data.json'), text.replace(/,"log":1,"after":"\w+"/, ''));
      },
    ],
  ])('%s', async (_, message, change) => {
    const folder = await killed();
    change(folder);
    const before = folder.contents();
    await expect(folder.open()).rejects.toMatchObject(damaged(message));
    expect(folder.contents()).toEqual(before);
    expect(folder.notices).toEqual([]);
  });

  test('where the data file is missing though the log holds nothing, since there were data before', async () => {
    const folder = await killed({ closed: 1, added: 0 });
    rmSync(folder.path('data.json'));
    await expect(folder.open()).rejects.toMatchObject(damaged('data.2.log goes on from it'));
  });

  test('where data of before are put beside the log of today', async () => {
    const folder = await killed();
    const before = await killed();
    copyFileSync(before.path('data.json'), folder.path('data.json'));
    await expect(folder.open()).rejects.toMatchObject(damaged('data.1.log:1 does not follow'));
  });
});

test('What a first start leaves that was interrupted is no hindrance', async () => {
  const folder = folderOf(temporaryFolder());
  writeFileSync(folder.path('data.1.log'), logLines([]).join(''));
  writeFileSync(folder.path('data.2.log'), logLines([], { number: 2 }).join('').slice(0, 12));
  writeFileSync(folder.path('data.json.writing'), '{');
  const store = await folder.open();
  expect(thingsOf(store)).toEqual(SEEDED);
  await store.close();
  expect(folder.contents().map(([name]) => name)).toEqual(['data.3.log', 'data.json']);
});

describe('A last line that is whole and damaged', () => {
  test('is dropped, which is said, and a copy of the log is kept', async () => {
    const folder = await killed();
    const log = folder.path('data.1.log');
    const text = readFileSync(log, 'utf8').replace('added 2', 'Added 2');
    writeFileSync(log, text);
    expect(thingsOf(await folder.open())).toHaveLength(3);
    expect(folder.notices).toEqual([
      `The last line of ${log} is damaged and was dropped, with changes that may have been acknowledged. ${log}.damaged keeps it.`,
    ]);
    expect(readFileSync(`${log}.damaged`, 'utf8')).toBe(text);
  });

  test('is refused where it is the first', async () => {
    const folder = await killed({ added: 0 });
    const log = folder.path('data.1.log');
    writeFileSync(log, readFileSync(log, 'utf8').replace('"log"', '"lug"'));
    await expect(folder.open()).rejects.toMatchObject(damaged('data.1.log, with which'));
  });
});

test('Data nested too deeply are refused with the line, in the data file as elsewhere', async () => {
  const folder = await killed();
  const deep = '['.repeat(100_000) + ']'.repeat(100_000);
  const text = readFileSync(folder.path('data.json'), 'utf8');
  for (const [edited, line] of [
    [text.replace('"name":"seeded"', `"note":${deep}`), 6],
    [text.replace('"next"', `"note": ${deep},\n"next"`), 3],
    [deep, 1],
    [`{"a":`.repeat(100_000), 1],
  ] as const) {
    writeFileSync(folder.path('data.json'), edited);
    await expect(folder.open()).rejects.toMatchObject(
      damaged(`data.json:${line} is nested more than 1000 levels deep`),
    );
  }
  const deepest = '['.repeat(999) + ']'.repeat(999);
  writeFileSync(folder.path('data.json'), text.replace('"name":"seeded"', `"note":${deepest}`));
  const store = await folder.open();
  await store.transact(() => store.collection(THINGS).replace({ ...thingsOf(store)[0], name: 'changed' } as never))
    .saved;
  await store.close();
  expect(readFileSync(folder.path('data.json'), 'utf8')).toContain(deepest);
});
