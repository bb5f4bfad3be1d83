import { execFileSync } from 'node:child_process';
import { describe, expect, test } from 'vitest';
import { createWrongToken, WRONG_TOKEN_KINDS } from '../../../../src/check/model/wrong-tokens.js';

const TOKENS: readonly [string, string][] = [
  ['the printed one', 'eyaskjksadkasd9.9123kjsadhkj123jhasdjajsjsdhKS.IH5uHASSJsadnbads980asTHo9dhljM'],
  ['a JWT', 'eyJhbGciOiJIUzI1NiJ9.eyJ1c2VyX2lkIjoxfQ.dozjgNryP4J3jVmNHl0w5N_XgL0n3I9PlFUP0THsR8U'],
  ['a UUID', '123e4567-e89b-42d3-a456-426614174000'],
  ['hexadecimal digits', 'DEADBEEF00112233'],
  ['a word', 'secret'],
  ['a word with capitals', 'OpenSesame'],
  ['signs that a shell reads', 'a&b/c\\d*e'],
];

describe.each(TOKENS)('of a token that is %s', (_, token) => {
  test.each(WRONG_TOKEN_KINDS)(
    'the kind %s differs from the token, and its shell text makes the same wrong token',
    make => {
      const { value, shown } = createWrongToken(make, token, 'TOKEN');
      expect(value).not.toBe(token);
      expect(value).not.toBe('');
      const printed = execFileSync('bash', ['-c', `printf %s "${shown}"`], { env: { ...process.env, TOKEN: token } });
      expect(printed.toString()).toBe(value);
    },
  );
});

test.each(['x', '7', '!!', '-'])('every wrong token made from %j differs from it and is not empty', token => {
  const values = WRONG_TOKEN_KINDS.map(make => createWrongToken(make, token, 'TOKEN').value);
  expect(values.filter(value => value === '' || value === token)).toEqual([]);
});

test('a hexadecimal token gets another digit, because the other case means the same number', () => {
  const hex = 'deadbeef00112233';
  expect(createWrongToken('swapped-case', hex, 'TOKEN').value.toLowerCase()).not.toBe(hex);
});

test('the last character of a base 64 token changes in a bit that counts', () => {
  const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';
  for (const letter of alphabet) {
    const changed = createWrongToken('last-changed', `AAA.BBB.${letter}`, 'TOKEN').value.at(-1) ?? '';
    expect(alphabet.indexOf(changed) >> 5).not.toBe(alphabet.indexOf(letter) >> 5);
  }
});
