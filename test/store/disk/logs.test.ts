import { cpSync, existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { fileAdapter, Store } from '../../../src/store/index.js';
import { lineAfter, logLines, withLines } from '../log-text.js';
import { addThing, definitions, seedOf, storeOf, THINGS, temporaryFolder, thingsOf } from '../things.js';

/** A folder with the files of a store that was killed; its log has one line for each thing that was added. */
async function killed(count: number, { seeded = [{ id: 1, name: 'seeded' }] } = {}) {
  const first = temporaryFolder();
  const store = await storeOf(seeded, fileAdapter(join(first, 'data.json'), { definitions }));
  for (let at = 0; at < count; at++) await store.transact(() => addThing(store, { name: `added ${at}` })).saved;
  const folder = temporaryFolder();
  cpSync(first, folder, { recursive: true });
  const notices: string[] = [];
  const path = (name: string) => join(folder, name);
  const text = (name: string) => readFileSync(path(name), 'utf8');
  return {
    folder,
    notices,
    path,
    text,
    lines: (name: string) => text(name).split('\n').slice(0, -1),
    files: () => readdirSync(folder).sort(),
    data: () => JSON.parse(text('data.json')),
    open: () =>
      storeOf([], fileAdapter(path('data.json'), { definitions, onWarning: sentence => notices.push(sentence) })),
  };
}

const json = (...entries: unknown[]) => JSON.stringify(entries);
const checksumOf = (line = '') => line.slice(0, 8);

const put = (thing: object) => ({ in: THINGS, put: thing });

describe('After a kill', () => {
  test('the log is replayed, and goes on', async () => {
    const { open, notices, data } = await killed(3);
    const store = await open();
    expect(thingsOf(store).map(({ id }) => id)).toEqual([1, 2, 3, 4]);
    await store.transact(() => store.collection(THINGS).remove(2)).saved;
    expect(store.transact(() => addThing(store)).result).toEqual({ id: 5 });
    await store.close();
    expect(data().collections[THINGS].map(({ id }: { id: number }) => id)).toEqual([1, 3, 4, 5]);
    expect(notices).toEqual([]);
  });

  test('a last entry that is torn is dropped, which is said, and what comes then stands in its place', async () => {
    const { open, path, notices, lines } = await killed(3);
    const log = path('data.1.log');
    writeFileSync(log, readFileSync(log).subarray(0, -7));
    const store = await open();
    expect(thingsOf(store)).toHaveLength(3);
    expect(notices).toEqual([expect.stringContaining(log)]);
    expect(store.transact(() => addThing(store, { name: 'instead' })).result.id).toBe(4);
    await store.settled();
    expect(lines('data.1.log')).toHaveLength(4);
    expect(lines('data.1.log').at(-1)).toContain('instead');
  });

  test.each([
    ['a changed letter', (line: string) => line.replace('added', 'Added')],
    ['a missing checksum', (line: string) => line.slice(18)],
    ['nothing', () => ''],
  ])('a log with %s before its end is refused, with its line, and stays as it is', async (_, damage) => {
    const { open, path, text, lines } = await killed(3);
    const [first = '', second = '', third = ''] = lines('data.1.log').slice(1);
    writeFileSync(path('data.1.log'), `${[lines('data.1.log')[0], first, damage(second), third].join('\n')}\n`);
    const before = [text('data.1.log'), text('data.json')];
    await expect(open()).rejects.toMatchObject({
      code: 'data-damaged',
      message: expect.stringContaining(`${path('data.1.log')}:3 `),
      fix: expect.stringContaining('--reset'),
    });
    expect([text('data.1.log'), text('data.json')]).toEqual(before);
  });

  test('between two logs, before the new checkpoint stood, both are replayed', async () => {
    const { open, path, lines, files, data } = await killed(4);
    const [name, first, second = '', ...rest] = lines('data.1.log');
    writeFileSync(path('data.1.log'), `${name}\n${first}\n${second}\n`);
    const jsons = rest.map(line => line.slice(18));
    writeFileSync(path('data.2.log'), logLines(jsons, { number: 2, after: checksumOf(second) }).join(''));
    const store = await open();
    expect(thingsOf(store).map(({ id }) => id)).toEqual([1, 2, 3, 4, 5]);
    await store.transact(() => addThing(store)).saved;
    expect(lines('data.2.log')).toHaveLength(4);
    await store.close();
    expect(files()).toEqual(['data.3.log', 'data.json']);
    expect(data()).toMatchObject({ about: { log: 3 }, next: { [THINGS]: 7 } });
  });

  test.each([
    ['was not written to', ''],
    ['has only the beginning of its first line', '1234'],
  ])('the same where the later log %s', async (_, text) => {
    const { open, path, files, lines } = await killed(2);
    writeFileSync(path('data.2.log'), text);
    const store = await open();
    expect(thingsOf(store)).toHaveLength(3);
    await store.transact(() => addThing(store)).saved;
    const [first = '', second] = lines('data.2.log');
    expect(`${first}\n`).toBe(lineAfter(checksumOf(lines('data.1.log').at(-1)), '{"log":2}'));
    expect(second).toContain('"put":{"id":4}');
    expect(files()).toEqual(['data.1.log', 'data.2.log', 'data.json']);
  });

  test('logs that lead up to the checkpoint are ignored, and gone with the next one', async () => {
    const { open, path, lines, files, text } = await killed(2);
    const older = logLines([json({ changes: [{ in: THINGS, drop: 1 }] })], { number: 5 });
    const old = logLines([json({ changes: [{ in: THINGS, drop: 2 }] })], {
      number: 6,
      after: checksumOf(older.at(-1)),
    });
    const after = checksumOf(old.at(-1));
    const jsons = lines('data.1.log')
      .slice(1)
      .map(line => line.slice(18));
    rmSync(path('data.1.log'));
    writeFileSync(path('data.5.log'), older.join(''));
    writeFileSync(path('data.6.log'), old.join(''));
    writeFileSync(path('data.7.log'), logLines(jsons, { number: 7, after }).join(''));
    writeFileSync(path('data.json'), text('data.json').replace(/"log":1,"after":"\w+"/, `"log":7,"after":"${after}"`));
    const store = await open();
    expect(thingsOf(store).map(({ id }) => id)).toEqual([1, 2, 3]);
    await store.close();
    expect(files()).toEqual(['data.8.log', 'data.json']);
  });

  test('parts of a change of many count only if all of them are there', async () => {
    const { open, path, text } = await killed(1);
    const part = (number: number, thing: object) => ({ changes: [put(thing)], part: number });
    const more = [
      json(part(5, { id: 1, name: 'lost' })),
      json(part(6, { id: 2, name: 'part' }), { changes: [put({ id: 9 })], next: { [THINGS]: 20 } }),
      json(part(6, { id: 3, name: 'part' })),
      json({ changes: [put({ id: 3, name: 'changed meanwhile' })], whole: 6 }),
    ];
    writeFileSync(path('data.1.log'), withLines(text('data.1.log'), more));
    const store = await open();
    expect(thingsOf(store)).toEqual([
      { id: 1, name: 'seeded' },
      { id: 2, name: 'part' },
      { id: 3, name: 'changed meanwhile' },
      { id: 9 },
    ]);
    expect(store.transact(() => addThing(store)).result).toEqual({ id: 20 });
  });

  test('while the checkpoint is edited by hand, what the log has stands over it', async () => {
    const { open, path, text } = await killed(1);
    writeFileSync(path('data.json'), text('data.json').replace('"seeded"', '"by hand"'));
    expect(thingsOf(await open())).toEqual([
      { id: 1, name: 'by hand' },
      { id: 2, name: 'added 0' },
    ]);
  });
});

describe('A file that a person has made, which names no log', () => {
  const MADE = `{
"about": {"understudy":3,"seed":3,"records":2},
"next": {"${THINGS}":9},
"collections": {
"${THINGS}": [
{"id":1,"name":"one"},
{"id":2,"name":"two"}
]
}
}
`;

  async function made() {
    const first = await killed(0);
    rmSync(first.path('data.1.log'));
    writeFileSync(first.path('data.json'), MADE);
    return first;
  }

  test('is read, and goes on with a log', async () => {
    const { open, text } = await made();
    const store = await open();
    expect(thingsOf(store).map(({ name }) => name)).toEqual(['one', 'two']);
    expect(store.about).toMatchObject({ seed: 3, records: 2 });
    const [, after] = /"after":"([0-9a-f]{8})"/.exec(text('data.json')) ?? [];
    expect(text('data.json')).toBe(MADE.replace('"records":2', `"records":2,"log":1,"after":"${after}"`));
    expect(store.transact(() => addThing(store)).result).toEqual({ id: 9 });
  });

  test('stays as it was where it is not wanted', async () => {
    const { path, text } = await made();
    const opening = Store.open(fileAdapter(path('data.json'), { definitions }), {
      definitions,
      seeded: () => seedOf([]),
      accept: () => {
        throw new Error('not wanted');
      },
    });
    await expect(opening).rejects.toThrow('not wanted');
    expect(text('data.json')).toBe(MADE);
    expect(existsSync(path('data.1.log'))).toBe(false);
  });

  test('is refused with the line of each issue', async () => {
    const { open, path } = await made();
    writeFileSync(path('data.json'), MADE.replace('"id":2', '"id":"two"'));
    await expect(open()).rejects.toMatchObject({
      code: 'data-invalid',
      message: expect.stringContaining(`${path('data.json')}:7 /collections/${THINGS}/1/id must be integer`),
    });
  });

  test.each([1, 2, 4])('is refused where it is of form %i', async form => {
    const { open, path } = await made();
    writeFileSync(path('data.json'), MADE.replace('"understudy":3', `"understudy":${form}`));
    await expect(open()).rejects.toMatchObject({ code: 'data-invalid' });
  });
});
