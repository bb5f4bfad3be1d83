import { existsSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { type Pieces, replaceFile } from '../../../../src/store/disk/files/replace-file.js';
import { hasFileLimits, limitFiles } from '../../../store/file-limit.js';
import { temporaryFolder } from '../../../store/things.js';

const MIB = 1 << 20;

function fileIn(folder: string, text = 'before'): string {
  const file = join(folder, 'data.json');
  writeFileSync(file, text);
  return file;
}

function* many(): Generator<string> {
  for (let at = 0; at < 50_000; at++) yield `${at} é𝄞 ${'x'.repeat(at % 90)}\n`;
}

const long = '𝄞é'.repeat(MIB);
const cases: [name: string, pieces: () => Pieces][] = [
  ['nothing', () => []],
  ['empty pieces', () => ['', new Uint8Array(), '']],
  ['a few', () => ['a', Buffer.from('b'), 'é\n']],
  ['many small ones', many],
  ['a text of several blocks', () => ['a', long, 'b']],
  ['bytes of several blocks', () => [Buffer.from('a'), Buffer.from(long), 'b']],
  ['exactly one block', () => [Buffer.alloc(MIB - 1, 'x'), 'y']],
  ['exactly two blocks', () => ['x'.repeat(MIB), Buffer.alloc(MIB, 'y')]],
];

test.each(cases)('Writes %s', async (_name, pieces) => {
  const expected = Buffer.concat([...pieces()].map(piece => Buffer.from(piece)));
  const folder = temporaryFolder();
  const file = fileIn(folder);
  expect((await replaceFile(file, pieces())).size).toBe(expected.length);
  expect(readFileSync(file).equals(expected)).toBe(true);
  expect(readdirSync(folder)).toEqual(['data.json']);
});

test('A file that was not there is made, and a write that was interrupted long ago is no hindrance', async () => {
  const folder = temporaryFolder();
  writeFileSync(join(folder, 'new.writing'), 'a long beginning of something else');
  await replaceFile(join(folder, 'new'), ['text']);
  expect(readFileSync(join(folder, 'new'), 'utf8')).toBe('text');
  expect(readdirSync(folder)).toEqual(['new']);
});

test('The bytes of a piece may change once the next is asked for', async () => {
  const file = fileIn(temporaryFolder());
  const shared = Buffer.alloc(300_000);
  await replaceFile(
    file,
    (function* () {
      for (const letter of 'abcdefgh') yield shared.fill(letter);
    })(),
  );
  expect(readFileSync(file, 'utf8')).toBe([...'abcdefgh'].map(letter => letter.repeat(300_000)).join(''));
});

test('Everything else has its turn after each block, and the old file stays until the new one is whole', async () => {
  const file = fileIn(temporaryFolder());
  let turns = 0;
  const count = () => {
    turns++;
    next = setImmediate(count);
  };
  let next = setImmediate(count);
  const seen: number[] = [];
  await replaceFile(
    file,
    (function* () {
      for (let at = 0; at < 20 * 16; at++) {
        if (at % 16 === 8) seen.push(turns);
        expect(readFileSync(file, 'utf8')).toBe('before');
        yield 'x'.repeat(MIB / 16);
      }
    })(),
  );
  clearImmediate(next);
  expect(new Set(seen).size).toBe(20);
});

test('Pieces that fail leave the old file and nothing else', async () => {
  const folder = temporaryFolder();
  const file = fileIn(folder);
  function* failing() {
    yield 'x'.repeat(2 * MIB);
    throw new Error('no more pieces');
  }
  await expect(replaceFile(file, failing())).rejects.toThrow('no more pieces');
  expect(readFileSync(file, 'utf8')).toBe('before');
  expect(readdirSync(folder)).toEqual(['data.json']);
});

test.skipIf(!existsSync('/dev/full'))('A disk that is full leaves the old file and nothing else', async () => {
  const folder = temporaryFolder();
  const file = fileIn(folder);
  symlinkSync('/dev/full', `${file}.writing`);
  await expect(replaceFile(file, ['text'])).rejects.toMatchObject({ code: 'ENOSPC' });
  expect(readFileSync(file, 'utf8')).toBe('before');
  expect(readdirSync(folder)).toEqual(['data.json']);
});

test.skipIf(!hasFileLimits)('A disk that gets full on the way does so too, and the pieces are let go', async () => {
  const folder = temporaryFolder();
  const file = fileIn(folder);
  limitFiles(5 * MIB + 7);
  let letGo = false;
  function* endless() {
    try {
      for (;;) yield 'x'.repeat(10_000);
    } finally {
      letGo = true;
    }
  }
  await expect(replaceFile(file, endless())).rejects.toMatchObject({ code: 'EFBIG' });
  expect(letGo).toBe(true);
  expect(readFileSync(file, 'utf8')).toBe('before');
  expect(readdirSync(folder)).toEqual(['data.json']);
});

test('A folder that is not there, or a name that a folder has, is said by the system', async () => {
  const folder = temporaryFolder();
  await expect(replaceFile(join(folder, 'none', 'file'), ['x'])).rejects.toMatchObject({ code: 'ENOENT' });
  await expect(replaceFile(folder, ['x'])).rejects.toThrow();
  expect(existsSync(`${folder}.writing`)).toBe(false);
});
