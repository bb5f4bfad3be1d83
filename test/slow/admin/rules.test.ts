import { describe, expect, test } from 'vitest';
import { type AdminClient, bodyOf, startAdmin } from '../../admin/start-admin.js';

const LIST = '/v1/user/list';

async function addRule(server: AdminClient, json: object, sandbox?: string): Promise<string> {
  const { status, body } = await server.admin('POST', '/rules', { json, ...(sandbox && { in: sandbox }) });
  expect(status).toBe(201);
  return body.id;
}

describe('Rules', () => {
  test('are added, read, listed with how often they were applied, and deleted', async () => {
    const server = await startAdmin();
    const rule = { match: { operation: 'listUsers' }, response: { status: 503, body: { down: true } } };
    const added = await server.admin('POST', '/rules', { json: rule });
    expect(added).toMatchObject({ status: 201, body: { id: 'rule-1', applied: 0, rule } });
    expect(added.headers.location).toBe('/__admin/rules/rule-1');
    await addRule(server, { match: { operation: 'getUser' }, response: { code: 404 } });
    expect((await server.list()).status).toBe(503);
    expect((await server.admin('GET', '/rules/rule-1')).body).toEqual({ id: 'rule-1', applied: 1, rule });
    const { rules } = (await server.admin('GET', '/rules')).body;
    expect(rules.map(({ id, applied }: { id: string; applied: number }) => [id, applied])).toEqual([
      ['rule-1', 1],
      ['rule-2', 0],
    ]);
    expect((await server.admin('DELETE', '/rules/rule-1')).status).toBe(204);
    expect((await server.admin('DELETE', '/rules/rule-1')).body.code).toBe('no-such-rule');
    expect((await server.admin('GET', '/rules/rule-1')).body.code).toBe('no-such-rule');
    expect((await server.list()).status).toBe(200);
    expect((await server.admin('DELETE', '/rules')).status).toBe(204);
    expect((await server.admin('GET', '/rules')).body).toEqual({ rules: [] });
  });

  test('are refused with the place of each issue', async () => {
    const server = await startAdmin();
    const wrong: [unknown, string][] = [
      [{}, '/match is missing.'],
      [{ match: {} }, 'The whole must have one of response, fault, rateLimit, expireTokens, or a delay.'],
      [{ match: {}, fault: 'NONE' }, '/fault must be one of CONNECTION_RESET_BY_PEER, '],
      [{ match: {}, response: { status: 200, code: 404 } }, '/response must have either status or code.'],
      [{ match: { headers: { a: {} } }, expireTokens: true }, '/match/headers/a must have exactly one of equalTo, '],
      [{ match: { urlPattern: '(' }, expireTokens: true }, '/match/urlPattern is not a usable regular expression'],
      [
        { match: {}, delay: { type: 'fixed', milliseconds: 1e9 } },
        '/delay/milliseconds must be a number from 0 to 30000, not ',
      ],
      [{ match: {}, dela: 1, expireTokens: true }, '/dela is unknown; did you mean delay?'],
      [[], 'The whole must be an object, not [].'],
    ];
    for (const [json, detail] of wrong) {
      const { status, body } = await server.admin('POST', '/rules', { json });
      expect([status, body.code]).toEqual([400, 'control-invalid']);
      expect(body.detail).toContain(detail);
    }
    expect((await server.admin('GET', '/rules')).body.rules).toEqual([]);
  });

  test('have a maximum number', async () => {
    const server = await startAdmin({ limits: { rules: 3 } });
    const rule = { match: {}, delay: { type: 'fixed', milliseconds: 0 } };
    for (let create = 0; create < 3; create++) await addRule(server, rule);
    expect(await server.admin('POST', '/rules', { json: rule })).toMatchObject({
      status: 409,
      body: { code: 'too-many-rules' },
    });
  });
});

