import { createHash } from 'node:crypto';
import { expect, test } from 'vitest';
import { seedAcefone } from '../../../src/apis/acefone/seed/seed-acefone.js';
import { seedDnl } from '../../../src/apis/dnl/seed/seed-dnl.js';
import { createSeededToken } from '../../../src/auth/index.js';

const SEEDED: Record<string, (seed: number) => unknown> = {
  'DNL with 160 users': seed => dnl({ seed, users: 160 }),
  'DNL with 300 users': seed => dnl({ seed, users: 300 }),
  'DNL with one user': seed => dnl({ seed, users: 1 }),
  Acefone: seed => seedAcefone({ seed }),
  'a token': seed => createSeededToken('dnl-non-admin', seed),
};

test.each(Object.entries(SEEDED))('%s: the same seed gives the same bytes, another seed others', (_, seeded) => {
  const first = JSON.stringify(seeded(1));
  const other = JSON.stringify(seeded(2));
  expect(JSON.stringify(seeded(1))).toBe(first);
  expect(other).not.toBe(first);
});

// Data that people have seeded, tests that name a seeded user: all of that hangs on these bytes.
test.each([
  [1, 1, 'dbc7e490b2065dd6889be0b51eea6b01d155028e925b42865ff8474022938f27'],
  [1, 5, '6d2dbd1d40cc2d53e15eb94dfe110cd31d33869692744417c2ac8eb854cccb02'],
  [1, 160, '580aec99ca8125bdb84de0e3cf361bd40f40868d9acac339434ff5af7ffaa095'],
  [1, 161, '2fee17d3f7a3ae33cc994d5a2de2452852cab8b6e14c40652bc248e22a6566c6'],
  [1, 5000, '22c3d898805500d942f4fcc6739fe954476597f5ca560f41aa8da875de26cd87'],
  [7, 1, '9dc978202c4b660fd9ca40c2ccb636f0b164523f573e9cc0422a82275567a223'],
  [7, 5, 'bcbc67cd7e605d4e9cc2d1b3244dceadac18b00895cc33f11b38ca67bcf97132'],
  [7, 160, '3064aa0f7c785de4b9d4d1abf8b589f81ca4443c1ead3f2853412cdd3a79d120'],
  [7, 161, '313cf4bbabe770257fe2bc11f2ab89062e5c63ddb294f577585c889513f5097f'],
  [7, 5000, 'abf2e877baae2157e3e0b5c1461159d91d6eb978e7eba5ba40c66430f85cea6e'],
])('DNL with seed %i and %i users is what it has always been', (seed, users, digest) => {
  expect(sha256(dnl({ seed, users }))).toBe(digest);
});

test.each([
  [1, 'f4b8f6a902b3db34db031c8dd6961581e761f8a1037b1efc20c614da02fc0dc9'],
  [7, '6a131c672a038767c2d84dd85e99212c02d1b09dae1681061326545bce25d024'],
])('Acefone with seed %i is what it has always been', (seed, digest) => {
  expect(sha256(seedAcefone({ seed }))).toBe(digest);
});

test('two seedings that run at the same time do not change each other', () => {
  const [alone, other] = [dnl({ seed: 1, users: 161 }).users, dnl({ seed: 7, users: 161 }).users];
  const others = seedDnl({ seed: 7, users: 161 }).users[Symbol.iterator]();
  const together = [...seedDnl({ seed: 1, users: 161 }).users].map(user => {
    if (user.user_id % 40 === 0) seedAcefone({ seed: 3 });
    return [user, others.next().value];
  });
  expect(together.map(([user]) => user)).toEqual(alone);
  expect(together.map(([, user]) => user)).toEqual(other);
});

test('an iteration creates users one at a time, and every iteration creates the same ones', () => {
  const { users } = seedDnl({ seed: 1, users: 5000 });
  const [first] = users;
  const [again] = users;
  expect(again).toEqual(first);
  expect(again).not.toBe(first);
});

test('returned records may be changed without changing those returned next', () => {
  const seeded = seedDnl({ seed: 1, users: 160 });
  const untouched = JSON.stringify(dnl({ seed: 1, users: 160 }));
  for (const role of seeded.roles) role.role_name = 'changed';
  for (const carrier of seeded.carriers) carrier.name = 'changed';
  const users: unknown[] = [];
  for (const user of seeded.users) {
    users.push(structuredClone(user));
    user.auth_ip.push({ ip: '192.0.2.1' });
    user.client_limits.push({ client_id: 1 });
  }
  expect(JSON.stringify(users)).toBe(JSON.stringify(dnl({ seed: 1, users: 160 }).users));
  expect(JSON.stringify(dnl({ seed: 1, users: 160 }))).toBe(untouched);
});

function dnl(numbers: { seed: number; users: number }) {
  const seeded = seedDnl(numbers);
  return { ...seeded, users: [...seeded.users] };
}

function sha256(value: unknown): string {
  return createHash('sha256').update(JSON.stringify(value)).digest('hex');
}
