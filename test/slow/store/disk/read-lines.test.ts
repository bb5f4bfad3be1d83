import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { readLines } from '../../../../src/store/disk/files/read-lines.js';
import { temporaryFolder } from '../../../store/things.js';

const MIB = 1 << 20;

function fileOf(bytes: string | Uint8Array): string {
  const file = join(temporaryFolder(), 'lines');
  writeFileSync(file, bytes);
  return file;
}

async function linesOf(file: string): Promise<[line: string, number: number, whole: boolean][]> {
  const lines: [string, number, boolean][] = [];
  await readLines(file, (line, number, whole) => lines.push([line.toString(), number, whole]));
  return lines;
}

test.each<[name: string, text: string, lines: [string, number, boolean][]]>([
  ['an empty file', '', []],
  ['one whole line', 'a\n', [['a', 1, true]]],
  [
    'a last line without newline',
    'a\nb',
    [
      ['a', 1, true],
      ['b', 2, false],
    ],
  ],
  [
    'empty lines',
    '\n\na\n\n',
    [
      ['', 1, true],
      ['', 2, true],
      ['a', 3, true],
      ['', 4, true],
    ],
  ],
  [
    'carriage returns, which stay',
    'a\r\nb\r',
    [
      ['a\r', 1, true],
      ['b\r', 2, false],
    ],
  ],
  [
    'characters of several bytes',
    'é\n𝄞\u2028\n',
    [
      ['é', 1, true],
      ['𝄞\u2028', 2, true],
    ],
  ],
])('Reads %s', async (_name, text, lines) => {
  expect(await linesOf(fileOf(text))).toEqual(lines);
});

test.each([MIB - 1, MIB, MIB + 1, 2 * MIB - 1, 2 * MIB, 2 * MIB + 1, 7 * MIB + 3])(
  'Reads a line of %i bytes between short ones, with a newline and without',
  async length => {
    const long = 'x'.repeat(length);
    for (const end of ['', '\n', '\nlast\n']) {
      const lines = (await linesOf(fileOf(`first\n${long}${end}`))).map(([line]) => line);
      expect(lines[0]).toBe('first');
      expect(lines[1] === long).toBe(true);
      expect(lines.slice(2)).toEqual(end === '\nlast\n' ? ['last'] : []);
    }
  },
);

test('Reads lines of all lengths as they were written, wherever a block ends', async () => {
  const lines = Array.from({ length: 6000 }, (_, at) => `${at} `.repeat((at * 7919) % 401));
  const read = await linesOf(fileOf(lines.map(line => `${line}\n`).join('')));
  expect(read.map(([line]) => line)).toEqual(lines);
  expect(read.every(([, number, whole], at) => number === at + 1 && whole)).toBe(true);
});

test('A line of many megabytes is read whole', async () => {
  const file = fileOf(Buffer.alloc(200 * MIB, 'x'));
  let length = 0;
  await readLines(file, line => {
    length += line.length;
  });
  expect(length).toBe(200 * MIB);
});

test('Between two blocks everything else has its turn', async () => {
  const file = fileOf(Buffer.alloc(8 * MIB, 'x\n'));
  let turns = 0;
  let done = false;
  const reading = readLines(file, () => {}).then(() => {
    done = true;
  });
  while (!done) {
    await new Promise(setImmediate);
    turns++;
  }
  await reading;
  expect(turns).toBeGreaterThan(4);
});

test('What the taker throws comes through', async () => {
  const file = fileOf('a\nb\nc\n');
  const taken: number[] = [];
  const reading = readLines(file, (_line, number) => {
    taken.push(number);
    if (number === 2) throw new Error('not this one');
  });
  await expect(reading).rejects.toThrow('not this one');
  expect(taken).toEqual([1, 2]);
});

test('A file that is not there is said by the system', async () => {
  await expect(readLines(join(temporaryFolder(), 'none'), () => {})).rejects.toMatchObject({ code: 'ENOENT' });
});
