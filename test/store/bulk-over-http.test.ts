import { setTimeout as passed } from 'node:timers/promises';
import { expect, onTestFinished, test } from 'vitest';
import { createMock, type MockOptions } from '../../src/index.js';
import { clientOf, type HttpClient, type User } from './http-client.js';
import { spawnServer } from './killable-server.js';
import { temporaryFolder } from './things.js';

const USERS = 40_000;
const HALF = USERS / 2;
const FIRST_HALF = `user_id_in=1-${HALF}`;
/** What the change asks for: the first half and all users made later, as far as they are active. */
const FOUND = `${FIRST_HALF},${USERS + 1}-99999&active=true`;

/** Does something again and again until a promise is over, and answers what came of it each time. */
async function during<T>(over: Promise<unknown>, work: (round: number) => Promise<T>): Promise<T[]> {
  let isOver = false;
  const end = () => {
    isOver = true;
  };
  over.then(end, end);
  const results: T[] = [];
  for (let round = 0; !isOver; round++) results.push(await work(round));
  return results;
}

/** Changes half of all users while others create, change single users and read, and judges what came of it. */
async function changeHalf(client: HttpClient, title: string): Promise<User[]> {
  const change = { landing_page: title };
  await client.patch(FIRST_HALF, { active: true });
  const before = await client.users();
  const changing = client.patch(FOUND, change);
  const [totals, created, single] = await Promise.all([
    during(changing, async () => {
      const { json } = await client.ask('GET', `/v1/user/list?per_page=10000&order_by=user_id&order_dir=asc`);
      const { items } = json.payload as { items: User[] };
      return items.filter(({ landing_page: page }) => page === title).length;
    }),
    during(changing, round => client.create(`made-${title}-${round}`, { active: round % 2 === 0 })),
    during(changing, async round => {
      const [id, name] = [round + 1, `single ${round}`];
      await client.patch(`user_id_in=${id}`, { first_name: name, active: round % 3 !== 0 });
      return { id, name, active: round % 3 !== 0 };
    }),
  ]);
  const updated = await changing;
  for (const total of totals) expect(total === 0 || total >= 10_000 - single.length, `${total} of 10,000`).toBe(true);
  const users = await client.users();
  const changed = users.filter(({ landing_page: page }) => page === title);
  expect(updated).toBe(changed.length);
  expect(users).toHaveLength(before.length + created.length);
  const byId = new Map(users.map(user => [user.user_id, user]));
  expect(new Set(created).size).toBe(created.length);
  const isActiveSingle = new Map(single.map(({ id, active }) => [id, active]));
  for (const { id, name, active } of single) expect(byId.get(id)).toMatchObject({ first_name: name, active });
  // whoever nobody else has changed is changed if and only if the filter finds it
  for (const user of before) {
    const after = byId.get(user.user_id) as User;
    if (isActiveSingle.get(user.user_id) === false) continue;
    const isFound = user.user_id <= HALF || (user.user_id > USERS && user.active === true);
    expect(after.landing_page, `user ${user.user_id}`).toBe(isFound ? title : user.landing_page);
  }
  // one after the other: those made or excluded before it are changed as they then were, those after it are not
  const made = created.map(id => byId.get(id) as User);
  expect(made.filter(({ active }) => !active).some(({ landing_page: page }) => page === title)).toBe(false);
  const marks = made.filter(({ active }) => active).map(({ landing_page: page }) => page === title);
  expect(marks).toEqual([...marks].sort((left, right) => Number(right) - Number(left)));
  const excluded = single.filter(({ active }) => !active).map(({ id }) => byId.get(id)?.landing_page !== title);
  expect(excluded).toEqual([...excluded].sort((left, right) => Number(right) - Number(left)));
  return users;
}

async function listening(options: MockOptions) {
  const mock = await createMock({ users: USERS, ...options });
  onTestFinished(() => mock.close());
  return { mock, client: clientOf(await mock.listen()) };
}

test('A change of 20,000 of 40,000 users is seen wholly or not at all, and loses nothing of what others do meanwhile', async () => {
  const folder = temporaryFolder();
  const server = spawnServer(folder, ['--users', `${USERS}`]);
  const client = clientOf(await server.listening());
  await changeHalf(client, 'first');
  const users = await changeHalf(client, 'second');
  await server.kill();
  const again = clientOf(await spawnServer(folder).listening());
  expect(await again.users()).toEqual(users);
});

test('The same in memory and in a sandbox, whose changes stay there', async () => {
  const { mock, client } = await listening({});
  await changeHalf(client, 'first');
  const before = await client.users();
  const sandbox = await mock.sandbox('a');
  await changeHalf(clientOf(await mock.listen(), sandbox.prefix), 'second');
  expect(await client.users()).toEqual(before);
  await sandbox.reset();
  expect(await clientOf(await mock.listen(), sandbox.prefix).users()).toEqual(before);
});

test('A server that is asked to stop during a change of many has all of it or nothing', async () => {
  for (const wait of [0, 20, 60, 120]) {
    const folder = temporaryFolder();
    const server = spawnServer(folder, ['--users', '10000']);
    const client = clientOf(await server.listening());
    const updated = client.patch('user_id_in=1-9000', { landing_page: 'all' }).catch(() => 0);
    await passed(wait);
    expect((await server.kill('SIGTERM')).code).toBe(0);
    const again = clientOf(await spawnServer(folder).listening());
    const changed = (await again.users()).filter(({ landing_page: page }) => page === 'all').length;
    if ((await updated) > 0) expect(changed).toBe(await updated);
    expect([0, 9000]).toContain(changed);
  }
});
