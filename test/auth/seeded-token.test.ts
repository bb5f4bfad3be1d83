import { expect, test } from 'vitest';
import { createSeededToken } from '../../src/auth/index.js';

test('a token looks like a JWT that does not expire soon', () => {
  const parts = createSeededToken('shop', 1).split('.');
  expect(parts).toHaveLength(3);
  for (const part of parts) expect(part).toMatch(/^[A-Za-z0-9_-]+$/);
  const [header, claims] = parts.slice(0, 2).map(part => JSON.parse(Buffer.from(part, 'base64url').toString()));
  expect(header).toEqual({ alg: 'HS256', typ: 'JWT' });
  expect(claims.exp).toBe(Date.UTC(2100, 0, 1) / 1000);
});

test('the same audience has the same token for the same seed, and others have others', () => {
  expect(createSeededToken('shop', 1)).toBe(createSeededToken('shop', 1));
  expect(createSeededToken('shop', 2)).not.toBe(createSeededToken('shop', 1));
  expect(createSeededToken('zoo', 1)).not.toBe(createSeededToken('shop', 1));
});
