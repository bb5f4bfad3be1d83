import { expect, test } from 'vitest';
import { acefoneToken, nonAdminToken, seedAcefone, seedDnl } from '../../src/seed/index.js';

const SEEDED: Record<string, (seed: number) => unknown> = {
  'DNL with 160 users': seed => seedDnl({ seed, users: 160 }),
  'DNL with 300 users': seed => seedDnl({ seed, users: 300 }),
  'DNL with one user': seed => seedDnl({ seed, users: 1 }),
  Acefone: seed => seedAcefone({ seed }),
  'the token of a non-admin': nonAdminToken,
  'the token of Acefone': acefoneToken,
};

test.each(Object.entries(SEEDED))('%s: the same seed gives the same bytes, another seed others', (_, seeded) => {
  const first = JSON.stringify(seeded(1));
  const other = JSON.stringify(seeded(2));
  expect(JSON.stringify(seeded(1))).toBe(first);
  expect(other).not.toBe(first);
});

test('what was handed out may be changed without changing what is handed out next', () => {
  const { users, roles, carriers } = seedDnl({ seed: 1, users: 160 });
  const untouched = JSON.stringify(seedDnl({ seed: 1, users: 160 }));
  for (const user of users) {
    user.auth_ip.push({ ip: '192.0.2.1' });
    user.client_limits.push({ client_id: 1 });
  }
  for (const role of roles) role.role_name = 'changed';
  for (const carrier of carriers) carrier.name = 'changed';
  expect(JSON.stringify(seedDnl({ seed: 1, users: 160 }))).toBe(untouched);
});

test.each([nonAdminToken, acefoneToken])('%o looks like a JWT that does not expire soon', token => {
  const parts = token(1).split('.');
  expect(parts).toHaveLength(3);
  for (const part of parts) expect(part).toMatch(/^[A-Za-z0-9_-]+$/);
  const [header, claims] = parts.slice(0, 2).map(part => JSON.parse(Buffer.from(part, 'base64url').toString()));
  expect(header).toEqual({ alg: 'HS256', typ: 'JWT' });
  expect(claims.exp).toBe(Date.UTC(2100, 0, 1) / 1000);
});

test('the two tokens of one seed differ', () => {
  expect(nonAdminToken(1)).not.toBe(acefoneToken(1));
});
