import { expect, test } from 'vitest';
import { dnlSuite } from '../../../../src/check/dnl/dnl-suite.js';
import { loadContract } from '../../../../src/contract/index.js';
import type { Mock } from '../../../../src/index.js';
import { someChecks } from '../../../check/some-checks.js';
import { wrappedMock } from '../../../check/wrapped-mock.js';
import { callApp } from '../../../selfproof/call-app.js';
import { type Answered, type Asked, composed, type Server, type Wrap } from '../../../selfproof/exchange.js';
import { filtered } from '../../../selfproof/users/filters.js';
import { listing } from '../../../selfproof/users/listing.js';
import { allUsers, editingPage, type Page, type User } from '../../../selfproof/users/user.js';
import { asking, bodyOf, editing, type Json, on } from '../../../selfproof/wraps.js';

/** Those that patch, and those that see what these targets do wrong. */
const CHECKS = [
  'patch-first',
  'patch-fields',
  'patch-filter',
  'patch-many',
  'new-keys',
  'created-found',
  'page-ends',
  'list-filter',
];

/** The highest id of those who were there before the run. */
const LAST_FOREIGN = 1794;

/** Notes the patches that would reach somebody who was there before the run, and whom they would reach. */
function foreignPatches(): { reached: number[]; wrap: Wrap } {
  const reached: number[] = [];
  const wrap = on('patch-all', async (asked, server) => {
    const users = await everyone(server, asked);
    const found = filtered(users, asked.query).map(({ user_id }) => user_id);
    reached.push(...found.filter(id => id <= LAST_FOREIGN));
    return server(asked);
  });
  return { reached, wrap };
}

async function everyone(server: Server, asked: Asked): Promise<User[]> {
  const probe = { ...asked, method: 'GET', path: '/v1/user/list', query: new URLSearchParams(), body: '' };
  return (await server(probe)).status === 200 ? allUsers(server, asked) : [];
}

/** Answers each create with another id than the new user's. */
function answeringIds(id: (count: number, real: unknown) => unknown): Wrap {
  return server => {
    let count = 0;
    return editing('create', 200, json => ({ ...json, object_id: id(count++, json.object_id) }))(server);
  };
}

/** Get shows what was sent last, whatever id is asked for. */
const echoingGet: Wrap = server => {
  let sent: Json = {};
  return async asked => {
    if (asked.method === 'POST') sent = { ...bodyOf(asked) };
    const answered = await server(asked);
    if (asked.method !== 'GET' || asked.path.endsWith('/list') || answered.status !== 200) return answered;
    const { payload, ...rest } = answered.json as { payload: Json };
    return { ...answered, json: { ...rest, payload: { ...payload, ...sent } } };
  };
};

/** The list shows under every id what was sent last. */
const echoingList: Wrap = server => {
  let sent: Json = {};
  return async asked => {
    if (asked.method === 'POST') sent = { ...bodyOf(asked) };
    return echoed(await server(asked), asked, sent);
  };
};

function echoed(answered: Answered, asked: Asked, sent: Json): Answered {
  if (!asked.query.has('user_id_in') || asked.method !== 'GET' || answered.status !== 200) return answered;
  const { payload, ...rest } = answered.json as { payload: Page };
  return {
    ...answered,
    json: { ...rest, payload: { ...payload, items: payload.items.map(item => ({ ...item, ...sent })) } },
  };
}

/** Those who were there before have names and an address such as this run gives. */
const lookAlikes = listing({
  users: users =>
    users.map((user, at) =>
      user.user_id > LAST_FOREIGN
        ? user
        : {
            ...user,
            name: `ustestrun0-00000000-${String(at).padStart(4, '0')}`,
            email: 'ustestrun0-subjects@example.com',
          },
    ),
});

const unfilteredList = asking('list', asked => ({
  ...asked,
  query: new URLSearchParams([...asked.query].filter(([name]) => name === 'page' || name === 'per_page')),
}));

/** The list never shows those who were there before. */
const hidingList: Wrap = listing({ users: users => users.filter(({ user_id }) => user_id > LAST_FOREIGN) });

const existing = answeringIds(count => 1 + count);

