import { describe, expect, test } from 'vitest';
import { requestPage } from '../../../src/admin/actions/requests.js';
import { Journal, JournalMemory } from '../../../src/journal/index.js';
import { type AdminClient, bodyOf, startAdmin } from '../../admin/start-admin.js';
import { exchangeOf } from '../../journal/exchanges.js';

const LIST = '/v1/user/list';

async function newest(server: AdminClient) {
  return (await server.admin('GET', '/requests?limit=1')).body.requests[0];
}

async function urlsOf(server: AdminClient, query: string): Promise<string[]> {
  const { requests } = (await server.admin('GET', `/requests${query}`)).body;
  return requests.map(({ request }: { request: { url: string } }) => request.url);
}

describe('A request in the journal', () => {
  test('shows the request and the response, the time, the operation, and what responded', async () => {
    const server = await startAdmin();
    const before = new Date().toISOString();
    const sent = '{"name":"new","passwd":"x","user_type":"agent","email":null,"hobby":1}';
    await server.asAdmin('POST', '/v1/user/create?x=1', {
      body: sent,
      headers: { 'Content-Type': 'application/json' },
    });
    const entry = await newest(server);
    expect(entry).toMatchObject({
      id: 1,
      milliseconds: expect.any(Number),
      request: {
        method: 'POST',
        url: '/v1/user/create?x=1',
        headers: { 'content-type': 'application/json', 'x-auth-token': '[redacted]' },
        body: { name: 'new', passwd: '[redacted]', user_type: 'agent', email: null, hobby: 1 },
      },
      response: {
        status: 200,
        headers: { 'Content-Type': 'application/json', 'Understudy-Operation': 'dnl.createUser' },
        body: { object_id: 6, success: true },
      },
      api: 'dnl',
      operation: 'createUser',
      respondedBy: 'handler',
      violations: [],
      unknownParameters: ['x'],
      emptyParameters: [],
      unknownFields: ['hobby'],
    });
    expect(entry.at >= before && entry.at <= new Date().toISOString()).toBe(true);
    expect((await server.admin('GET', '/requests/1')).body).toEqual(entry);
  });

  test.each<[string, string, object, object]>([
    ['the operation itself', '/v1/user/1', {}, { respondedBy: 'handler' }],
    ['an example to order', '/v1/user/1', { Prefer: 'code=404' }, { respondedBy: 'example' }],
    ['the API in refusing a token', '/v1/user/1', { 'X-Auth-Token': '' }, { respondedBy: 'refusal' }],
    ['the API in refusing a value', `${LIST}?page=x`, {}, { respondedBy: 'refusal' }],
    ['a failure of ours', '/v1/user/1', { Prefer: 'code=299' }, { respondedBy: 'problem', operation: 'getUser' }],
    [
      'a failure of ours that came early',
      '/v1/user/1',
      { Prefer: 'code=x' },
      { respondedBy: 'problem', operation: 'getUser' },
    ],
    ['a rule', '/v1/user/3', {}, { respondedBy: 'rule', rule: 'rule-1' }],
    ['an operation that a rule has delayed', '/v1/user/4', {}, { respondedBy: 'handler', rule: 'rule-2' }],
  ])('that %s responded to says so', async (_, path, headers, told) => {
    const server = await startAdmin();
    const rules = [
      { match: { urlPath: '/v1/user/3' }, response: { status: 500 } },
      { match: { urlPath: '/v1/user/4' }, delay: { type: 'fixed', milliseconds: 1 } },
    ];
    for (const json of rules) await server.admin('POST', '/rules', { json });
    await server.asAdmin('GET', path, { headers: headers as Record<string, string> });
    expect(await newest(server)).toMatchObject(told);
    expect((await server.admin('GET', '/requests/unmatched')).body.total).toBe(0);
  });

  test('names the violations of a request with the contract and the statement behind it', async () => {
    const server = await startAdmin();
    await server.asAdmin('GET', `${LIST}?page=x&user_type=`);
    expect(await newest(server)).toMatchObject({
      emptyParameters: ['user_type'],
      violations: [
        {
          in: 'query',
          pointer: '/page',
          message: 'must be an integer in its range',
          schemaPath: expect.stringMatching(
            /^openapi\.yaml#\/paths\/~1user~1list\/get\/parameters\/\d+\/schema\/type$/,
          ),
          statement: { id: expect.stringContaining('list.'), says: expect.any(String) },
        },
      ],
    });
    await server.asAdmin('POST', '/v1/user/create', { body: '{"name":"x","active":"perhaps"}' });
    const { violations } = await newest(server);
    const told = violations.map(({ in: place, pointer, message }: Record<string, string>) => [place, pointer, message]);
    expect(told).toContainEqual(['body', '/active', 'must be true or false']);
    await server.asAdmin('POST', '/v1/user/create', { body: '{"name' });
    expect((await newest(server)).violations).toEqual([{ in: 'body', pointer: '', message: 'must be JSON' }]);
  });

  test("names the violations of a rule's response, and none for a problem", async () => {
    const server = await startAdmin();
    const responses = [
      { status: 200, body: { success: 'yes' } },
      { status: 503, body: {} },
      { status: 200, headers: { 'Content-Type': 'text/html; charset=utf-8' }, body: '<b>' },
    ];
    const seen = [];
    for (const response of responses) {
      await server.admin('POST', '/rules', { json: { match: {}, response } });
      await server.asAdmin('DELETE', '/v1/user/1');
      seen.push((await newest(server)).violations);
    }
    const messages = seen.map(violations =>
      violations.map(({ pointer, message }: Record<string, string>) => [pointer, message]),
    );
    expect(messages).toEqual([
      [
        ['/success', 'must be boolean'],
        ['/success', 'must be equal to constant'],
      ],
      [['', 'must not have status 503']],
      [['', 'must be application/json, not text/html']],
    ]);
    expect(seen[0][0]).toMatchObject({
      in: 'response',
      schemaPath: 'schemas/deleted.json#/properties/success/type',
      statement: { id: 'delete-user.status-200' },
    });
    await server.asAdmin('GET', '/v1/user/1', { headers: { Prefer: 'code=299' } });
    expect((await newest(server)).violations).toEqual([]);
  });

  test('with a documented response violates nothing', async () => {
    const server = await startAdmin();
    for (const [method, path] of [
      ['GET', LIST],
      ['HEAD', LIST],
      ['GET', '/v1/user/77'],
      ['OPTIONS', LIST],
    ] as const) {
      await server.asAdmin(method, path);
      expect(await newest(server)).toMatchObject({ request: { method }, violations: [] });
    }
  });
});

