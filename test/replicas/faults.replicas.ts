import { expect, onTestFinished, test } from 'vitest';
import { Engine } from './engine.js';
import {
  createUser,
  emptyDatabase,
  idsOf,
  listUsers,
  type Reply,
  send,
  sql,
  startReplica,
  startReplicas,
  until,
} from './replicas.js';

async function ownEngine(): Promise<{ engine: Engine; store: string }> {
  const engine = await Engine.start();
  onTestFinished(() => engine.stop());
  return { engine, store: await engine.database('shared') };
}

test('while the engine is down, reads and writes are refused at once, sandboxes go on, and all goes on by itself', async () => {
  const { engine, store } = await ownEngine();
  const [replica, stale] = [await startReplica(store), await startReplica(store, { staleReads: true })];
  await send(replica, 'PUT', '/__admin/sandboxes/mine', {});
  const { body } = await createUser(replica, 'before');
  const path = `/v1/user/${body.object_id}`;
  await until(200, () => send(stale, 'GET', path));
  await engine.kill();
  const refused = await until(503, () => send(replica, 'GET', path));
  expect(refused.headers.get('retry-after')).toBe('1');
  expect(refused.body).toMatchObject({ code: 'store-unavailable' });
  expect((await createUser(replica, 'down')).body).toMatchObject({ code: 'store-unavailable' });
  expect((await send(stale, 'GET', path)).text).toContain('"before"');
  expect((await until(503, () => createUser(stale, 'down'))).status).toBe(503);
  expect((await createUser({ url: `${replica.url}/~mine` }, 'sandboxed')).status).toBe(200);
  expect((await send(replica, 'GET', '/__admin/health')).status).toBe(200);
  await engine.startAgain();
  expect((await until(200, () => send(replica, 'GET', path))).text).toContain('"before"');
  expect((await createUser(replica, 'after')).status).toBe(200);
  expect((await until(200, () => createUser(stale, 'after-too'))).status).toBe(200);
  expect((await listUsers(replica)).text).toBe((await listUsers(stale)).text);
  expect((await listUsers(replica)).text).not.toContain('"down"');
  expect(replica.failures).toEqual([]);
});

test('no acknowledged write is lost where the engine is killed under load, and none that was refused is there', async () => {
  const { engine, store } = await ownEngine();
  const replicas = await startReplicas(store);
  const outcomes = new Map<string, Reply>();
  let isOver = false;
  const writers = replicas.flatMap((replica, at) =>
    [0, 1, 2, 3].map(async lane => {
      for (let number = 0; !isOver; number++) {
        const name = `load-${at}-${lane}-${number}`;
        outcomes.set(name, await createUser(replica, name));
      }
    }),
  );
  for (let round = 0; round < 3; round++) {
    await new Promise(resolve => setTimeout(resolve, 300));
    await engine.kill();
    await new Promise(resolve => setTimeout(resolve, 200));
    await engine.startAgain();
    await Promise.all(replicas.map(replica => until(200, () => listUsers(replica))));
  }
  isOver = true;
  await Promise.all(writers);
  const lists = await Promise.all(replicas.map(replica => until(200, () => listAll(replica))));
  expect(new Set(lists.map(({ text }) => text)).size).toBe(1);
  const present = (name: string) => lists[0]?.text.includes(`"${name}"`);
  const all = [...outcomes];
  const saved = all.filter(([, { status }]) => status === 200);
  const refused = all.filter(([, { body }]) => body.code === 'store-unavailable');
  expect(saved.length).toBeGreaterThan(20);
  expect(refused.length).toBeGreaterThan(0);
  expect(saved.filter(([name]) => !present(name)).map(([name]) => name)).toEqual([]);
  expect(refused.filter(([name]) => present(name)).map(([name]) => name)).toEqual([]);
});

/** All users, page by page. */
async function listAll(replica: { url: string }): Promise<Reply> {
  let text = '';
  for (let page = 0; ; page++) {
    const reply = await send(replica, 'GET', `/v1/user/list?per_page=1000&page=${page}`);
    text += reply.text;
    if (reply.status !== 200 || idsOf(reply).length === 0) return { ...reply, text };
  }
}

test('nothing is shown before it is saved, and what could not be saved never was there', async () => {
  const store = await emptyDatabase();
  const [writer, reader] = await startReplicas(store);
  // the engine refuses to save from now on
  await sql(store, 'ALTER TABLE understudy_log ADD CONSTRAINT full_disk CHECK (position < 0) NOT VALID');
  const before = (await listUsers(writer)).text;
  const [created, ...lists] = await Promise.all([
    createUser(writer, 'never'),
    ...Array.from({ length: 20 }, () => listUsers(writer)),
    listUsers(reader),
  ]);
  expect(created?.status).toBe(503);
  expect(created?.body.detail).toContain('full_disk');
  expect([...new Set(lists.map(({ text }) => text))]).toEqual([before]);
  await sql(store, 'ALTER TABLE understudy_log DROP CONSTRAINT full_disk');
  const next = await createUser(writer, 'saved');
  expect(next.status).toBe(200);
  expect((await listUsers(reader)).text).toBe((await listUsers(writer)).text);
});
