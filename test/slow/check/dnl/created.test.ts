import { expect, test } from 'vitest';
import { someChecks } from '../../../check/some-checks.js';
import { type WrappedMock, wrappedMock } from '../../../check/wrapped-mock.js';
import { NoAnswer, type Wrap } from '../../../selfproof/exchange.js';
import { answer, answering, editing, on } from '../../../selfproof/wraps.js';

const CHECKS = ['create-keeps', 'create-least', 'no-credentials', 'malformed-body'];

/** The names of the users who were not there before. */
async function newNames({ mock }: WrappedMock): Promise<string[]> {
  const headers = { 'X-Auth-Token': mock.tokens.dnl.admin };
  const answered = await fetch(`${await mock.listen()}/v1/user/list?per_page=1000`, { headers });
  const { payload } = (await answered.json()) as { payload: { items: { user_id: number; name: string }[] } };
  return payload.items.filter(({ user_id }) => user_id > 1794).map(({ name }) => name);
}

const CREATING: readonly [string, Wrap][] = [
  ['as documented', server => server],
  ['with 201', answering('create', answered => (answered.status === 200 ? { ...answered, status: 201 } : answered))],
  ['with an id as text', editing('create', 200, json => ({ ...json, object_id: String(json.object_id) }))],
  ['without an id', editing('create', 200, () => ({ success: true }))],
  [
    'with 500 although the user was created',
    answering('create', answered => (answered.status === 200 ? answer(500, { success: false }) : answered)),
  ],
  [
    'not at all although the user was created',
    on('create', async (asked, server) => {
      const answered = await server(asked);
      if (answered.status === 200) throw new NoAnswer('break');
      return answered;
    }),
  ],
];

test.each(CREATING)('all created users are listed at the end if create returns %s', async (_, wrap) => {
  const wrapped = await wrappedMock(wrap);
  const { created } = await someChecks(wrapped.app, { mock: wrapped.mock, checks: CHECKS });
  const names = await newNames(wrapped);
  expect(names.length).toBeGreaterThan(0);
  const unlisted = names.filter(name => !created.some(line => line.includes(name)));
  expect(unlisted).toEqual([]);
});

test('a user that was created although the create had to be refused is listed too', async () => {
  const wrapped = await wrappedMock(
    on('create', (asked, server) =>
      server({ ...asked, headers: { ...asked.headers, 'x-auth-token': wrapped.mock.tokens.dnl.admin } }),
    ),
  );
  const { created, violations } = await someChecks(wrapped.app, { mock: wrapped.mock, checks: ['no-credentials'] });
  expect(violations).not.toEqual([]);
  const names = await newNames(wrapped);
  expect(names.filter(name => !created.some(line => line.includes(name)))).toEqual([]);
});

test('the patches are judged even if the create of one own user fails', async () => {
  const failingOnce: Wrap = server => {
    let count = 0;
    return asked => (asked.method === 'POST' && ++count === 1 ? Promise.resolve(answer(503, {})) : server(asked));
  };
  const { app, mock } = await wrappedMock(failingOnce);
  const { cases } = await someChecks(app, { mock, checks: ['patch-first'] });
  expect(cases.find(({ check }) => check === 'patch-first')).toMatchObject({ verdict: 'pass' });
});
