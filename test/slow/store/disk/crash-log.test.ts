import { appendFileSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { createMock, type Mock } from '../../../../src/index.js';
import { logLines } from '../../../store/log-text.js';
import { addNote, changeGroup, notesFile, notesOf, notesStore } from '../../../store/notes.js';
import { temporaryFolder } from '../../../store/things.js';
import { usersOf, writerOf } from '../../../store/users.js';

type Left = { folder: string; checkpoint: Buffer; log: string; bytes: Buffer };

/** The folder of a mock as a crash would leave it after some changes: copied while the mock still runs. */
async function leftBehind(changes: (mock: Mock) => Promise<unknown>): Promise<Left> {
  const folder = temporaryFolder();
  const mock = await createMock({ records: 3, data: folder });
  await changes(mock);
  const [name = ''] = readdirSync(folder).filter(name => name.endsWith('.log'));
  const [checkpoint, bytes] = [readFileSync(join(folder, 'data.json')), readFileSync(join(folder, name))];
  await mock.close();
  return { folder, checkpoint, log: name, bytes };
}

/** Starts on a folder of this checkpoint and log, and tells what is there and what was said. */
async function startedOn({ checkpoint, log }: Pick<Left, 'checkpoint' | 'log'>, bytes: Uint8Array) {
  const folder = join(temporaryFolder(), 'data');
  mkdirSync(folder);
  writeFileSync(join(folder, 'data.json'), checkpoint);
  writeFileSync(join(folder, log), bytes);
  const notices: string[] = [];
  const mock = await createMock({ data: folder, onWarning: notice => notices.push(notice) });
  onTestFinished(() => mock.close());
  return { mock, notices, file: join(folder, log) };
}

const lineStarts = (bytes: Buffer) =>
  [0, ...[...bytes.entries()].flatMap(([at, byte]) => (byte === 10 ? [at + 1] : []))].slice(0, -1);

describe('A log that is cut in the middle of its last line', () => {
  test('at any byte: the store opens, says so in one sentence, holds what was before, and goes on', async () => {
    const folder = temporaryFolder();
    const store = await notesStore(3, notesFile(folder));
    await addNote(store, { group: 1, text: 'kept' });
    const before = notesOf(store);
    await changeGroup(store, 1, () => 'lóst 𝄞');
    const file = join(folder, 'data.1.log');
    const [checkpoint, bytes] = [readFileSync(join(folder, 'data.json')), readFileSync(file)];
    await store.close();
    const last = lineStarts(bytes).at(-1) ?? 0;
    for (let size = last; size < bytes.length; size++) {
      const folder = temporaryFolder();
      const file = join(folder, 'data.1.log');
      writeFileSync(join(folder, 'data.json'), checkpoint);
      writeFileSync(file, bytes.subarray(0, size));
      const notices: string[] = [];
      const cut = await notesStore(3, notesFile(folder, { durability: 'write', notices }));
      expect(notesOf(cut)).toEqual(before);
      const said = `The last entry of ${file} is torn and was dropped: its change had not been acknowledged.`;
      expect(notices).toEqual(size === last ? [] : [said]);
      expect(await addNote(cut, { group: 0, text: 'next' })).toBe(5);
      if (size % 10 !== 0) continue;
      // as a kill would leave it
      const [copy, log] = [temporaryFolder(), readFileSync(file)];
      writeFileSync(join(copy, 'data.json'), checkpoint);
      writeFileSync(join(copy, 'data.1.log'), log);
      const again = await notesStore(3, notesFile(copy, { durability: 'write', notices }));
      expect(notesOf(again)).toEqual([...before, { id: 5, group: 0, text: 'next' }]);
      expect(notices).toHaveLength(size === last ? 0 : 1);
    }
  });

  test('the mock tells it, and its users are as they were before', async () => {
    const before = { users: [] as unknown[] };
    const left = await leftBehind(async mock => {
      const { create, patch } = writerOf(mock);
      await create('kept');
      before.users = await usersOf(mock);
      await patch('user_id_in=1-3', { first_name: 'Lost' });
    });
    const last = lineStarts(left.bytes).at(-1) ?? 0;
    for (const size of [last + 1, last + 1000, left.bytes.length - 1]) {
      const { mock, notices, file } = await startedOn(left, left.bytes.subarray(0, size));
      expect(await usersOf(mock)).toEqual(before.users);
      expect(notices).toEqual([
        `The last entry of ${file} is torn and was dropped: its change had not been acknowledged.`,
      ]);
      expect(await writerOf(mock).create('next')).toBe(5);
    }
  });

  test('of a change in parts: the whole change is gone', async () => {
    const before = { users: [] as unknown[] };
    const folder = temporaryFolder();
    const mock = await createMock({ records: 1100, data: folder });
    await writerOf(mock).create('kept');
    before.users = await usersOf(mock);
    expect(await writerOf(mock).patch('user_id_in=1-1100', { first_name: 'Lost' })).toBe(1100);
    const [log = ''] = readdirSync(folder).filter(name => name.endsWith('.log'));
    const [checkpoint, bytes] = [readFileSync(join(folder, 'data.json')), readFileSync(join(folder, log))];
    await mock.close();
    const starts = lineStarts(bytes);
    expect(starts.length).toBeGreaterThan(5);
    for (const [at, start] of starts.slice(2).entries()) {
      for (const size of [at % 2 === 0 ? start : start + 30]) {
        const { mock, notices } = await startedOn({ checkpoint, log }, bytes.subarray(0, size));
        expect(await usersOf(mock), `cut at ${size}, behind line ${at + 1}`).toEqual(before.users);
        expect(notices).toHaveLength(size === start ? 0 : 1);
        // what is left of it does not come back with the next change of many
        await writerOf(mock).patch('user_id_in=1-600', { last_name: 'Later' });
        const users = await usersOf(mock);
        await mock.close();
        expect(users.some(({ first_name: name }) => name === 'Lost')).toBe(false);
      }
    }
  });
});

describe('A log that is damaged before its last line', () => {
  test('is refused with file and line, whichever byte is wrong', async () => {
    const left = await leftBehind(async mock => {
      for (const name of ['one', 'two', 'three']) await writerOf(mock).create(name);
    });
    const starts = lineStarts(left.bytes);
    const last = starts.at(-1) ?? 0;
    for (let at = 0; at < last; at += 31) {
      // a newline in the place of another byte makes two lines of one
      const line = starts.filter(start => start <= at).length;
      const flipped = Buffer.from(left.bytes);
      flipped[at] = (left.bytes[at] ?? 0) ^ 0x20;
      const refused = await startedOn(left, flipped).catch(error => error);
      expect(refused, `byte ${at}`).toMatchObject({ code: 'data-damaged' });
      expect(refused.message).toMatch(new RegExp(`${left.log}:${line} is `));
    }
  });

  test('is refused where the damaged line is the last of a log that another goes on from', async () => {
    const left = await leftBehind(async mock => {
      for (const name of ['one', 'two']) await writerOf(mock).create(name);
    });
    const lines = String(left.bytes).trimEnd().split('\n');
    const json = (lines.at(-1) ?? '').slice(18).replace('"two"', '"three"').replace('"user_id":5', '"user_id":6');
    const next = logLines([json], { number: 2, after: (lines.at(-1) ?? '').slice(0, 8) }).join('');
    const folder = temporaryFolder();
    writeFileSync(join(folder, 'data.json'), left.checkpoint);
    writeFileSync(join(folder, 'data.2.log'), next);
    for (const damaged of [left.bytes.subarray(0, -1), left.bytes.subarray(0, -100), flippedAt(left.bytes, -50)]) {
      writeFileSync(join(folder, left.log), damaged);
      await expect(started(folder)).rejects.toMatchObject({
        code: 'data-damaged',
        message: expect.stringContaining(`${join(folder, left.log)}:3 is `),
      });
    }
    writeFileSync(join(folder, left.log), left.bytes);
    const mock = await started(folder);
    expect((await usersOf(mock)).map(({ name }) => name).slice(3)).toEqual(['one', 'two', 'three']);
  });

  test('is refused where a log between two others is missing', async () => {
    const left = await leftBehind(mock => writerOf(mock).create('one'));
    const folder = temporaryFolder();
    writeFileSync(join(folder, 'data.json'), left.checkpoint);
    writeFileSync(join(folder, 'data.2.log'), left.bytes);
    await expect(started(folder)).rejects.toMatchObject({
      code: 'data-damaged',
      message: expect.stringContaining(join(folder, 'data.1.log')),
    });
  });

  test('is refused where zero bytes stand before a good line', async () => {
    const left = await leftBehind(mock => writerOf(mock).create('one'));
    const folder = temporaryFolder();
    writeFileSync(join(folder, 'data.json'), left.checkpoint);
    writeFileSync(join(folder, left.log), Buffer.alloc(512));
    appendFileSync(join(folder, left.log), `\n${left.bytes}`);
    await expect(started(folder)).rejects.toMatchObject({ code: 'data-damaged' });
  });
});

async function started(folder: string): Promise<Mock> {
  const mock = await createMock({ data: folder });
  onTestFinished(() => mock.close());
  return mock;
}

function flippedAt(bytes: Buffer, at: number): Buffer {
  const flipped = Buffer.from(bytes);
  flipped[bytes.length + at] = (bytes.at(at) ?? 0) ^ 1;
  return flipped;
}
