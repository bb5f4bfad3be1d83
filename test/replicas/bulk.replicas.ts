import { expect, test } from 'vitest';
import {
  createUser,
  emptyDatabase,
  listUsers,
  type Replica,
  send,
  sql,
  startReplica,
  startReplicas,
  until,
} from './replicas.js';

/** How many of all users are active, as one list says that covers all of them. */
async function countActive(replica: Replica): Promise<number> {
  const { body } = await send(replica, 'GET', '/v1/user/list?per_page=1&active=true');
  return Number((body.payload as unknown as { total: number }).total);
}

test('a change of thousands is never seen half done, at any replica, and others create meanwhile', async () => {
  const replicas = await startReplicas(await emptyDatabase(), { records: 3000 });
  const [one, two, three] = replicas;
  const all = await send(one, 'PATCH', '/v1/user/all', { active: false });
  expect(all.status).toBe(200);
  const counts = await Promise.all(replicas.map(countActive));
  expect(new Set(counts).size).toBe(1);
  const inactive = counts[0] as number;
  let isOver = false;
  const seen = new Set<number>();
  const readers = replicas.map(async replica => {
    while (!isOver) seen.add(await countActive(replica));
  });
  const created = [0, 1, 2].map(number => createUser(two, `meanwhile-${number}`));
  expect((await send(three, 'PATCH', '/v1/user/all', { active: true })).status).toBe(200);
  expect((await Promise.all(created)).map(({ status }) => status)).toEqual([200, 200, 200]);
  isOver = true;
  await Promise.all(readers);
  const after = await countActive(one);
  // new users are active, or changed with all
  const whole = [...seen].filter(count => count > inactive + 3 && count < after - 3);
  expect(after).toBeGreaterThan(2000);
  expect(whole).toEqual([]);
  expect(new Set((await Promise.all(replicas.map(listUsers))).map(({ text }) => text)).size).toBe(1);
});

test('a reset and a replacement of all records hold at all replicas', async () => {
  const replicas = await startReplicas(await emptyDatabase(), { records: 600 });
  const [one, two, three] = replicas;
  const before = (await listUsers(one)).text;
  await createUser(two, 'to-be-gone');
  expect((await send(three, 'POST', '/__admin/reset')).status).toBe(204);
  for (const replica of replicas) expect((await listUsers(replica)).text).toBe(before);
  const { body } = await send(one, 'GET', '/__admin/records/dnl/users');
  const records = (body.records as object[]).slice(0, 7);
  expect((await send(two, 'PUT', '/__admin/records/dnl/users', { records })).status).toBe(204);
  const lists = await Promise.all(replicas.map(listUsers));
  expect(new Set(lists.map(({ text }) => text)).size).toBe(1);
  expect((await createUser(three, 'next')).status).toBe(200);
});

test('a new replica starts from a checkpoint and the log after it, and the log before it is cut off', async () => {
  const store = await emptyDatabase();
  const replicas = await startReplicas(store, { records: 3000 });
  const [one, two] = replicas;
  const positionsOf = async () => {
    const [head] = await sql(store, 'SELECT checkpoint, position FROM understudy_head');
    const [log] = await sql(store, 'SELECT min(position) AS first FROM understudy_log');
    return { checkpoint: Number(head?.checkpoint), position: Number(head?.position), first: Number(log?.first) };
  };
  let [before, now] = [await positionsOf(), await positionsOf()];
  for (let round = 0; now.first <= Math.max(1, before.checkpoint) && round < 20; round++) {
    if (now.checkpoint > before.checkpoint && before.checkpoint === 0) before = now;
    await send(round % 2 === 0 ? one : two, 'PATCH', '/v1/user/all', { active: round % 3 === 0 });
    await createUser(one, `round-${round}`);
    now = await positionsOf();
  }
  expect(before.checkpoint).toBeGreaterThan(0);
  expect(now.first).toBeGreaterThan(1);
  const late = await startReplica(store);
  await createUser(late, 'late');
  const lists = await Promise.all([...replicas, late].map(listUsers));
  expect(new Set(lists.map(({ text }) => text)).size).toBe(1);
  const newest = await send(one, 'GET', '/v1/user/list?per_page=1&order_by=user_id&order_dir=desc');
  expect(newest.text.includes('"late"')).toBe(true);
  expect(replicas.flatMap(({ failures }) => failures)).toEqual([]);
});

test('a server that meets the form of a newer version stops responding on shared data, and says so', async () => {
  const store = await emptyDatabase();
  const replica = await startReplica(store);
  await sql(store, 'UPDATE understudy_head SET form = 99');
  const refused = await until(503, () => createUser(replica, 'never'));
  expect(refused.body).toMatchObject({ code: 'store-unusable', detail: expect.stringContaining('form 99') });
  expect(replica.warnings.join()).toContain('form 99');
  await expect(startReplica(store)).rejects.toMatchObject({ code: 'store-unusable' });
});
