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
import { expect, onTestFinished, test } from 'vitest';
import { type Durability, Log } from '../../../../src/store/disk/log/log.js';
import type { LogEnd } from '../../../../src/store/disk/log/log-file.js';
import { type LogContents, readLog } from '../../../../src/store/disk/log/read-logs.js';
import { hasFileLimits, limitFiles } from '../../../store/file-limit.js';
import { lineAfter, logLines, START } from '../../../store/log-text.js';
import { temporaryFolder } from '../../../store/things.js';

const DURABILITIES: Durability[] = ['fsync', 'write', 'none'];

function newFile(): string {
  return join(temporaryFolder(), 'log');
}

/** A device has no bytes, so that no log can be made of it. */
const EMPTY = { start: 0, length: 0, last: START };

const BEGUN = { number: 1, after: START };

/** A log that is closed when the test has finished, and the failures it told of. */
async function opened(
  file: string,
  { from = BEGUN as LogEnd | typeof BEGUN, durability = 'fsync' as Durability } = {},
) {
  const failures: Error[] = [];
  const log = await Log.open({ file, from, durability, onFailure: error => failures.push(error) });
  onTestFinished(() => log.close());
  return { log, failures };
}

/** What a log holds, its entries in order. */
async function read(file: string, of: { number?: number; after?: string | undefined } = {}) {
  const { number, after } = { ...BEGUN, ...of };
  const entries: unknown[] = [];
  const { entries: count, ...rest } = await readLog(file, entry => entries.push(entry), { number, after });
  expect(count).toBe(entries.length);
  return { ...rest, entries };
}

/** How far a log is good, what stands behind that, and its entries in order. */
async function contentsOf(file: string, of: Parameters<typeof read>[1] = {}) {
  const { length, end, entries } = await read(file, of);
  return { length, end, entries };
}

function endOf({ start, length, last }: Pick<LogContents, 'start' | 'length' | 'last'>): LogEnd {
  return { start, length, last: String(last) };
}

/** The lines of a log but for the first, which only names it. */
function linesOf(file: string): string[] {
  return readFileSync(file, 'utf8').split('\n').slice(1, -1);
}

/** The bytes of the line that names the first log. */
const FIRST = logLines([]).join('').length;

function numbers(count: number, from = 0): number[] {
  return Array.from({ length: count }, (_, at) => from + at);
}

/** How promises ended, in the order given. */
async function endsOf(promises: Promise<unknown>[]): Promise<string[]> {
  const outcomes = await Promise.allSettled(promises);
  return outcomes.map(outcome => (outcome.status === 'fulfilled' ? 'kept' : outcome.reason.code));
}

test('What is appended in one turn becomes one line, with checksums that others can compute', async () => {
  const file = newFile();
  const { log } = await opened(file);
  expect(log.size).toBe(0);
  await Promise.all([log.append('{"a":"é𝄞"}'), log.append('2'), log.append('"three"')]);
  await log.append('{"b":null}');
  expect(readFileSync(file, 'utf8')).toBe(logLines(['[{"a":"é𝄞"},2,"three"]', '[{"b":null}]']).join(''));
  expect(log.size).toBe(statSync(file).size - FIRST);
});

