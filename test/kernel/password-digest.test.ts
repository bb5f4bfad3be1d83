import { describe, expect, test } from 'vitest';
import { digestPassword, verifyPassword } from '../../src/kernel/index.js';

const BCRYPT_FORM = /^\$2b\$12\$[./A-Za-z0-9]{53}$/;
const PASSWORDS = ['12345678', '', ' ', 'Ψ≠😀', 'x'.repeat(1000), '$2b$12$', '\u0000', 'a:b'];

describe('A digest', () => {
  test.each(PASSWORDS)('of %.12j has bcrypt’s form and is that of its password alone', password => {
    const digest = digestPassword(password, { seed: 1, id: 1795 });
    expect(digest).toMatch(BCRYPT_FORM);
    for (const other of PASSWORDS) expect(verifyPassword(digest, other)).toBe(other === password);
  });

  test('is the same for the same seed and id, and another for others', () => {
    const digest = (seed: number, id: number | string) => digestPassword('x', { seed, id });
    expect(digest(1, 2)).toBe(digest(1, 2));
    expect(new Set([digest(1, 2), digest(2, 2), digest(1, 3), digest(12, 3), digest(1, 23), digest(-1, 2)]).size).toBe(
      6,
    );
  });

  test('never shows the password', () => {
    expect(digestPassword('secret', { seed: 1, id: 1 })).not.toContain('secret');
  });

  test('uses all of bcrypt’s alphabet and nothing else', () => {
    const letters = new Set<string>();
    for (let id = 0; id < 300; id++) {
      for (const letter of digestPassword('x', { seed: 1, id }).slice(7)) letters.add(letter);
    }
    expect([...letters].sort().join('')).toBe('./0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz');
  });

  test.each([
    [''],
    ['x'],
    ['$2b$12$'],
    [`$2b$12$${'.'.repeat(53)}`],
    ['$2a$10$N9qo8uLOickgx2ZMRZoMyeIjZAgcfl7p92ldGxad68LJZdL17lhWy'],
  ])('of another program belongs to no password: %s', digest => {
    for (const password of PASSWORDS) expect(verifyPassword(digest, password)).toBe(false);
  });
});
