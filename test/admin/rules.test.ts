import { describe, expect, test } from 'vitest';
import { type AdminClient, startAdmin } from './start-admin.js';

const GET_USER = { operation: 'getUser' };

async function withRules(...rules: object[]): Promise<AdminClient> {
  const server = await startAdmin();
  for (const json of rules) expect((await server.admin('POST', '/rules', { json })).status).toBe(201);
  return server;
}

async function statusOf(server: AdminClient, path = '/v1/user/1'): Promise<number> {
  return (await server.asAdmin('GET', path)).status;
}

async function ids(server: AdminClient): Promise<string[]> {
  return (await server.admin('GET', '/rules')).body.rules.map(({ id }: { id: string }) => id);
}

describe('A rule that is replaced', () => {
  test('keeps its place and its count', async () => {
    const server = await withRules(
      { match: GET_USER, response: { status: 501 } },
      { match: { operation: 'listUsers' }, response: { status: 502 } },
    );
    expect(await statusOf(server)).toBe(501);
    const rule = { match: GET_USER, times: 2, response: { status: 503 } };
    const { status, body } = await server.admin('PUT', '/rules/rule-1', { json: rule });
    expect([status, body]).toEqual([200, { id: 'rule-1', applied: 1, rule }]);
    expect(await ids(server)).toEqual(['rule-1', 'rule-2']);
    expect([await statusOf(server), await statusOf(server)]).toEqual([503, 200]);
  });

  test('is used up if it was applied more often than it now may be', async () => {
    const server = await withRules({ match: GET_USER, response: { status: 501 } });
    await statusOf(server);
    await statusOf(server);
    await server.admin('PUT', '/rules/rule-1', { json: { match: GET_USER, times: 1, response: { status: 501 } } });
    expect(await statusOf(server)).toBe(200);
  });

  test('must be a rule, and must be there', async () => {
    const rule = { match: GET_USER, response: { status: 501 } };
    const server = await withRules(rule);
    const wrong = await server.admin('PUT', '/rules/rule-1', { json: { ...rule, match: { operation: 'getUsr' } } });
    expect([wrong.status, wrong.body.detail]).toEqual([
      400,
      '/match/operation is the unknown operation getUsr; did you mean getUser?',
    ]);
    expect((await server.admin('PUT', '/rules/rule-9', { json: rule })).body.code).toBe('no-such-rule');
    expect(await statusOf(server)).toBe(501);
  });
});

describe('A rule', () => {
  test('is switched off and on', async () => {
    const server = await withRules({ match: GET_USER, response: { status: 501 } });
    const off = await server.admin('PATCH', '/rules/rule-1', { json: { enabled: false } });
    expect(off.body.rule).toEqual({ match: GET_USER, response: { status: 501 }, enabled: false });
    expect(await statusOf(server)).toBe(200);
    expect(await statusOf(server, '/~copy/v1/user/1')).toBe(200);
    const on = await server.admin('PATCH', '/rules/rule-1', { json: { enabled: true } });
    expect(on.body.rule).toEqual({ match: GET_USER, response: { status: 501 } });
    expect(await statusOf(server)).toBe(501);
  });

  test('that is moved behind another decides before it', async () => {
    const server = await withRules(
      { match: GET_USER, response: { status: 501 } },
      { match: GET_USER, response: { status: 502 } },
    );
    expect(await statusOf(server)).toBe(502);
    await server.admin('PATCH', '/rules/rule-1', { json: { position: 9 } });
    expect(await ids(server)).toEqual(['rule-2', 'rule-1']);
    expect(await statusOf(server)).toBe(501);
    await server.admin('PATCH', '/rules/rule-1', { json: { position: 0 } });
    expect(await statusOf(server)).toBe(502);
  });

  test.each([
    [{}, 'must'],
    [{ enabled: 'no' }, '/enabled must be'],
    [{ position: -1 }, '/position must be'],
  ])('is not changed by %j', async (json, detail) => {
    const server = await withRules({ match: GET_USER, response: { status: 501 } });
    const { status, body } = await server.admin('PATCH', '/rules/rule-1', { json });
    expect([status, body.code]).toEqual([400, 'control-invalid']);
    expect(body.detail).toContain(detail);
    expect((await server.admin('PATCH', '/rules/rule-9', { json: { enabled: false } })).body.code).toBe('no-such-rule');
  });
});