test('A checksum that begins with zeros has eight digits all the same', async () => {
  const file = newFile();
  const { log } = await opened(file);
  for (const number of numbers(2000)) await log.append(`${number}`);
  const lines = linesOf(file);
  expect(lines.some(line => line.startsWith('0'))).toBe(true);
  expect(lines.every(line => /^[0-9a-f]{8} [0-9a-f]{8} \[/.test(line))).toBe(true);
  expect((await contentsOf(file)).entries).toEqual(numbers(2000));
});

test.each(DURABILITIES)('Everything is in the file, in order, once nothing waits (%s)', async durability => {
  const file = newFile();
  const { log, failures } = await opened(file, { durability });
  for (const number of numbers(3000)) {
    log.append(`${number}`);
    if (number % 50 === 0) await new Promise(setImmediate);
  }
  await log.settled();
  expect(await contentsOf(file)).toEqual({ length: FIRST + log.size, end: 'good', entries: numbers(3000) });
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
  while (statSync(file).size === FIRST) await new Promise(setImmediate);
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
  expect(linesOf(file).map(line => JSON.parse(line.slice(18)).length)).toEqual([2, 1, 1, 3]);
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
  expect(statSync(file).size).toBe(FIRST);
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
  const { end, entries: _, ...contents } = await read(file);
  expect(end).toBe('torn');
  const again = await opened(file, { from: endOf(contents) });
  expect(statSync(file).size).toBe(contents.length);
  await again.log.append('3');
  expect(await contentsOf(file)).toEqual({ length: FIRST + again.log.size, end: 'good', entries: [1, 2, 3] });
});

test('A log that is shorter than what was read from it, or in no folder, is not opened; nor is one made that is there', async () => {
  const file = newFile();
  const options = { durability: 'fsync', onFailure() {} } as const;
  writeFileSync(file, '');
  const from = { start: 3, length: 7, last: START };
  await expect(Log.open({ file, from, ...options })).rejects.toThrow('only 0 of the 7 bytes');
  await expect(Log.open({ file, from: BEGUN, ...options })).rejects.toMatchObject({ code: 'EEXIST' });
  await expect(Log.open({ file: join(file, 'log'), from: BEGUN, ...options })).rejects.toMatchObject({
    code: 'ENOTDIR',
  });
  const missing = join(dirname(file), 'none', 'log');
  await expect(Log.open({ file: missing, from: BEGUN, ...options })).rejects.toMatchObject({ code: 'ENOENT' });
});

test('Closing flushes what waits and refuses what comes later', async () => {
  const file = newFile();
  const { log } = await opened(file);
  const before = numbers(10).map(number => log.append(`${number}`));
  const closing = log.close();
  await expect(log.append('10')).rejects.toThrow('closed');
  await expect(log.rotate(`${file}.2`, 2)).rejects.toThrow('closed');
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
  const good = FIRST + log.size;
  await Promise.all([log.append('{"last":"é𝄞"}'), log.append('[1,[2]]')]);
  await log.close();
  const bytes = readFileSync(file);
  const entries = [{ first: 'é' }, { second: 1 }, 'third\n𝄞'];
  for (let size = good; size < bytes.length; size++) {
    writeFileSync(file, bytes.subarray(0, size));
    expect(await contentsOf(file)).toEqual({ length: good, end: size > good ? 'torn' : 'good', entries });
  }
});

test('Of a log whose last line is damaged in any byte, newline and all, that is told, and all before it is kept', async () => {
  const file = newFile();
  const [first = '', kept = '', last = ''] = logLines(['["kept"]', '["last",{"é":1}]']);
  const good = Buffer.byteLength(first + kept);
  const bytes = Buffer.from(first + kept + last);
  for (let at = good; at < bytes.length - 1; at++) {
    const damaged = Buffer.from(bytes);
    damaged[at] = (bytes[at] ?? 0) ^ 1;
    writeFileSync(file, damaged);
    expect(await contentsOf(file)).toEqual({ length: good, end: 'damaged', entries: ['kept'] });
  }
});

test.each([1, 17, 4096, 3_000_000])('%i zero bytes behind the last line are no part of the log', async count => {
  const file = newFile();
  const good = logLines(['["kept"]']).join('');
  writeFileSync(file, good);
  truncateSync(file, good.length + count);
  expect(await contentsOf(file)).toEqual({ length: good.length, end: 'torn', entries: ['kept'] });
});

const JSONS = ['["one"]', '["two"]', '["three"]', '["four"]'];
const LINES = logLines(JSONS);

test.each<[name: string, line: string]>([
  ['a wrong checksum', LINES[2]?.replace(/^\S+/, '00000000') ?? ''],
  ['a changed text', LINES[2]?.replace('two', 'tvo') ?? ''],
  ['a checksum in capitals', `ABCDEF${LINES[2]?.slice(6)}`],
  ['no checksum', '["two"]\n'],
  ['an empty line', '\n'],
  ['a text that is no JSON', lineAfter(LINES[1]?.slice(0, 8) ?? '', '["two"')],
  ['a text that is no list', lineAfter(LINES[1]?.slice(0, 8) ?? '', '{"two":2}')],
  ['a text nested too deeply', lineAfter(LINES[1]?.slice(0, 8) ?? '', '['.repeat(100_000) + ']'.repeat(100_000))],
])('A log with %s before its last line is refused with the line', async (_name, line) => {
  const file = newFile();
  for (const rest of [LINES[3], 'torn', `${LINES[3]}${LINES[4]}`]) {
    writeFileSync(file, `${LINES[0]}${LINES[1]}${line}${rest}`);
    await expect(read(file)).rejects.toMatchObject({
      code: 'data-damaged',
      message: `${file}:3 is damaged.`,
      fix: `Put back what was there, or discard all data with \`--reset\`.`,
    });
  }
});

test.each<[name: string, at: number, order: number[]]>([
  ['the first line is removed', 1, [1, 2, 3, 4]],
  ['the first two lines are removed', 1, [2, 3, 4]],
  ['a line is removed', 3, [0, 1, 3, 4]],
  ['several lines are removed', 2, [0, 4]],
  ['the one before the last line is removed', 4, [0, 1, 2, 4]],
  ['a line is doubled', 4, [0, 1, 2, 2, 3, 4]],
  ['the last line is doubled', 6, [0, 1, 2, 3, 4, 4]],
  ['the first line is doubled', 2, [0, 0, 1, 2, 3, 4]],
  ['two lines are swapped', 3, [0, 1, 3, 2, 4]],
  ['the last two lines are swapped', 4, [0, 1, 2, 4, 3]],
  ['all lines are turned round', 1, [4, 3, 2, 1, 0]],
  ['an earlier line stands at the end again', 6, [0, 1, 2, 3, 4, 1]],
])('Where %s, the log is refused with the line that does not follow', async (_name, at, order) => {
  const file = newFile();
  writeFileSync(file, order.map(line => LINES[line]).join(''));
  await expect(read(file)).rejects.toMatchObject({
    code: 'data-damaged',
    message: expect.stringMatching(`:${at} does not follow the line before it: lines were removed, doubled or moved`),
  });
});

test('A log of another number, or one that follows something else, is refused', async () => {
  const file = newFile();
  writeFileSync(file, logLines(JSONS, { number: 2 }).join(''));
  await expect(read(file)).rejects.toThrow(':1 does not follow');
  writeFileSync(file, logLines(JSONS, { after: '00000001' }).join(''));
  await expect(read(file)).rejects.toThrow(':1 does not follow');
});

test('A last line with a right checksum over something else is not taken for a torn one', async () => {
  const file = newFile();
  writeFileSync(file, logLines(['["one"]', '{"two":2}']).join(''));
  await expect(read(file)).rejects.toMatchObject({ code: 'data-damaged' });
});

test('Line ends that an editor has changed do no harm', async () => {
  const file = newFile();
  const text = logLines(['["one"]', '["two"]']).join('').replaceAll('\n', '\r\n');
  writeFileSync(file, text);
  const { end, entries, ...contents } = await read(file);
  expect([contents.length, end, entries]).toEqual([text.length, 'good', ['one', 'two']]);
  const { log } = await opened(file, { from: endOf(contents) });
  await log.append('"three"');
  expect((await contentsOf(file)).entries).toEqual(['one', 'two', 'three']);
});

test('A log is read with the line of each entry; one that is not there is refused, and so is a folder', async () => {
  const file = newFile();
  writeFileSync(file, logLines(['[1,2]', '[]', '[3]']).join(''));
  const taken: unknown[] = [];
  await readLog(file, (entry, line) => taken.push([entry, line]), { number: 1, after: START });
  expect(taken).toEqual([
    [1, 2],
    [2, 2],
    [3, 4],
  ]);
  for (const other of [`${file}.none`, dirname(file)]) {
    await expect(read(other)).rejects.toMatchObject({ code: 'data-unusable' });
  }
});

test('What the taker throws comes through', async () => {
  const file = newFile();
  writeFileSync(file, logLines(['[1]']).join(''));
  const take = () => {
    throw new RangeError('not this one');
  };
  const reading = readLog(file, take, { number: 1, after: START });
  await expect(reading).rejects.toThrow(RangeError);
});

test('A rotation goes on in a new file with all that is appended after it, under concurrent appends', async () => {
  const folder = temporaryFolder();
  const { log } = await opened(join(folder, '0'));
  const follows = [START];
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
          const number = expected.length;
          const rotation = log.rotate(join(folder, `${number}`), number + 1);
          rotations.push(rotation.then(({ after }) => void follows.push(after)));
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
    const found = await read(join(folder, `${at}`), { number: at + 1, after: follows[at] });
    expect(found.entries).toEqual(entries);
    // each log follows the last line of the one before
    if (at < 8) expect(found.last).toBe(follows[at + 1]);
    else expect(log.size).toBe(found.length - found.start);
  }
});