describe('A rule matches by', () => {
  const asked: [
    string,
    object,
    { method?: string; path: string; body?: string; headers?: Record<string, string> }[],
  ][] = [
    ['the operation', { operation: 'getUser', api: 'dnl' }, [{ path: '/v1/user/1' }, { path: LIST }]],
    ['the method', { method: 'patch' }, [{ method: 'PATCH', path: '/v1/user/1' }, { path: '/v1/user/1' }]],
    ['the path', { urlPath: LIST }, [{ path: `${LIST}?page=0` }, { path: `/dnl${LIST}` }]],
    ['a pattern of the path', { urlPathPattern: '/v1/user/\\d' }, [{ path: '/v1/user/1' }, { path: '/v1/user/10' }]],
    ['path and query', { url: `${LIST}?page=0` }, [{ path: `${LIST}?page=0` }, { path: LIST }]],
    [
      'a header',
      { headers: { 'X-Test': { contains: 'me' } } },
      [
        { path: LIST, headers: { 'x-test': 'not me' } },
        { path: LIST, headers: { 'x-test': 'you' } },
      ],
    ],
    [
      'a parameter',
      { queryParameters: { name: { absent: true } } },
      [{ path: `${LIST}?page=0` }, { path: `${LIST}?name=` }],
    ],
    [
      'the body',
      { bodyPatterns: [{ equalToJson: { name: 'a' }, ignoreExtraElements: true }] },
      [
        { method: 'POST', path: '/v1/user/create', body: '{"email":null,"name":"a"}' },
        { method: 'POST', path: '/v1/user/create', body: '{"name":"b"}' },
      ],
    ],
  ];
  test.each(asked)('%s', async (_, match, requests) => {
    const server = await startAdmin();
    await addRule(server, { match, response: { status: 299 } });
    const statuses = [];
    for (const { method = 'GET', path, ...sent } of requests)
      statuses.push((await server.asAdmin(method, path, sent)).status);
    expect(statuses[0]).toBe(299);
    expect(statuses.slice(1)).not.toContain(299);
  });
});