describe('Requests are listed', () => {
  test('by API, operation, status, time and violations, all at once', async () => {
    const server = await startAdmin();
    await server.asAdmin('GET', '/v1/user/1');
    await server.ask('GET', '/acefone/v1/user/288256');
    await server.asAdmin('GET', '/v1/user/9');
    await server.asAdmin('GET', `${LIST}?page=x`);
    expect(await urlsOf(server, '?api=acefone')).toEqual(['/acefone/v1/user/288256']);
    expect(await urlsOf(server, '?operation=getUser')).toEqual(['/v1/user/9', '/acefone/v1/user/288256', '/v1/user/1']);
    expect(await urlsOf(server, '?operation=getUser&api=dnl&status=200')).toEqual(['/v1/user/1']);
    expect(await urlsOf(server, '?status=404')).toEqual(['/v1/user/9']);
    expect(await urlsOf(server, '?violations=true')).toEqual([`${LIST}?page=x`]);
    expect(await urlsOf(server, '?violations=false&api=dnl')).toEqual(['/v1/user/9', '/v1/user/1']);
    const { at } = (await server.admin('GET', '/requests/2')).body;
    expect(await urlsOf(server, `?since=${at}&until=${at}`)).toContain('/acefone/v1/user/288256');
    expect(await urlsOf(server, '?until=2001-01-01T00:00:00Z')).toEqual([]);
    // as the clock prints it, with a plus that is none in a query
    expect(await urlsOf(server, '?since=2001-01-01T00:00:00.000000+00:00&status=404')).toEqual(['/v1/user/9']);
  });

  test('in pages, with the number of all', async () => {
    const server = await startAdmin();
    for (let id = 1; id <= 5; id++) await server.asAdmin('GET', `/v1/user/${id}`);
    expect((await server.admin('GET', '/requests?offset=1&limit=2')).body).toMatchObject({
      total: 5,
      requests: [{ id: 4 }, { id: 3 }],
    });
    expect((await server.admin('GET', '/requests?offset=9')).body).toEqual({ total: 5, requests: [] });
  });

  test('while other requests get their turn, however many there are', async () => {
    const slowly = () => {
      const until = performance.now() + 0.05;
      while (performance.now() < until);
      return { violations: [] };
    };
    const journal = new Journal({ max: 1000, memory: new JournalMemory(), describe: slowly });
    for (let at = 0; at < 1000; at++) journal.add(exchangeOf(), {});
    const page = await journal.page({}, { offset: 0, limit: 1000 });
    let turns = 0;
    const ticking = setInterval(() => turns++, 0);
    const { text } = await requestPage(page);
    clearInterval(ticking);
    expect(JSON.parse(text?.body ?? '').requests).toHaveLength(1000);
    expect(turns).toBeGreaterThan(0);
  });

  test('as far as the journal has them', async () => {
    const server = await startAdmin({ journal: 2 });
    for (let id = 1; id <= 3; id++) await server.asAdmin('GET', `/v1/user/${id}`);
    expect(await urlsOf(server, '')).toEqual(['/v1/user/3', '/v1/user/2']);
    expect((await server.admin('GET', '/requests/1')).body.code).toBe('no-such-request');
  });

  test('without those to the control plane', async () => {
    const server = await startAdmin();
    await server.admin('GET', '/version');
    await server.admin('GET', '/none');
    expect((await server.admin('GET', '/requests')).body.total).toBe(0);
  });

  test('but no longer after they are deleted', async () => {
    const server = await startAdmin();
    await server.total();
    expect((await server.admin('DELETE', '/requests')).status).toBe(204);
    expect((await server.admin('GET', '/requests')).body).toEqual({ requests: [], total: 0 });
    await server.total();
    expect((await newest(server)).id).toBe(2);
  });

  test.each([
    ['?status=x', 'The parameter status must be an integer in its range.'],
    ['?limit=0', 'The parameter limit must be an integer in its range.'],
    ['?limit=1001', 'The parameter limit must be an integer in its range.'],
    ['?offset=-1', 'The parameter offset must be an integer in its range.'],
    ['?violations=maybe', 'The parameter violations must be true or false.'],
    ['?since=now', 'The parameter since must be a time such as 2026-11-26T12:00:00Z.'],
    [
      '?methd=GET',
      'There is no parameter methd. Known parameters: api, operation, status, method, respondedBy, rule, body, responseBody, since, until, violations, callbacks, before, view, offset, limit.',
    ],
  ])('but not by %s', async (query, detail) => {
    const server = await startAdmin();
    const { status, body } = await server.admin('GET', `/requests${query}`);
    expect([status, body.code, body.detail]).toEqual([400, 'control-invalid', detail]);
  });

  test.each(['0', '7', '-1', '1.0', '0x1', '1e0', 'x'])('and no request has the number %s', async id => {
    const server = await startAdmin();
    await server.total();
    expect(await server.admin('GET', `/requests/${id}`)).toMatchObject({
      status: 404,
      body: { code: 'no-such-request', detail: `The journal has no request ${id}.` },
    });
  });
});

