import { expect, test } from 'vitest';
import {
  createUser,
  emptyDatabase,
  idsOf,
  listUsers,
  type Replica,
  type Reply,
  send,
  startReplica,
  startReplicas,
} from './replicas.js';

test('four replicas that start at once on an empty database all start, and have the same data', async () => {
  const store = await emptyDatabase();
  const replicas = await Promise.all([store, store, store, store].map(url => startReplica(url)));
  const lists = await Promise.all(replicas.map(listUsers));
  expect(lists.map(({ status }) => status)).toEqual([200, 200, 200, 200]);
  expect(new Set(lists.map(({ text }) => text)).size).toBe(1);
});

test('of racing creates with one name one wins, ids have no gaps, and all lists are the same', async () => {
  const replicas = await startReplicas(await emptyDatabase(), { readings: { 'duplicate-name': 'refuse' } });
  const before = idsOf(await listUsers(replicas[0]));
  const names = Array.from({ length: 40 }, (_, at) => `racer-${at}`);
  const created = await Promise.all(
    names.flatMap(name => replicas.map(async replica => ({ name, ...(await createUser(replica, name)) }))),
  );
  const won = created.filter(({ status }) => status === 200);
  expect(won.map(({ name }) => name).sort()).toEqual([...names].sort());
  expect(created.filter(({ status }) => status >= 500)).toEqual([]);
  const lists = await Promise.all(replicas.map(listUsers));
  expect(new Set(lists.map(({ text }) => text)).size).toBe(1);
  const added = idsOf(lists[0] as Reply).filter(id => !before.includes(id));
  const first = Math.min(...added);
  expect(added.sort((left, right) => left - right)).toEqual(names.map((_, at) => first + at));
});

test('what one replica has acknowledged, every other one shows at once', async () => {
  const replicas = await startReplicas(await emptyDatabase());
  for (let round = 0; round < 60; round++) {
    const [writer, reader] = [replicas[round % 3], replicas[(round + 1) % 3]] as [Replica, Replica];
    const { body } = await createUser(writer, `seen-${round}`);
    const read = await send(reader, 'GET', `/v1/user/${body.object_id}`);
    expect(read.status).toBe(200);
    expect(read.text).toContain(`"seen-${round}"`);
  }
});
