import { expect, inject, test } from 'vitest';
import { spawnReplica } from './processes.js';
import { createUser, emptyDatabase, idsOf, listUsers, send, sql, startReplica, until } from './replicas.js';

test.each([
  [
    'a wrong host',
    'postgres://name:secret@127.0.0.1:1/database',
    'ECONNREFUSED 127.0.0.1:1. Start PostgreSQL, or correct `--store`.',
  ],
  ['no URL', 'postgres//name:secret@', 'does not begin with postgres://'],
  ['a database that does not exist', `${inject('engine').replace('@', ':secret@')}nowhere`, 'does not exist'],
  [
    'a wrong password',
    `${inject('engine').replace('understudy@', 'guest:secret@')}postgres`,
    'password authentication failed for user "guest". Correct `--store`',
  ],
])('a start with %s ends with 2 and one sentence, without the password', async (_, store, reason) => {
  const { code, output } = await spawnReplica(store).ended;
  expect(code).toBe(2);
  expect(output).toContain(reason);
  expect(output).not.toContain('secret');
  expect(output.trim().split('\n')).toHaveLength(1);
});

test('a start without the package pg ends with 2 and says how to install it', async () => {
  const hooks = `export async function resolve(name, context, next) {
    if (name === 'pg') throw new Error('Cannot find package');
    return next(name, context);
  }`;
  const setUp = `import { register } from 'node:module'; register(${JSON.stringify(asModule(hooks))});`;
  const store = inject('engine').replace('@', ':secret@');
  const { code, output } = await spawnReplica(store, { nodeArgs: ['--import', asModule(setUp)] }).ended;
  expect(code).toBe(2);
  expect(output).toContain('the package pg is not installed. Install it beside Understudy: `npm install pg`.');
  expect(output).not.toContain('secret');
  expect(output.trim().split('\n')).toHaveLength(1);
});

test('four processes that start at once all start, and none prints the password of the URL', async () => {
  const store = (await emptyDatabase()).replace('@', ':secret@');
  const processes = [0, 1, 2, 3].map(() => spawnReplica(store));
  const lists = await Promise.all(processes.map(async replica => listUsers(await replica.listening())));
  expect(new Set(lists.map(({ text }) => text)).size).toBe(1);
  for (const replica of processes) expect(replica.output()).not.toContain('secret');
  for (const replica of processes) replica.kill('SIGTERM');
  const ends = await Promise.all(processes.map(({ ended }) => ended));
  expect(ends.map(({ code }) => code)).toEqual([0, 0, 0, 0]);
});

test('a process that is killed takes nothing with it that it had acknowledged', async () => {
  const store = await emptyDatabase();
  const [other, victim] = [await startReplica(store), spawnReplica(store)];
  const target = await victim.listening();
  const acknowledged: string[] = [];
  const writers = [0, 1, 2, 3].map(async lane => {
    for (let number = 0; ; number++) {
      const name = `killed-${lane}-${number}`;
      const reply = await createUser(target, name).catch(() => undefined);
      if (!reply) return;
      if (reply.status === 200) acknowledged.push(name);
    }
  });
  while (acknowledged.length < 40) await new Promise(resolve => setTimeout(resolve, 10));
  victim.kill('SIGKILL');
  await Promise.all(writers);
  const { text } = await listUsers(other);
  expect(acknowledged.filter(name => !text.includes(`"${name}"`))).toEqual([]);
  expect((await createUser(other, 'goes-on')).status).toBe(200);
});

test('a process that stands still while it holds the lock does not hold up the others for long', async () => {
  const store = await emptyDatabase();
  const [other, paused] = [await startReplica(store), spawnReplica(store)];
  const target = await paused.listening();
  let isOver = false;
  const load = [0, 1, 2, 3].map(async lane => {
    for (let number = 0; !isOver; number++) await createUser(target, `load-${lane}-${number}`).catch(() => {});
  });
  // until it is stopped in a transaction
  const held = async () =>
    (
      await sql(
        store,
        "SELECT 1 FROM pg_stat_activity WHERE state = 'idle in transaction' AND application_name = 'understudy'",
      )
    ).length > 0;
  for (;;) {
    await new Promise(resolve => setTimeout(resolve, 20));
    paused.kill('SIGSTOP');
    await new Promise(resolve => setTimeout(resolve, 50));
    if (await held()) break;
    paused.kill('SIGCONT');
  }
  // it would be refused if it had to wait for the lock for eight seconds
  expect((await createUser(other, 'not-held-up')).status).toBe(200);
  paused.kill('SIGCONT');
  isOver = true;
  await Promise.all(load);
  await until(200, () => createUser(target, 'awake'));
  expect(idsOf(await listUsers(target))).toEqual(idsOf(await listUsers(other)));
});

test('tokens of one replica are good at the other', async () => {
  const store = await emptyDatabase();
  const [one, other] = [await startReplica(store), await startReplica(store)];
  const logIn = { email_or_name: 'admin', password: 'admin' };
  const reply = await send(one, 'POST', '/v1/auth', logIn);
  expect(reply.status).toBe(200);
  const token = /"(?:auth_token|token)":"([^"]+)"/.exec(reply.text)?.[1] ?? '';
  expect(token).not.toBe('');
  expect((await send(other, 'GET', '/v1/user/list', undefined, { 'X-Auth-Token': token })).status).toBe(200);
});

/** A URL of a module with a text. */
function asModule(text: string): string {
  return `data:text/javascript,${encodeURIComponent(text)}`;
}