describe('Requests are found and counted by criteria', () => {
  test('of method, path, headers, query and body', async () => {
    const server = await startAdmin();
    await server.asAdmin('GET', `${LIST}?user_type=agent`);
    await server.asAdmin('GET', `${LIST}?user_type=admin`, { headers: { 'X-Test': 'one' } });
    await server.create('', 'sought');
    const asked: [object, number[]][] = [
      [{}, [3, 2, 1]],
      [{ method: 'GET', urlPath: LIST }, [2, 1]],
      [{ queryParameters: { user_type: { equalTo: 'agent' } } }, [1]],
      [{ headers: { 'x-test': { matches: 'o.e' } } }, [2]],
      [{ bodyPatterns: [{ equalToJson: { name: 'sought' }, ignoreExtraElements: true }] }, [3]],
      [{ operation: 'createUser', api: 'dnl' }, [3]],
      [{ urlPattern: '.*user_type=a.*' }, [2, 1]],
      [{ method: 'DELETE' }, []],
    ];
    for (const [json, ids] of asked) {
      const { body } = await server.admin('POST', '/requests/find', { json });
      expect(body.requests.map(({ id }: { id: number }) => id)).toEqual(ids);
      expect(body.total).toBe(ids.length);
      expect((await server.admin('POST', '/requests/count', { json })).body).toEqual({ count: ids.length });
    }
    expect((await server.admin('POST', '/requests/count')).body).toEqual({ count: 3 });
  });

  test('that are the same as those of rules', async () => {
    const server = await startAdmin();
    const match = { urlPathPattern: '/v1/user/[12]', headers: { 'x-auth-token': { absent: false } } };
    await server.admin('POST', '/rules', { json: { match, delay: { type: 'fixed', milliseconds: 0 } } });
    for (const id of [1, 2, 3]) await server.asAdmin('GET', `/v1/user/${id}`);
    await server.ask('GET', '/v1/user/1');
    expect((await server.admin('GET', '/rules/rule-1')).body.applied).toBe(2);
    expect((await server.admin('POST', '/requests/count', { json: match })).body.count).toBe(2);
  });

  test('and wrong ones are refused with their places', async () => {
    const server = await startAdmin();
    for (const path of ['/requests/find', '/requests/count']) {
      const json = { url: 5, headers: { a: { equalto: 'x' } } };
      const { status, body } = await server.admin('POST', path, { json });
      expect([status, body.code]).toEqual([400, 'control-invalid']);
      expect(body.detail).toContain('/url must be text.');
      expect(body.detail).toContain('/headers/a/equalto is unknown; the known names are equalTo, ');
    }
  });
});