describe('A rule responds', () => {
  test('with its own status, headers and body, and a header says so', async () => {
    const server = await startAdmin();
    const headers = { 'Retry-After': '7', 'content-type': 'application/vnd.x+json', 'X-Mine': 'é' };
    await addRule(server, { match: {}, response: { status: 503, headers, body: { a: [1, null] } } });
    const result = await server.list();
    expect(result).toMatchObject({ status: 503, text: '{"a":[1,null]}' });
    expect(result.headers).toMatchObject({
      'understudy-rule': 'rule-1',
      'retry-after': '7',
      'content-type': 'application/vnd.x+json',
      'content-length': '14',
      'access-control-allow-origin': '*',
    });
  });

  test.each([
    ['text as it stands', '<b>not { JSON', '<b>not { JSON'],
    ['no body', undefined, ''],
    ['false', false, 'false'],
    ['null', null, 'null'],
    ['a list', [], '[]'],
  ])('with %s', async (_, body, text) => {
    const server = await startAdmin();
    await addRule(server, { match: {}, response: { status: 200, ...(body !== undefined && { body }) } });
    expect((await server.asAdmin('GET', LIST)).text).toBe(text);
  });

  test('even if no operation matches', async () => {
    const server = await startAdmin();
    await addRule(server, { match: { urlPath: '/v1/planned' }, response: { status: 200, body: { soon: true } } });
    expect((await server.ask('PUT', '/v1/planned')).text).toBe('{"soon":true}');
    expect((await server.admin('GET', '/requests/unmatched')).body).toEqual({ requests: [], total: 0 });
    expect((await server.admin('GET', '/requests')).body.requests[0]).toMatchObject({
      respondedBy: 'rule',
      rule: 'rule-1',
      violations: [],
    });
  });

  test('with a documented outcome and headers beside it', async () => {
    const server = await startAdmin();
    await addRule(server, { match: {}, response: { code: 404, headers: { 'X-Mine': '1', 'Content-Type': 'text/x' } } });
    const result = await server.asAdmin('GET', '/v1/user/1');
    expect(result).toMatchObject({ status: 404, text: '{"error_type":"Object not found","success":false}' });
    expect(result.headers).toMatchObject({
      'x-mine': '1',
      'content-type': 'text/x',
      'understudy-rule': 'rule-1',
      'understudy-operation': 'dnl.getUser',
    });
  });

  test('with a documented outcome that the operation may not have, which is then a problem', async () => {
    const server = await startAdmin();
    await addRule(server, { match: {}, response: { code: 400 } });
    expect(bodyOf(await server.asAdmin('GET', '/v1/user/1')).code).toBe('outcome-unknown');
    expect(bodyOf(await server.asAdmin('GET', '/v1/none')).code).toBe('no-such-operation');
  });

  test('only so often as its times', async () => {
    const server = await startAdmin();
    await addRule(server, { match: { operation: 'listUsers' }, times: 2, response: { status: 500 } });
    const statuses = [];
    for (let at = 0; at < 4; at++) statuses.push((await server.list()).status);
    expect(statuses).toEqual([500, 500, 200, 200]);
    expect((await server.admin('GET', '/rules/rule-1')).body.applied).toBe(2);
  });

  test('as probable as it is, and the same again after a reset and for another mock of the same seed', async () => {
    const drawn = async (server: AdminClient) => {
      await addRule(server, { match: {}, probability: 0.5, response: { status: 500 } });
      const statuses = [];
      for (let at = 0; at < 40; at++) statuses.push((await server.list()).status);
      return statuses;
    };
    const server = await startAdmin();
    const first = await drawn(server);
    expect(first.filter(status => status === 500).length).toBeGreaterThan(8);
    expect(first.filter(status => status === 200).length).toBeGreaterThan(8);
    await server.admin('POST', '/reset');
    expect(await drawn(server)).toEqual(first);
    expect(await drawn(await startAdmin())).toEqual(first);
    expect(await drawn(await startAdmin({ seed: 2 }))).not.toEqual(first);
  });

  test('if it is the newest that applies', async () => {
    const server = await startAdmin();
    await addRule(server, { match: {}, response: { status: 501 } });
    await addRule(server, { match: {}, times: 1, response: { status: 502 } });
    await addRule(server, { match: { operation: 'getUser' }, response: { status: 503 } });
    expect([(await server.list()).status, (await server.list()).status]).toEqual([502, 501]);
  });
});

describe('A rule delays', () => {
  test.each([
    { type: 'fixed', milliseconds: 400 },
    { type: 'uniform', lower: 350, upper: 400 },
    { type: 'lognormal', median: 400, sigma: 0.01 },
  ])('by %j', async delay => {
    const server = await startAdmin();
    await addRule(server, { match: { operation: 'getUser' }, delay });
    const order: string[] = [];
    await Promise.all([
      server.asAdmin('GET', '/v1/user/1').then(({ status }) => order.push(`slow ${status}`)),
      server.list().then(({ status }) => order.push(`quick ${status}`)),
    ]);
    expect(order).toEqual(['quick 200', 'slow 200']);
  });

  test('unless the request prefers another delay', async () => {
    const server = await startAdmin();
    await addRule(server, { match: {}, delay: { type: 'fixed', milliseconds: 30_000 } });
    const { status, headers } = await server.list('', { Prefer: 'delay=0' });
    expect([status, headers['understudy-rule'], headers['preference-applied']]).toEqual([200, 'rule-1', 'delay=0']);
  });
});

