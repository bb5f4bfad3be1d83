import {
  appendFileSync,
  existsSync,
  mkdirSync,
  readFileSync,
  statSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { crc32 } from 'node:zlib';
import { expect, onTestFinished, test } from 'vitest';
import { type Durability, Log } from '../../src/store/log.js';
import { readLog } from '../../src/store/read-log.js';
import { hasFileLimits, limitFiles } from './file-limit.js';
import { temporaryFolder } from './things.js';

const DURABILITIES: Durability[] = ['fsync', 'write', 'none'];

function newFile(): string {
  return join(temporaryFolder(), 'log');
}

/** A log that is closed when the test has finished, and the failures it told of. */
async function opened(file: string, { length = 0, durability = 'fsync' as Durability } = {}) {
  const failures: Error[] = [];
  const log = await Log.open({ file, length, durability, onFailure: error => failures.push(error) });
  onTestFinished(() => log.close());
  return { log, failures };
}

/** What a log holds, its entries in order. */
async function contentsOf(file: string) {
  const entries: unknown[] = [];
  const { entries: count, ...rest } = await readLog(file, entry => entries.push(entry));
  expect(count).toBe(entries.length);
  return { ...rest, entries };
}

function linesOf(file: string): string[] {
  return readFileSync(file, 'utf8').split('\n').slice(0, -1);
}

function lineOf(json: string): string {
  return `${crc32(json).toString(16).padStart(8, '0')} ${json}\n`;
}

function numbers(count: number, from = 0): number[] {
  return Array.from({ length: count }, (_, at) => from + at);
}

/** How promises ended, in the order given. */
async function endsOf(promises: Promise<void>[]): Promise<string[]> {
  const outcomes = await Promise.allSettled(promises);
  return outcomes.map(outcome => (outcome.status === 'fulfilled' ? 'kept' : outcome.reason.code));
}

test('What is appended in one turn becomes one line, with a checksum that others can compute', async () => {
  const file = newFile();
  const { log } = await opened(file);
  await Promise.all([log.append('{"a":"é𝄞"}'), log.append('2'), log.append('"three"')]);
  await log.append('{"b":null}');
  expect(readFileSync(file, 'utf8')).toBe(lineOf('[{"a":"é𝄞"},2,"three"]') + lineOf('[{"b":null}]'));
  expect(log.size).toBe(statSync(file).size);
});

test('A checksum that begins with zeros has eight digits all the same', async () => {
  const file = newFile();
  const { log } = await opened(file);
  const small = numbers(5000).filter(number => crc32(`[${number}]`) < 0x1000000);
  expect(small.length).toBeGreaterThan(0);
  for (const number of small) await log.append(`${number}`);
  expect(linesOf(file).every(line => /^0[0-9a-f]{7} \[/.test(line))).toBe(true);
  expect((await contentsOf(file)).entries).toEqual(small);
});

test.each(DURABILITIES)('Everything is in the file, in order, once nothing waits (%s)', async durability => {
  const file = newFile();
  const { log, failures } = await opened(file, { durability });
  for (const number of numbers(3000)) {
    log.append(`${number}`);
    if (number % 50 === 0) await new Promise(setImmediate);
  }
  await log.settled();
  expect(await contentsOf(file)).toEqual({ length: log.size, torn: false, entries: numbers(3000) });
  expect(failures).toEqual([]);
});

test('An append is kept only when the file holds it', async () => {
  const file = newFile();
  const { log } = await opened(file);
  await Promise.all(
    numbers(60).map(async number => {
      for (let wait = 0; wait < number % 7; wait++) await new Promise(setImmediate);
      await log.append(`${number}`);
      expect((await contentsOf(file)).entries).toContain(number);
    }),
  );
});

test('Appends that come while a flush runs share the next one', async () => {
  const file = newFile();
  const { log } = await opened(file);
  const first = log.append('"first"');
  while (!existsSync(file) || statSync(file).size === 0) await new Promise(setImmediate);
  const rest = numbers(500).map(number => log.append(`${number}`));
  await Promise.all([first, ...rest]);
  expect(linesOf(file)).toHaveLength(2);
});

test('A line holds about two megabytes of entries at most, or one that is larger', async () => {
  const file = newFile();
  const { log } = await opened(file);
  const entry = (length: number) => JSON.stringify('é'.repeat(length));
  const lengths = [900_000, 900_000, 900_000, 5_000_000, 10, 900_000, 900_000];
  await Promise.all(lengths.map(length => log.append(entry(length))));
  const { entries } = await contentsOf(file);
  expect(entries.map(text => (text as string).length)).toEqual(lengths);
  expect(linesOf(file).map(line => JSON.parse(line.slice(9)).length)).toEqual([2, 1, 1, 3]);
});

test('With none, an append is kept at once and written thereafter', async () => {
  const file = newFile();
  const { log } = await opened(file, { durability: 'none' });
  let isKept = false;
  log.append('1').then(() => {
    isKept = true;
  });
  await null;
  expect(isKept).toBe(true);
  expect(statSync(file).size).toBe(0);
  await log.settled();
  expect((await contentsOf(file)).entries).toEqual([1]);
});

test('A log that is opened again goes on behind what was good', async () => {
  const file = newFile();
  const { log } = await opened(file);
  await log.append('1');
  await log.append('2');
  await log.close();
  appendFileSync(file, 'something torn');
  const { length, torn } = await contentsOf(file);
  expect(torn).toBe(true);
  const again = await opened(file, { length });
  expect(statSync(file).size).toBe(length);
  await again.log.append('3');
  expect(await contentsOf(file)).toEqual({ length: again.log.size, torn: false, entries: [1, 2, 3] });
});

test('A log that is shorter than what was read from it, or in no folder, is not opened', async () => {
  const file = newFile();
  const options = { durability: 'fsync', onFailure() {} } as const;
  await expect(Log.open({ file, length: 7, ...options })).rejects.toThrow('only 0 of the 7 bytes');
  await expect(Log.open({ file: join(file, 'log'), length: 0, ...options })).rejects.toMatchObject({ code: 'ENOTDIR' });
  const missing = join(dirname(file), 'none', 'log');
  await expect(Log.open({ file: missing, length: 0, ...options })).rejects.toMatchObject({ code: 'ENOENT' });
});

test('Closing flushes what waits and refuses what comes later', async () => {
  const file = newFile();
  const { log } = await opened(file);
  const before = numbers(10).map(number => log.append(`${number}`));
  const closing = log.close();
  await expect(log.append('10')).rejects.toThrow('closed');
  await expect(log.rotate(`${file}.2`)).rejects.toThrow('closed');
  await closing;
  await Promise.all(before);
  expect((await contentsOf(file)).entries).toEqual(numbers(10));
  await log.close();
});

test('A log cut at any byte of its last line loses that line and nothing else', async () => {
  const file = newFile();
  const { log } = await opened(file);
  await log.append('{"first":"é"}');
  await Promise.all([log.append('{"second":1}'), log.append('"third\\n𝄞"')]);
  const good = log.size;
  await Promise.all([log.append('{"last":"é𝄞"}'), log.append('[1,[2]]')]);
  await log.close();
  const bytes = readFileSync(file);
  const entries = [{ first: 'é' }, { second: 1 }, 'third\n𝄞'];
  for (let size = good; size < bytes.length; size++) {
    writeFileSync(file, bytes.subarray(0, size));
    expect(await contentsOf(file)).toEqual({ length: good, torn: size > good, entries });
  }
});

test('A log whose last line is damaged in any byte, newline and all, loses that line and nothing else', async () => {
  const file = newFile();
  const good = lineOf('["kept"]');
  const bytes = Buffer.from(good + lineOf('["last",{"é":1}]'));
  for (let at = good.length; at < bytes.length - 1; at++) {
    const damaged = Buffer.from(bytes);
    damaged[at] = (bytes[at] ?? 0) ^ 1;
    writeFileSync(file, damaged);
    expect(await contentsOf(file)).toEqual({ length: good.length, torn: true, entries: ['kept'] });
  }
});

test.each([1, 17, 4096, 3_000_000])('%i zero bytes behind the last line are no part of the log', async count => {
  const file = newFile();
  const good = lineOf('["kept"]');
  writeFileSync(file, good);
  truncateSync(file, good.length + count);
  expect(await contentsOf(file)).toEqual({ length: good.length, torn: true, entries: ['kept'] });
});

test.each<[name: string, line: string, said: RegExp]>([
  [
    'a wrong checksum',
    '00000000 ["two"]\n',
    /:2 is damaged: its checksum is 00000000, that of its text [0-9a-f]{8}\.$/,
  ],
  ['a changed text', lineOf('["two"]').replace('two', 'tvo'), /:2 is damaged: its checksum is/],
  ['a checksum in capitals', `ABCDEF${lineOf('["two"]').slice(6)}`, /:2 is without a checksum\.$/],
  ['no checksum', '["two"]\n', /:2 is without a checksum\.$/],
  ['an empty line', '\n', /:2 is without a checksum\.$/],
  ['a text that is no JSON', lineOf('["two"'), /:2 is not JSON\.$/],
  ['a text that is no list', lineOf('{"two":2}'), /:2 is not a list of entries\.$/],
])('A log with %s before its last line is refused with the line', async (_name, line, said) => {
  const file = newFile();
  for (const rest of [lineOf('["three"]'), 'torn', lineOf('["three"]') + lineOf('["four"]')]) {
    writeFileSync(file, lineOf('["one"]') + line + rest);
    await expect(readLog(file, () => {})).rejects.toMatchObject({
      code: 'data-damaged',
      message: expect.stringMatching(said),
      fix: `Correct that line, or discard all data with \`understudy reset --data '${dirname(file)}'\`.`,
    });
  }
});

test('A last line with a right checksum over something else is not taken for a torn one', async () => {
  const file = newFile();
  writeFileSync(file, lineOf('["one"]') + lineOf('{"two":2}'));
  await expect(readLog(file, () => {})).rejects.toMatchObject({ code: 'data-damaged' });
});

test('Line ends that an editor has changed do no harm', async () => {
  const file = newFile();
  const text = (lineOf('["one"]') + lineOf('["two"]')).replaceAll('\n', '\r\n');
  writeFileSync(file, text);
  expect(await contentsOf(file)).toEqual({ length: text.length, torn: false, entries: ['one', 'two'] });
  const { log } = await opened(file, { length: text.length });
  await log.append('"three"');
  expect((await contentsOf(file)).entries).toEqual(['one', 'two', 'three']);
});

test('A log is read with the line of each entry; one that is not there is empty, a folder is none', async () => {
  const file = newFile();
  writeFileSync(file, lineOf('[1,2]') + lineOf('[]') + lineOf('[3]'));
  const taken: unknown[] = [];
  await readLog(file, (entry, line) => taken.push([entry, line]));
  expect(taken).toEqual([
    [1, 1],
    [2, 1],
    [3, 3],
  ]);
  expect(await contentsOf(`${file}.none`)).toEqual({ length: 0, torn: false, entries: [] });
  await expect(readLog(dirname(file), () => {})).rejects.toMatchObject({ code: 'data-unusable' });
});

test('What the taker throws comes through', async () => {
  const file = newFile();
  writeFileSync(file, lineOf('[1]'));
  const reading = readLog(file, () => {
    throw new RangeError('not this one');
  });
  await expect(reading).rejects.toThrow(RangeError);
});

test('A rotation goes on in a new file with all that is appended after it, under concurrent appends', async () => {
  const folder = temporaryFolder();
  const { log } = await opened(join(folder, '0'));
  const expected: number[][] = [[]];
  const rotations: Promise<void>[] = [];
  let next = 0;
  await Promise.all(
    numbers(20).map(async worker => {
      for (let round = 0; round < 40; round++) {
        const number = next++;
        expected.at(-1)?.push(number);
        const kept = log.append(`${number}`);
        if (number % 97 === 96) {
          rotations.push(log.rotate(join(folder, `${expected.length}`)));
          expected.push([]);
        }
        await kept;
        if (worker % 3 === 0) await new Promise(setImmediate);
      }
    }),
  );
  await Promise.all(rotations);
  await log.settled();
  expect(expected).toHaveLength(9);
  for (const [at, entries] of expected.entries()) {
    expect((await contentsOf(join(folder, `${at}`))).entries).toEqual(entries);
  }
  expect(log.size).toBe(statSync(join(folder, '8')).size);
});

test('A rotation is kept once the old file holds everything before it and the new one is there', async () => {
  const folder = temporaryFolder();
  const { log } = await opened(join(folder, 'old'));
  log.append('1');
  const rotation = log.rotate(join(folder, 'new'));
  const after = log.append('2');
  await rotation;
  expect((await contentsOf(join(folder, 'old'))).entries).toEqual([1]);
  expect(existsSync(join(folder, 'new'))).toBe(true);
  await after;
  expect((await contentsOf(join(folder, 'new'))).entries).toEqual([2]);
});

test('A rotation that cannot be goes on in the old file and loses nothing', async () => {
  const folder = temporaryFolder();
  const file = join(folder, 'old');
  const { log } = await opened(file);
  mkdirSync(join(folder, 'taken'));
  writeFileSync(join(folder, 'kept'), 'the data of somebody');
  for (const [name, code] of [
    ['none/new', 'ENOENT'],
    ['taken', 'EEXIST'],
    ['kept', 'EEXIST'],
    ['old', 'EEXIST'],
  ] as const) {
    const ends = endsOf([log.append('1'), log.rotate(join(folder, name)), log.append('2')]);
    expect(await ends).toEqual(['kept', code, 'kept']);
  }
  expect((await contentsOf(file)).entries).toEqual([1, 2, 1, 2, 1, 2, 1, 2]);
  expect(readFileSync(join(folder, 'kept'), 'utf8')).toBe('the data of somebody');
  await log.rotate(join(folder, 'new'));
  await log.append('3');
  expect((await contentsOf(join(folder, 'new'))).entries).toEqual([3]);
});

test.skipIf(!existsSync('/dev/full'))('A full disk refuses everything that waits, a rotation included', async () => {
  const file = newFile();
  symlinkSync('/dev/full', file);
  const { log, failures } = await opened(file);
  const ends = endsOf([log.append('1'), log.append('2'), log.rotate(`${file}.2`), log.append('3')]);
  expect(await ends).toEqual(['ENOSPC', 'ENOSPC', 'ENOSPC', 'ENOSPC']);
  expect(existsSync(`${file}.2`)).toBe(false);
  expect(log.size).toBe(0);
  expect(failures).toEqual([]);
});

test.skipIf(!existsSync('/dev/full'))('While a failed flush cannot be cut away, every later one fails', async () => {
  const file = newFile();
  symlinkSync('/dev/full', file);
  const { log } = await opened(file);
  expect(await endsOf([log.append('1')])).toEqual(['ENOSPC']);
  // a device cannot be cut
  for (const number of [2, 3]) expect(await endsOf([log.append(`${number}`)])).toEqual(['EINVAL']);
  expect(await endsOf([log.rotate(`${file}.2`)])).toEqual(['EINVAL']);
  await log.close();
});

test.skipIf(!existsSync('/dev/full'))('With none, a failure is told once for all that it loses', async () => {
  const file = newFile();
  symlinkSync('/dev/full', file);
  const { log, failures } = await opened(file, { durability: 'none' });
  expect(await endsOf(numbers(3).map(number => log.append(`${number}`)))).toEqual(['kept', 'kept', 'kept']);
  await log.settled();
  expect(failures).toMatchObject([{ code: 'ENOSPC' }]);
});

const FAILING = DURABILITIES.filter(durability => durability !== 'none');
test.skipIf(!hasFileLimits).each(FAILING)(
  'A flush that stops in the middle leaves nothing behind, and what comes later is appended as ever (%s)',
  async durability => {
    const file = newFile();
    const { log } = await opened(file, { durability });
    await log.append('"kept"');
    const good = log.size;
    const limit = limitFiles(good + 100);
    const text = JSON.stringify('x'.repeat(200));
    expect(await endsOf([log.append(text), log.append('1')])).toEqual(['EFBIG', 'EFBIG']);
    expect(statSync(file).size).toBe(good);
    expect(log.size).toBe(good);
    await log.append('"small"');
    expect(await endsOf([log.append(text)])).toEqual(['EFBIG']);
    limit.lift();
    await Promise.all([log.append(text), log.append('2')]);
    expect(await contentsOf(file)).toEqual({
      length: log.size,
      torn: false,
      entries: ['kept', 'small', 'x'.repeat(200), 2],
    });
  },
);

test.skipIf(!hasFileLimits)(
  'What is appended while a flush fails is refused with it, for it builds on it',
  async () => {
    const file = newFile();
    const { log } = await opened(file);
    await log.append('"kept"');
    const limit = limitFiles(log.size);
    const started = log.append('1');
    const later: Promise<string[]>[] = [];
    let isOver = false;
    const ended = endsOf([started]).then(([end]) => {
      isOver = true;
      return end;
    });
    while (!isOver) {
      later.push(endsOf([log.append(`${later.length + 2}`)]));
      await new Promise(setImmediate);
    }
    expect(await ended).toBe('EFBIG');
    expect(new Set((await Promise.all(later)).flat())).toEqual(new Set(['EFBIG']));
    limit.lift();
    await log.append('"last"');
    expect((await contentsOf(file)).entries).toEqual(['kept', 'last']);
  },
);

test.skipIf(!hasFileLimits)('A log behind which a failure lies rotates to a new file all the same', async () => {
  const file = newFile();
  const { log } = await opened(file);
  await log.append('1');
  const limit = limitFiles(log.size + 5);
  expect(await endsOf([log.append('2')])).toEqual(['EFBIG']);
  await log.rotate(`${file}.2`);
  limit.lift();
  await log.append('3');
  expect((await contentsOf(file)).entries).toEqual([1]);
  expect((await contentsOf(`${file}.2`)).entries).toEqual([3]);
});

test('Huge entries are read back whole', async () => {
  const file = newFile();
  const { log } = await opened(file, { durability: 'write' });
  const huge = 'é'.repeat(20_000_000);
  await Promise.all([log.append('1'), log.append(JSON.stringify(huge)), log.append('2')]);
  const { entries, torn } = await contentsOf(file);
  expect([entries[0], entries[1] === huge, entries[2], torn]).toEqual([1, true, 2, false]);
});
