import { describe, expect, test } from 'vitest';
import { dataFolder } from '../data-folder.js';

type Damage = (text: string) => { text: string | Buffer; line: number };

const lineAt = (text: string, offset: number) => text.slice(0, offset).split('\n').length;

/** Puts something in the place of a part, and tells the line of it. */
const replacing =
  (part: string, other: string, skipped = 0): Damage =>
  text => ({ text: text.replace(part, other), line: lineAt(text, text.indexOf(part) + skipped) });

const DAMAGES: [string, Damage][] = [
  ['nothing in it', () => ({ text: '', line: 1 })],
  ['only its beginning', text => ({ text: text.slice(0, 3000), line: lineAt(text, 3000) })],
  ['all but its end', text => ({ text: text.trimEnd().slice(0, -1), line: text.trimEnd().split('\n').length })],
  ['only zero bytes', text => ({ text: '\0'.repeat(text.length), line: 1 })],
  ['zero bytes at its end', text => ({ text: `${text}\0\0\0`, line: text.split('\n').length })],
  ['something after its end', text => ({ text: `${text}{}`, line: text.split('\n').length })],
  ['a missing comma', replacing('"user_id":3,', '"user_id":3 ')],
  ['a missing quote', replacing('"user_id":4,', '"user_id:4,')],
  ['a trailing comma', replacing('"user_id":2,', '"user_id":2,,')],
  ['a comment', replacing('"user_id":2,', '"user_id":2,/* two */')],
  ['a number that is none', replacing('"user_id":5,', '"user_id":05,')],
  ['single quotes', replacing('"user_id":5,', "'user_id':5,")],
  ['the marks of a merge', text => ({ text: `<<<<<<< HEAD\n${text}`, line: 1 })],
  [
    'a raw control character',
    text => {
      const at = text.indexOf('"user_id":4,');
      return { text: `${text.slice(0, at)}"\u0001":1,${text.slice(at)}`, line: lineAt(text, at) };
    },
  ],
  [
    'bytes that are no UTF-8',
    text => {
      const at = text.indexOf('"first_name":"') + '"first_name":"'.length;
      const bytes = Buffer.from(text);
      bytes[Buffer.byteLength(text.slice(0, at))] = 0xff;
      return { text: bytes, line: lineAt(text, at) };
    },
  ],
];

describe('A file that is damaged is refused, with its line, and stays as it is, byte for byte', () => {
  test.each(DAMAGES)('with %s', async (_, damage) => {
    const { seed, start, text, write, bytes, file } = dataFolder();
    await seed();
    const { text: damaged, line } = damage(text());
    write(damaged);
    const before = bytes();
    await expect(start()).rejects.toMatchObject({
      code: 'data-damaged',
      message: expect.stringContaining(`${file}:${line} `),
      fix: expect.stringContaining('--reset'),
    });
    expect(bytes().equals(before)).toBe(true);
  });

  test('and can be used again once it is mended', async () => {
    const { seed, start, text, write } = dataFolder();
    await seed();
    const whole = text();
    write(whole.slice(1));
    await expect(start()).rejects.toThrow();
    write(whole);
    expect(await (await start()).total()).toBe(5);
  });
});
