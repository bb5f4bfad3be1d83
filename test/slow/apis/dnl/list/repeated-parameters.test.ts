import { describe, expect, test } from 'vitest';
import { loadContract } from '../../../../../src/contract/index.js';
import { idsOf, startMock } from '../../../../start-mock.js';

const REPEATED = 'understudy-repeated-parameters';

/** Each parameter but user_id_in, with two values that find other users, or arrange them otherwise. */
const PAIRS: [string, string, string][] = [
  ['active', 'true', 'false'],
  ['carrier_name', 'ZBK Voip', 'DNL Voip'],
  ['create_time_gt', '2018-02-14T00:00:00Z', '2016-01-01T00:00:00Z'],
  ['create_time_lt', '2016-06-01T00:00:00 00:00', '2018-01-01T00:00:00Z'],
  ['is_online', '1', '2'],
  ['last_login_time_gt', '2018-02-20T00:00:00Z', '2018-01-01T00:00:00Z'],
  ['last_login_time_isnull', 'true', 'false'],
  ['last_login_time_lt', '2018-01-01T00:00:00Z', '2018-02-20T00:00:00Z'],
  ['name', 'rt', 'Qbfwgz'],
  ['role_id', '1', '2'],
  ['user_type', 'agent', 'client'],
];
/** Those that patch-all alone has. */
const OF_PATCH_ALL: [string, string, string][] = [
  ['email', 'nobody@example.com', 'no.one@example.com'],
  ['login_ip', '203.0.113.1', '203.0.113.2'],
  ['user_id', '1721', '1728'],
];
const ARRANGING: [string, string, string][] = [
  ['page', '0', '1'],
  ['per_page', '3', '2'],
  ['order_by', 'name', 'user_id'],
  ['order_dir', 'asc', 'desc'],
];

async function start(answer?: string) {
  const { as, mock } = await startMock({ ...(answer && { readings: { 'repeated-parameter': answer } }) });
  const list = async (query: string) => as.admin.get(`/v1/user/list?per_page=200&order_by=user_id&${query}`);
  const find = async (query: string) => idsOf(await list(query));
  return { as, mock, list, find, plain: (query: string) => as.admin.get(`/v1/user/list?${query}`) };
}

test('every parameter is tried', () => {
  const { operations } = loadContract('dnl');
  const names = operations
    .filter(({ id }) => id === 'listUsers' || id === 'patchUsers')
    .flatMap(({ query }) => [...query.keys()]);
  const tried = [...PAIRS, ...OF_PATCH_ALL, ...ARRANGING].map(([name]) => name);
  expect(tried.toSorted()).toEqual([...new Set(names)].filter(name => name !== 'user_id_in').toSorted());
});

test.each(OF_PATCH_ALL)(
  'On patch-all %s is answered as each answer of the reading has it',
  async (name, one, other) => {
    const outcomes: [string, number, string | undefined, number | undefined][] = [];
    for (const answer of ['last', 'any', 'refuse']) {
      const { as } = await start(answer);
      await as.admin.patch('/v1/user/1721').send({ login_ip: one, email: one });
      const path = `/v1/user/all?${name}=${one}&${name}=${other}`;
      const { status, headers, body } = await as.admin.patch(path).send('{"card_id":5}');
      if (answer === 'refuse') expect(Object.keys(body.errors[0])).toEqual([name]);
      outcomes.push([answer, status, headers[REPEATED], body.payload?.updated]);
    }
    const found = name === 'user_id';
    expect(outcomes).toEqual([
      ['last', found ? 200 : 404, name, found ? 1 : undefined],
      ['any', found || name === 'email' ? 200 : 404, undefined, found ? 2 : name === 'email' ? 1 : undefined],
      ['refuse', 400, undefined, undefined],
    ]);
  },
);