test('A rotation is kept once the old file holds everything before it and the new one is there', async () => {
  const folder = temporaryFolder();
  const { log } = await opened(join(folder, 'old'));
  log.append('1');
  const rotation = log.rotate(join(folder, 'new'), 2);
  const after = log.append('2');
  const { after: follows } = await rotation;
  expect((await contentsOf(join(folder, 'old'))).entries).toEqual([1]);
  expect(existsSync(join(folder, 'new'))).toBe(true);
  await after;
  expect((await contentsOf(join(folder, 'new'), { number: 2, after: follows })).entries).toEqual([2]);
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
    const ends = endsOf([log.append('1'), log.rotate(join(folder, name), 2), log.append('2')]);
    expect(await ends).toEqual(['kept', code, 'kept']);
  }
  expect((await contentsOf(file)).entries).toEqual([1, 2, 1, 2, 1, 2, 1, 2]);
  expect(readFileSync(join(folder, 'kept'), 'utf8')).toBe('the data of somebody');
  const { after } = await log.rotate(join(folder, 'new'), 2);
  await log.append('3');
  expect((await contentsOf(join(folder, 'new'), { number: 2, after })).entries).toEqual([3]);
});

test.skipIf(!existsSync('/dev/full'))('A full disk refuses everything that waits, a rotation included', async () => {
  const file = newFile();
  symlinkSync('/dev/full', file);
  const { log, failures } = await opened(file, { from: EMPTY });
  const ends = endsOf([log.append('1'), log.append('2'), log.rotate(`${file}.2`, 2), log.append('3')]);
  expect(await ends).toEqual(['ENOSPC', 'ENOSPC', 'ENOSPC', 'ENOSPC']);
  expect(existsSync(`${file}.2`)).toBe(false);
  expect(log.size).toBe(0);
  expect(failures).toEqual([]);
});