describe('A rule is shadowed', () => {
  const response = { status: 501 };
  const shadowed: [string, object, object, boolean][] = [
    ['by one for all requests', { match: GET_USER, response }, { match: {}, response }, true],
    [
      'by one for its API',
      { match: { api: 'dnl', urlPath: '/v1/user/1' }, response },
      { match: { api: 'dnl' }, response },
      true,
    ],
    [
      'by the same criteria',
      { match: { urlPath: '/v1/x' }, response },
      { match: { urlPath: '/v1/x' }, fault: 'EMPTY_RESPONSE' },
      true,
    ],
    [
      'not by one for another operation',
      { match: GET_USER, response },
      { match: { operation: 'listUsers' }, response },
      false,
    ],
    [
      'not by one that matches less',
      { match: GET_USER, response },
      { match: { ...GET_USER, urlPath: '/v1/user/1' }, response },
      false,
    ],
    ['not by one that is used up one day', { match: GET_USER, response }, { match: {}, times: 2, response }, false],
    [
      'not by one that is applied by chance',
      { match: GET_USER, response },
      { match: {}, probability: 0.5, response },
      false,
    ],
    ['not by one that is off', { match: GET_USER, response }, { match: {}, enabled: false, response }, false],
  ];
  test.each(shadowed)('%s', async (_, first, second, isShadowed) => {
    const server = await withRules(first, second);
    expect((await server.admin('GET', '/rules/rule-1')).body.shadowedBy).toBe(isShadowed ? 'rule-2' : undefined);
    expect((await server.admin('GET', '/rules/rule-2')).body.shadowedBy).toBeUndefined();
  });
});

describe('A rule that is not added yet', () => {
  test('is previewed with the requests that it would have matched', async () => {
    const server = await startAdmin();
    for (const path of ['/v1/user/1', '/v1/user/2', '/v1/user/list']) await statusOf(server, path);
    const json = { match: GET_USER, response: { status: 503 } };
    const { body } = await server.admin('POST', '/rules/preview', { json });
    expect(body).toMatchObject({ matched: 2, received: 3, newest: [{ url: '/v1/user/2' }, { url: '/v1/user/1' }] });
    expect(await ids(server)).toEqual([]);
  });

  test('is refused as if it were added', async () => {
    const server = await startAdmin();
    const { status, body } = await server.admin('POST', '/rules/preview', { json: { match: { api: 'dln' } } });
    expect([status, body.code]).toEqual([400, 'control-invalid']);
    expect(body.detail).toContain('did you mean dnl?');
  });
});

describe('A rule that is drafted from a request', () => {
  async function draftOf(server: AdminClient, id = 1, sandbox?: string) {
    return (await server.admin('GET', `/requests/${id}/rule`, { ...(sandbox && { in: sandbox }) })).body;
  }

  test('gives the same requests the same response, but for its secrets', async () => {
    const server = await startAdmin();
    const first = await server.asAdmin('GET', '/v1/user/list?per_page=1');
    const draft = await draftOf(server);
    expect(draft.match).toEqual({
      operation: 'dnl.listUsers',
      urlPath: '/v1/user/list',
      queryParameters: { per_page: { equalTo: '1' } },
    });
    await server.create();
    await server.admin('POST', '/rules', { json: draft });
    const again = await server.asAdmin('GET', '/v1/user/list?per_page=1');
    const withoutSecrets = JSON.parse(first.text.replace(/"passwd":"[^"]+"/g, '"passwd":"[redacted]"'));
    expect(JSON.parse(again.text)).toEqual(withoutSecrets);
    expect((await server.admin('GET', '/rules/rule-1')).body.applied).toBe(1);
    expect((await server.asAdmin('GET', '/v1/user/list?per_page=2')).text).not.toBe(first.text);
  });

  test('names the method and the path where no operation has them', async () => {
    const server = await startAdmin();
    await statusOf(server, '/v1/none');
    const draft = await draftOf(server);
    expect(draft).toMatchObject({ match: { method: 'GET', urlPath: '/v1/none' }, response: { status: 404 } });
    expect((await server.admin('POST', '/rules', { json: draft })).status).toBe(201);
  });

  test('has no sandbox in its path and no secret in its parameters', async () => {
    const server = await startAdmin();
    await statusOf(server, '/~a/v1/user/list?passwd=abc&page=0');
    const draft = await draftOf(server, 1, 'a');
    expect(draft.match).toMatchObject({ urlPath: '/v1/user/list', queryParameters: { page: { equalTo: '0' } } });
    expect(JSON.stringify(draft)).not.toContain('abc');
  });

  test('needs a request', async () => {
    const server = await startAdmin();
    expect((await draftOf(server, 7)).code).toBe('no-such-request');
  });
});
