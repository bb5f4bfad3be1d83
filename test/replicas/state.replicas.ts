import { expect, test } from 'vitest';
import {
  createUser,
  emptyDatabase,
  listUsers,
  type Reply,
  send,
  sql,
  startReplica,
  startReplicas,
} from './replicas.js';

test('rules, readings, the clock and the scenario that one replica sets hold at all, and at one that starts later', async () => {
  const store = await emptyDatabase();
  const [one, two, three] = await startReplicas(store);
  const rule = { match: { operation: 'listUsers' }, response: { status: 418, body: { short: 'stout' } } };
  const added = await send(one, 'POST', '/__admin/rules', rule);
  expect(added.status, added.text).toBe(201);
  expect((await listUsers(two)).status).toBe(418);
  const second = await send(two, 'POST', '/__admin/rules', {
    match: { method: 'GET' },
    delay: { type: 'fixed', milliseconds: 1 },
  });
  expect(second.body.id).not.toBe(added.body.id);
  await send(three, 'PUT', '/__admin/clock', { time: '2030-01-02T03:04:05Z', frozen: true });
  await send(one, 'PUT', '/__admin/settings', { readings: { 'duplicate-name': 'refuse' } });
  const late = await startReplica(store);
  const replicas = [one, two, three, late];
  for (const path of ['/__admin/rules', '/__admin/clock', '/__admin/settings', '/__admin/scenario']) {
    const states = await Promise.all(replicas.map(replica => send(replica, 'GET', path)));
    expect(states.map(({ status }) => status)).toEqual([200, 200, 200, 200]);
    const texts = states.map(({ text }) => text.replace(/"applied":\d+/g, ''));
    expect(new Set(texts).size, `${path}: ${texts.join('\n')}`).toBe(1);
  }
  expect((await send(late, 'GET', '/__admin/clock')).text).toContain('2030-01-02T03:04:05');
  await send(late, 'POST', '/__admin/reset');
  const after = await Promise.all(replicas.map(listUsers));
  expect(after.map(({ status }) => status)).toEqual([200, 200, 200, 200]);
  expect((await send(one, 'GET', '/__admin/clock')).body).toMatchObject({ frozen: false, moved: false });
  await send(two, 'PUT', '/__admin/scenario', { name: 'empty' });
  expect((await send(three, 'GET', '/__admin/scenario')).body).toEqual({ name: 'empty' });
  expect((await listUsers(one)).text).toBe((await listUsers(three)).text);
});

test('a rule that cannot be saved is refused, and is nowhere', async () => {
  const store = await emptyDatabase();
  const [one, two] = await startReplicas(store);
  await sql(store, 'ALTER TABLE understudy_log ADD CONSTRAINT full_disk CHECK (position < 0) NOT VALID');
  const refused: Reply = await send(one, 'POST', '/__admin/rules', {
    match: {},
    delay: { type: 'fixed', milliseconds: 1 },
  });
  expect(refused.status, refused.text).toBe(503);
  await sql(store, 'ALTER TABLE understudy_log DROP CONSTRAINT full_disk');
  expect((await createUser(one, 'saved')).status).toBe(200);
  for (const replica of [one, two]) {
    expect((await send(replica, 'GET', '/__admin/rules')).body).toEqual({ rules: [] });
  }
});
