import { setTimeout as passed } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { clientOf, type HttpClient, type User } from '../../../store/http-client.js';
import { spawnServer } from '../../../store/killable-server.js';
import { temporaryFolder } from '../../../store/things.js';

const USERS = 10_000;
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
  await client.patch(FIRST_HALF, { active: true });
  const before = await client.users();
  const isChanged = ({ landing_page: page }: User) => page === title;
  const changing = client.patch(FOUND, { landing_page: title });
  const [seen, made, single] = await Promise.all([
    // as many as have been changed of the first thousand, whom nobody else changes
    during(changing, async () => (await client.users('user_id_in=1-1000')).filter(isChanged).length),
    during(changing, round => client.create(`made-${title}-${round}`, { active: round % 2 === 0 })),
    during(changing, async round => {
      const change = { user_id: 1001 + round, first_name: `single ${round}`, active: round % 3 !== 0 };
      const { user_id: id, ...rest } = change;
      await client.patch(`user_id_in=${id}`, rest);
      return change;
    }),
  ]);
  expect(seen.filter(count => count !== 0 && count !== 1000)).toEqual([]);
  const users = await client.users();
  expect(await changing).toBe(users.filter(isChanged).length);
  const byId = new Map(users.map(user => [user.user_id, user]));
  const after = (id: number) => byId.get(id) as User;
  expect(users).toHaveLength(before.length + new Set(made).size);
  for (const change of single) expect(after(change.user_id)).toMatchObject(change);
  // whom nobody else has excluded is changed if and only if the filter finds it
  const excluded = single.flatMap(({ user_id: id, active }) => (active ? [] : [id]));
  const isFound = ({ user_id: id, active }: User) => id <= HALF || (id > USERS && active === true);
  const wrong = before.filter(
    user => !excluded.includes(user.user_id) && isChanged(after(user.user_id)) !== isFound(user),
  );
  expect(wrong).toEqual([]);
  // one after the other: who was there before the change has it, who came or was excluded otherwise has it not
  expect(made.map(after).filter(user => !user.active && isChanged(user))).toEqual([]);
  expectInTurn(
    made
      .map(after)
      .filter(({ active }) => active)
      .map(isChanged),
  );
  expectInTurn(excluded.map(after).map(user => !isChanged(user)));
  return users;
}

/** All that are true come first. */
function expectInTurn(values: boolean[]): void {
  expect(values).toEqual(values.toSorted((left, right) => Number(right) - Number(left)));
}

test('A change of half of 10,000 users is seen wholly or not at all, and loses nothing of what others do meanwhile', async () => {
  const folder = temporaryFolder();
  const server = spawnServer(folder, ['--records', `${USERS}`]);
  const url = await server.listening();
  const users = JSON.stringify(await changeHalf(clientOf(url), 'all'));
  // a sandbox is changed for itself
  await changeHalf(clientOf(url, '/~a'), 'copies');
  expect(JSON.stringify(await clientOf(url).users()) === users).toBe(true);
  await server.kill();
  const again = clientOf(await spawnServer(folder).listening());
  expect(JSON.stringify(await again.users()) === users).toBe(true);
});

test('A server that is asked to stop during a change of many has all of it or nothing', async () => {
  for (const wait of [10, 80]) {
    const folder = temporaryFolder();
    const server = spawnServer(folder, ['--records', '3000']);
    const client = clientOf(await server.listening());
    const updated = client.patch('user_id_in=1-2500', { landing_page: 'all' }).catch(() => 0);
    await passed(wait);
    expect((await server.kill('SIGTERM')).code).toBe(0);
    const again = clientOf(await spawnServer(folder).listening());
    const changed = (await again.users()).filter(({ landing_page: page }) => page === 'all').length;
    if ((await updated) > 0) expect(changed).toBe(await updated);
    expect([0, 2500]).toContain(changed);
  }
});