describe('Requests that matched no operation', () => {
  test('are listed with the nearest operations, and without preflights', async () => {
    const server = await startAdmin();
    await server.total();
    await server.asAdmin('GET', '/v1/users/list');
    await server.asAdmin('PUT', LIST);
    await server.ask('OPTIONS', '/v1/users/list');
    const { requests, total } = (await server.admin('GET', '/requests/unmatched')).body;
    expect(total).toBe(2);
    expect(requests).toMatchObject([
      {
        request: { method: 'PUT', url: LIST },
        response: { status: 405 },
        nearest: expect.arrayContaining([`GET ${LIST}`]),
      },
      { request: { url: '/v1/users/list' }, response: { status: 404 }, respondedBy: 'unmatched' },
    ]);
    expect(requests[1].nearest[0]).toBe(`GET ${LIST}`);
    expect(bodyOf(await server.ask('GET', '/v1/users/list')).nearest).toEqual(requests[1].nearest);
    expect((await server.admin('GET', '/requests/unmatched?limit=1&offset=1')).body).toMatchObject({
      total: 3,
      requests: [{ request: { method: 'PUT' } }],
    });
  });

  test('of a sandbox that does not exist yet are in the journal of the mock', async () => {
    const server = await startAdmin();
    await server.ask('GET', '/~a/v1/none');
    expect((await server.admin('GET', '/requests/unmatched')).body.requests).toMatchObject([
      { sandbox: 'a', request: { url: '/~a/v1/none' } },
    ]);
  });
});