describe('By itself the last value counts, and the header and the journal name the parameter', () => {
  test.each([...PAIRS, ...ARRANGING])('%s', async (name, one, other) => {
    const { as, plain } = await start();
    for (const [first, last] of [
      [one, other],
      [other, one],
    ] as const) {
      const twice = await plain(`${name}=${first}&${name}=x%&${name}=${last}`);
      expect([twice.status, twice.text]).toEqual([200, (await plain(`${name}=${last}`)).text]);
      expect(twice.headers[REPEATED]).toBe(name);
    }
    const { body } = await as.nobody.get('/__admin/requests?limit=2');
    expect(body.requests.map((each: { repeatedParameters?: string[] }) => each.repeatedParameters)).toEqual([
      undefined,
      [name],
    ]);
  });

  test('on patch-all, too, and all names are reported once', async () => {
    const { as } = await start();
    const { body, headers } = await as.admin
      .patch('/v1/user/all?name=x&user_id=1721&name=y&name=rt&user_id=1728')
      .send('{"card_id":5}');
    expect([body.success, headers[REPEATED]]).toEqual([expect.anything(), 'name, user_id']);
  });

  test.each(['user_type=&user_type=agent', 'user_type=agent', 'user_id_in=1&user_id_in=2,3', 'x=1&x=2'])(
    'nothing is dropped of %s',
    async query => {
      const { list } = await start();
      expect((await list(query)).headers[REPEATED]).toBeUndefined();
    },
  );

  test('it is reported, too, if the request is refused', async () => {
    const { as } = await start();
    const { status, headers } = await as.nobody.get('/v1/user/list?name=a&name=b');
    expect([status, headers[REPEATED]]).toEqual([401, 'name']);
  });
});

describe('With any, a user is found if one of the values finds it', () => {
  test.each(PAIRS)('%s', async (name, one, other) => {
    const { find, list } = await start('any');
    const both = new Set([...(await find(`${name}=${one}`)), ...(await find(`${name}=${other}`))]);
    const found = await list(`${name}=${one}&${name}=${other}`);
    expect(idsOf(found).toSorted()).toEqual([...both].toSorted());
    expect(found.body.payload.total).toBe(both.size);
    expect(found.headers[REPEATED]).toBeUndefined();
  });

  test('of what arranges the last counts, and is named', async () => {
    const { plain } = await start('any');
    for (const [name, one, other] of ARRANGING) {
      const twice = await plain(`${name}=${one}&${name}=${other}`);
      expect(twice.text).toBe((await plain(`${name}=${other}`)).text);
      expect(twice.headers[REPEATED]).toBe(name);
    }
  });

  test('beside other filters, in other orders and page by page', async () => {
    const { find, plain } = await start('any');
    const all = await find('user_type=agent&user_type=client&active=true');
    const agents = await find('user_type=agent&active=true');
    const clients = await find('user_type=client&active=true');
    expect(all.toSorted()).toEqual([...agents, ...clients].toSorted());
    const paged: number[] = [];
    for (const page of [0, 1, 2, 3]) {
      const query = `user_type=agent&user_type=client&active=true&order_by=name&per_page=50&page=${page}`;
      paged.push(...idsOf(await plain(query)));
    }
    expect(paged.toSorted()).toEqual(all.toSorted());
  });

  test('patch-all changes all of them', async () => {
    const { as } = await start('any');
    const { body } = await as.admin.patch('/v1/user/all?user_id=1721&user_id=1728').send('{"card_id":5}');
    expect(body.payload).toEqual({ updated: 2 });
  });

  test.each([
    ['user_type=agent&user_type=pilot', { user_type: ['Not a valid choice.'] }],
    ['role_id=x&role_id=1', { role_id: ['Not a valid integer.'] }],
    ['role_id=1&role_id=x', { role_id: ['Not a valid integer.'] }],
  ])('each value has to be possible: %s', async (query, error) => {
    const { list } = await start('any');
    const { status, body } = await list(query);
    expect([status, body.errors]).toEqual([400, [error]]);
  });
});

describe('With refuse, and so in the profile consistent, it is a 400 that names the parameter', () => {
  test.each([...PAIRS, ...ARRANGING])('%s', async (name, one, other) => {
    const { plain, as } = await start('refuse');
    for (const query of [`${name}=${one}&${name}=${other}`, `${name}=${one}&${name}=${one}`]) {
      const { status, body, headers } = await plain(query);
      expect([status, Object.keys(body.errors[0]), headers[REPEATED]], query).toEqual([400, [name], undefined]);
    }
    const own = await as.admin.get(`/v1/user/list?${name}=${one}&${name}=${other}`).set('Prefer', 'profile=consistent');
    expect(own.status).toBe(400);
  });

  test('while user_id_in may come as often as one likes', async () => {
    const { find } = await start('refuse');
    expect(await find('user_id_in=1721&user_id_in=1728')).toEqual([1721, 1728]);
  });
});