const LIARS: readonly [string, Wrap][] = [
  ['answers every create with the id 1', answeringIds(() => 1)],
  [
    'answers every create with the id of the first',
    server => {
      let first: unknown;
      return answeringIds((_, real) => (first ??= real))(server);
    },
  ],
  ['answers creates with ids that others have', existing],
  [
    'answers creates with ids that others have, in turn with new ones',
    answeringIds((count, real) => (count % 2 ? 1 + count : real)),
  ],
  ['answers each create with the id of the one before', answeringIds((_, real) => Number(real) - 1)],
  ['answers ids of others, whose values look alike', composed(existing, lookAlikes)],
  [
    'answers the id 1 and shows there what was sent last',
    composed(
      answeringIds(() => 1),
      echoingGet,
      echoingList,
    ),
  ],
  ['answers ids of others and shows there what was sent last', composed(existing, echoingGet, echoingList)],
  [
    'answers ids of others, hides them in the list, and shows there what was sent last',
    composed(existing, hidingList, echoingGet),
  ],
  ['answers ids as text', answeringIds((_, real) => String(real))],
  ['answers ids of others as text', answeringIds(count => String(1 + count))],
  ['answers no id', answeringIds(() => undefined)],
  ['answers null for an id', answeringIds(() => null)],
  ['answers an id with a fraction', answeringIds(count => 1.5 + count)],
  ['answers the id 0', answeringIds(() => 0)],
  ['answers negative ids', answeringIds(count => -1 - count)],
  ['answers a list for an id', answeringIds(count => [1 + count])],
  ['answers ids of others, with a list that ignores its filters', composed(existing, unfilteredList)],
  ['ignores the filters of its list', unfilteredList],
  [
    'answers ids of others, with a total of 1',
    composed(
      existing,
      editingPage(page => ({ ...page, total: 1 })),
    ),
  ],
  ['counts twice as many in its list', editingPage(page => ({ ...page, total: page.total * 2 }))],
  [
    'answers ids of others, with pages of 30 and their number as the total',
    composed(
      existing,
      editingPage(page => ({ ...page, total: page.items.length })),
      asking('list', asked => {
        const query = new URLSearchParams(asked.query);
        if (Number(query.get('per_page')) > 30) query.set('per_page', '30');
        return { ...asked, query };
      }),
    ),
  ],
  ['counts what it never changed', editing('patch-all', 200, json => ({ ...json, payload: { updated: 1794 } }))],
  [
    'answers every create with another user',
    editing('create', 200, (json, asked) => ({ ...json, ...bodyOf(asked), object_id: 1 })),
  ],
];

test.each(LIARS)(
  'no other user is patched by a run against a target that %s, which is a violation',
  async (target, wrap) => {
    const { reached, wrap: noting } = foreignPatches();
    const { mock, app } = await wrappedMock(composed(wrap, noting));
    const before = await foreigners(mock);
    const { violations, cases, created } = await someChecks(app, { mock, checks: CHECKS });
    const left = created.map(says => Number(/^(?:perhaps a )?user (-?[\d.]+),/.exec(says)?.[1]));
    // whom a list hides nobody can know to have been there
    if (!target.includes('hides')) expect(left.filter(id => before.some(({ user_id }) => user_id === id))).toEqual([]);
    expect(reached).toEqual([]);
    expect(await foreigners(mock)).toEqual(before);
    expect(violations.filter(({ flaky }) => !flaky)).not.toEqual([]);
    expect(cases.filter(({ check, verdict }) => check === 'patch-first' && verdict === 'skipped')).toEqual([]);
  },
);

test('the filters of every patch-all against a faithful target have only values that were sent, or ids that creates returned', async () => {
  const { reached, wrap } = foreignPatches();
  const { mock, app, asked } = await wrappedMock(wrap);
  await someChecks(app, { mock, checks: CHECKS });
  const sent = new Set(asked.flatMap(one => [bodyOf(one)?.name, bodyOf(one)?.email]));
  const patches = asked.filter(({ method }) => method === 'PATCH').map(({ query }) => query);
  const guards = patches.map(query => [query.get('name'), query.get('email')].filter(text => text !== null));
  expect(patches.length).toBeGreaterThan(50);
  expect(guards.filter(texts => texts.length === 0)).toEqual([]);
  const unsent = guards.flat().filter(text => !sent.has(text) && !text.includes('nobody'));
  expect(unsent).toEqual([]);
  expect(reached).toEqual([]);
});

test('if not all users were read, an id is new only if it is higher than all that were read', async () => {
  const { mock, app } = await wrappedMock(server => server, { records: 5_100 });
  const { cases } = await someChecks(app, { mock, checks: ['patch-first'] });
  expect(cases.find(({ check }) => check === 'patch-first')).toMatchObject({ verdict: 'pass' });
  const lying = await wrappedMock(
    composed(
      answeringIds(count => 1 + count),
      echoingGet,
      echoingList,
    ),
    { records: 5_100 },
  );
  await someChecks(lying.app, { mock: lying.mock, checks: ['patch-first'] });
  expect(lying.asked.filter(({ method }) => method === 'PATCH')).toEqual([]);
});

test('every patch-all of every check has a condition, ids and a text', () => {
  const steps = dnlSuite(loadContract('dnl')).checks.flatMap(({ cases }) => cases.flatMap(({ steps }) => steps));
  const patches = steps.filter(({ operation }) => operation === 'patchUsers');
  expect(patches.length).toBeGreaterThan(50);
  for (const { query = [], unless } of patches) {
    const names = query.map(([name]) => name);
    expect(unless).toBeDefined();
    expect(names).toContain('user_id_in');
    expect(names.includes('email') || names.includes('name')).toBe(true);
  }
});

/** Everyone who was there before the run, as the mock has them. */
async function foreigners({ app, tokens }: Mock): Promise<User[]> {
  const asked = { method: 'GET', path: '', query: new URLSearchParams(), body: '' };
  const users = await allUsers(callApp(app), { ...asked, headers: { 'x-auth-token': tokens.dnl.admin } });
  return users.filter(({ user_id }) => user_id <= LAST_FOREIGN);
}