describe('A rule limits the rate', () => {
  test('with 429 and the seconds after which all may pass again, by the clock', async () => {
    const server = await startAdmin();
    await server.admin('PUT', '/clock', { json: { time: '2026-01-01T00:00:00Z', frozen: true } });
    await addRule(server, { match: { operation: 'listUsers' }, rateLimit: { requests: 2, seconds: 60 } });
    const statuses = [];
    for (let at = 0; at < 3; at++) statuses.push((await server.list()).status);
    expect(statuses).toEqual([200, 200, 429]);
    await server.admin('PUT', '/clock', { json: { advance: 20_500 } });
    const limited = await server.list();
    expect(limited).toMatchObject({ status: 429, headers: { 'retry-after': '40', 'understudy-rule': 'rule-1' } });
    expect(limited.body).toMatchObject({ code: 'rate-limited', status: 429 });
    expect((await server.asAdmin('GET', '/v1/user/1')).status).toBe(200);
    await server.admin('PUT', '/clock', { json: { advance: 39_500 } });
    expect((await server.list()).status).toBe(200);
  });
});

describe('A rule lets tokens expire', () => {
  test('which only a client with a valid token learns', async () => {
    const server = await startAdmin();
    await addRule(server, { match: {}, expireTokens: true });
    expect(await server.list()).toMatchObject({ status: 401, body: { error: { code: 120 } } });
    expect(bodyOf(await server.ask('GET', LIST))).toMatchObject({ error: { code: 110 } });
    const body = '{"email_or_name":"admin","password":"admin"}';
    expect((await server.ask('POST', '/v1/auth', { body })).status).toBe(200);
    const { requests } = (await server.admin('GET', '/requests')).body;
    expect(requests.map(({ respondedBy }: { respondedBy: string }) => respondedBy)).toEqual([
      'handler',
      'refusal',
      'rule',
    ]);
  });

  test('once, as when a client has to log in again', async () => {
    const server = await startAdmin();
    await addRule(server, { match: { operation: 'listUsers' }, times: 1, expireTokens: true });
    expect([(await server.list()).status, (await server.list()).status]).toEqual([401, 200]);
  });

  test('of Acefone, too, which otherwise requires none', async () => {
    const server = await startAdmin();
    await addRule(server, { match: { api: 'acefone' }, expireTokens: true });
    expect((await server.ask('GET', '/acefone/v1/user/288256')).status).toBe(401);
  });
});

describe('A rule leaves alone', () => {
  test('preflights and the control plane', async () => {
    const server = await startAdmin();
    await addRule(server, { match: {}, response: { status: 500 } });
    expect((await server.ask('OPTIONS', LIST)).status).toBe(204);
    expect((await server.admin('GET', '/health')).status).toBe(200);
    expect((await server.admin('GET', '/rules/rule-1')).body.applied).toBe(0);
  });

  test('a request that prefers its own code or fault', async () => {
    const server = await startAdmin();
    await addRule(server, { match: {}, response: { status: 500 } });
    const { status, headers } = await server.asAdmin('GET', '/v1/user/1', { headers: { Prefer: 'code=404' } });
    expect([status, headers['understudy-rule']]).toEqual([404, undefined]);
    expect((await server.admin('GET', '/rules/rule-1')).body.applied).toBe(0);
  });

  test('other sandboxes and the mock, and each takes along those there were when it was made', async () => {
    const server = await startAdmin();
    await addRule(server, { match: {}, response: { status: 501 } }, 'a');
    await addRule(server, { match: {}, response: { status: 502 } });
    const statuses = [];
    for (const prefix of ['', '/~a', '/~b']) statuses.push((await server.list(prefix)).status);
    expect(statuses).toEqual([502, 501, 502]);
    await server.admin('DELETE', '/rules');
    await server.admin('DELETE', '/rules', { in: 'a' });
    expect([(await server.list()).status, (await server.list('/~a')).status]).toEqual([200, 200]);
    expect((await server.list('/~b')).status).toBe(502);
    // what it was made with comes back
    await server.admin('DELETE', '/rules', { in: 'b' });
    await server.admin('POST', '/reset', { in: 'b' });
    expect((await server.list('/~b')).status).toBe(502);
  });
});
