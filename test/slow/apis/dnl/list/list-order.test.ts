import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import type { DnlUser } from '../../../../../src/apis/index.js';
import { createMock } from '../../../../../src/index.js';
import { allUsers, usersOf } from '../../../../apis/dnl/all-users.js';
import { printed } from '../../../../apis/dnl/printed.js';
import { startMock } from '../../../../start-mock.js';

const OBJECTS_AND_LISTS = ['client', 'client_limits', 'auth_ip'];
const SCALAR_KEYS = Object.keys(printed('get-response').payload).filter(key => !OBJECTS_AND_LISTS.includes(key));

/** The pairs of neighbours that stand the wrong way round: nulls belong last, and equal ones rise by id. */
function misplaced(users: readonly DnlUser[], key: string, direction: string): [DnlUser, DnlUser][] {
  const pairs = users.slice(1).map((right, at) => [users[at], right] as [DnlUser, DnlUser]);
  return pairs.filter(([left, right]) => {
    const [before, after] = [left[key as 'name'], right[key as 'name']];
    if (before === after) return left.user_id > right.user_id;
    if (before === null || after === null) return before === null;
    return direction === 'asc' ? before > after : before < after;
  });
}

test('there are 36 scalar keys', () => {
  expect(SCALAR_KEYS).toHaveLength(36);
});

describe('by each key, in both directions, nulls come last and equal ones by id', () => {
  test.each(SCALAR_KEYS)('%s', async key => {
    const { as } = await startMock();
    for (const direction of ['asc', 'desc']) {
      const ordered = await usersOf(as.admin, `order_by=${key}&order_dir=${direction}`);
      expect(ordered).toHaveLength(160);
      expect(misplaced(ordered, key, direction)).toEqual([]);
    }
  });
});

test('numbers are ordered by size, not as text', async () => {
  const { as } = await startMock({ records: 12 });
  const ordered = await usersOf(as.admin, 'order_by=user_id&order_dir=asc');
  expect(ordered.map(({ user_id }) => user_id)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12]);
});

test('texts are ordered by code unit, capitals first', async () => {
  const { as } = await startMock({ records: 3 });
  for (const name of ['zebra', 'Zebra', 'émile']) {
    await as.admin.post('/v1/user/create').send({ name, passwd: 'x', user_type: 'agent', email: 'z' });
  }
  const ordered = await usersOf(as.admin, 'order_by=name&order_dir=asc&user_id_in=4-6');
  expect(ordered.map(({ name }) => name)).toEqual(['Zebra', 'zebra', 'émile']);
});

test('false goes before true', async () => {
  const { as } = await startMock();
  const [first] = await usersOf(as.admin, 'order_by=active&order_dir=asc');
  const [last] = await usersOf(as.admin, 'order_by=active&order_dir=desc');
  expect([first?.active, last?.active]).toEqual([false, true]);
});

test('times are compared as instants, whatever offset they are written with', async () => {
  const data = await mkdtemp(join(tmpdir(), 'understudy-order-'));
  onTestFinished(() => rm(data, { recursive: true }));
  const first = await createMock({ data, records: 3 });
  await first.close();
  const file = join(data, 'data.json');
  const times = ['2018-01-01T01:00:00+03:00', '2018-01-01T00:30:00.5+00:00', '2017-12-31T20:00:00-04:00'];
  const text = await readFile(file, 'utf8');
  await writeFile(
    file,
    text.replace(/(?<="create_time":")[^"]*/g, () => times.shift() ?? ''),
  );
  const { as } = await startMock({ data });
  const ids = (users: readonly DnlUser[]) => users.map(({ user_id }) => user_id);
  expect(ids(await usersOf(as.admin, 'order_by=create_time&order_dir=asc'))).toEqual([1, 3, 2]);
  expect(ids(await usersOf(as.admin, 'order_by=create_time&order_dir=desc'))).toEqual([2, 3, 1]);
  expect(ids(await usersOf(as.admin, 'create_time_gt=2018-01-01&order_by=user_id'))).toEqual([2]);
});

test('without an order the newest come first', async () => {
  const { as } = await startMock();
  const users = await allUsers(as.admin);
  expect(await usersOf(as.admin, '')).toEqual(users.toReversed());
});