test('What is appended before a failure is known to all who wait is refused with it', async () => {
  const file = newFile();
  let isFailing = true;
  const appended: Promise<void>[] = [];
  let isKnown = false;
  const verify = () => {
    if (!isFailing) return;
    isFailing = false;
    // step by step, since other work may come between any two steps of the failure
    const append = () => {
      if (isKnown) return;
      appended.push(log.append('"too early"'));
      queueMicrotask(append);
    };
    queueMicrotask(append);
    throw Object.assign(new Error('refused'), { code: 'no' });
  };
  const log = await Log.open({ file, from: BEGUN, durability: 'write', verify, onFailure: () => {} });
  onTestFinished(() => log.close());
  await log.append('1').catch(() => {
    isKnown = true;
  });
  expect(new Set(await endsOf(appended))).toEqual(new Set(['no']));
  await log.append('2');
  expect((await read(file)).entries).toEqual([2]);
});

test.skipIf(!existsSync('/dev/full'))('While a failed flush cannot be cut away, every later one fails', async () => {
  const file = newFile();
  symlinkSync('/dev/full', file);
  const { log } = await opened(file, { from: EMPTY });
  expect(await endsOf([log.append('1')])).toEqual(['ENOSPC']);
  // a device cannot be cut
  for (const number of [2, 3]) expect(await endsOf([log.append(`${number}`)])).toEqual(['EINVAL']);
  expect(await endsOf([log.rotate(`${file}.2`, 2)])).toEqual(['EINVAL']);
  await log.close();
});

test.skipIf(!existsSync('/dev/full'))('With none, a failure is told once for all that it loses', async () => {
  const file = newFile();
  symlinkSync('/dev/full', file);
  const { log, failures } = await opened(file, { from: EMPTY, durability: 'none' });
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
    const good = FIRST + log.size;
    const limit = limitFiles(good + 100);
    const text = JSON.stringify('x'.repeat(200));
    expect(await endsOf([log.append(text), log.append('1')])).toEqual(['EFBIG', 'EFBIG']);
    expect(statSync(file).size).toBe(good);
    expect(log.size).toBe(good - FIRST);
    await log.append('"small"');
    expect(await endsOf([log.append(text)])).toEqual(['EFBIG']);
    limit.lift();
    await Promise.all([log.append(text), log.append('2')]);
    expect(await contentsOf(file)).toEqual({
      length: FIRST + log.size,
      end: 'good',
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
    const limit = limitFiles(FIRST + log.size);
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
  const limit = limitFiles(FIRST + log.size + 5);
  expect(await endsOf([log.append('2')])).toEqual(['EFBIG']);
  const { after } = await log.rotate(`${file}.2`, 2);
  limit.lift();
  await log.append('3');
  expect((await contentsOf(file)).entries).toEqual([1]);
  expect((await contentsOf(`${file}.2`, { number: 2, after })).entries).toEqual([3]);
});

test('Huge entries are read back whole', async () => {
  const file = newFile();
  const { log } = await opened(file, { durability: 'write' });
  const huge = 'é'.repeat(20_000_000);
  await Promise.all([log.append('1'), log.append(JSON.stringify(huge)), log.append('2')]);
  const { entries, end } = await contentsOf(file);
  expect([entries[0], entries[1] === huge, entries[2], end]).toEqual([1, true, 2, 'good']);
});
