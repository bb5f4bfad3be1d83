import { describe, expect, test } from 'vitest';
import { startAdmin } from '../../admin/start-admin.js';

const NEW = '"name":"n","passwd":"x","user_type":"agent","email":null';

/** Numbers that JavaScript would change. */
const CHANGED = [
  ...['9007199254740992', '9007199254740993', '-9007199254740993', '12345678901234567890', '9007199254740993.0'],
  ...['1e16', '1e400', '-1e400', '1e-400', '0.12345678901234567890', '9007199254740991.4'],
];

const NO_INTEGER = 'Not a valid integer.';

function validation(field: string) {
  return { error_type: 'validation_error', success: false, errors: [{ [field]: [NO_INTEGER] }] };
}

async function counted(server: Awaited<ReturnType<typeof startAdmin>>) {
  return (await server.list()).body.payload.total;
}

describe('A number that would be changed', () => {
  test.each(CHANGED)('as %s is refused in every body of DNL, as a text is', async number => {
    const server = await startAdmin();
    const asked: [string, string, string, string][] = [
      ['POST', '/v1/user/create', `{${NEW},"role_id":${number}}`, 'role_id'],
      ['POST', '/v1/user/create', `{${NEW},"role_id":"x${number}"}`, 'role_id'],
      ['POST', '/v1/user/create', `{${NEW},"card_id":${number}}`, 'card_id'],
      ['POST', '/v1/auth/as_client', `{${NEW},"card_id":${number}}`, 'card_id'],
      ['POST', '/v1/auth/as_client', `{"client_id":${number}}`, 'client_id'],
      ['PATCH', '/v1/user/all', `{"card_id":${number}}`, 'card_id'],
      ['PATCH', '/v1/user/1', `{"card_id":${number}}`, 'card_id'],
      ['PATCH', '/v1/user/1', `{\\t"card_id":${number}}`, 'card_id'],
    ];
    for (const [method, path, body, field] of asked) {
      const { status, text } = await server.asAdmin(method, path, { body });
      expect([status, JSON.parse(text)], `${method} ${path} ${body}`).toEqual([400, validation(field)]);
    }
    expect(await counted(server)).toBe(5);
  });

  test.each(CHANGED)('as %s is refused in every body of Acefone, with its variable named', async number => {
    const server = await startAdmin();
    for (const [body, variable] of [
      [`{"user_role":${number}}`, 'user_role'],
      [`{"caller_id":[1,${number}]}`, 'caller_id.1'],
    ] as const) {
      const { status, text } = await server.ask('PATCH', '/acefone/v1/user/288256', { body });
      expect([status, Object.keys(JSON.parse(text).error)], body).toEqual([400, [variable]]);
    }
  });

  test('in an unknown field is ignored with it', async () => {
    const server = await startAdmin();
    const { status, headers } = await server.asAdmin('POST', '/v1/user/create', { body: `{${NEW},"colour":1e400}` });
    expect([status, headers['understudy-unknown-fields']]).toEqual([200, 'colour']);
  });

  test('stands in the journal as a violation', async () => {
    const server = await startAdmin();
    await server.asAdmin('POST', '/v1/user/create', { body: `{${NEW},"role_id":9007199254740993}` });
    const { requests } = (await server.admin('GET', '/requests')).body;
    expect(requests[0].violations).toMatchObject([
      { in: 'body', pointer: '/role_id', message: 'must be an integer in its range' },
    ]);
  });

  test.each(CHANGED)('as %s is refused in given records, with the record named', async number => {
    const server = await startAdmin();
    const { body } = await server.admin('GET', '/records/dnl/users');
    body.records[1].role_id = 4711;
    const sent = JSON.stringify(body).replace('4711', number);
    const { status, body: problem } = await server.admin('PUT', '/records/dnl/users', { body: sent });
    expect([status, problem.code]).toEqual([400, 'control-invalid']);
    expect(problem.detail).toContain('/records/1/role_id');
    expect(problem.detail).toContain(number);
    expect((await server.admin('GET', '/records/dnl/users')).text).not.toContain('4711');
  });

  test.each(CHANGED)('as %s is refused in a rule, and is no other in a body', async number => {
    const server = await startAdmin();
    const rule = (json: string) => `{"match":{"bodyPatterns":[{"equalToJson":${json}}]},"response":{"status":418}}`;
    const asJson = await server.admin('POST', '/rules', { body: rule(`{"card_id":${number}}`) });
    expect([asJson.status, asJson.body.code]).toEqual([400, 'control-invalid']);
    expect(asJson.body.detail).toContain(`/match/bodyPatterns/0/equalToJson/card_id must be a number`);
    const near = Math.min(Math.max(Number(number), -Number.MAX_SAFE_INTEGER), Number.MAX_SAFE_INTEGER);
    await server.admin('POST', '/rules', { body: rule(`{"card_id":${near}}`) });
    expect((await server.asAdmin('PATCH', '/v1/user/all', { body: `{"card_id":${number}}` })).status).toBe(400);
    expect((await server.asAdmin('PATCH', '/v1/user/all', { body: `{"card_id":${near}}` })).status).toBe(418);
  });
});

test.each([
  ['9007199254740993', '9007199254740992'],
  ['9007199254740992', '9007199254740993'],
  ['1e400', '1e401'],
  ['0.1', '0.10000000000000000001'],
  ['0.10000000000000000001', '0.1'],
])('A rule for the JSON text with %s is none for a body with %s', async (number, other) => {
  const server = await startAdmin();
  const match = { bodyPatterns: [{ equalToJson: `{"card_id":${number}}` }] };
  const { status } = await server.admin('POST', '/rules', { json: { match, response: { status: 418 } } });
  expect([201, 400]).toContain(status);
  expect((await server.asAdmin('PATCH', '/v1/user/all', { body: `{"card_id":${other}}` })).status).toBe(400);
});

describe('An integer', () => {
  test.each([
    ['9007199254740991', '9007199254740991'],
    ['-9007199254740991', '-9007199254740991'],
    ['"9007199254740991"', '9007199254740991'],
    ['1.0', '1'],
    ['1e3', '1000'],
    ['-0', '0'],
    ['9007199254740991.0', '9007199254740991'],
    ['"00000000000000000000005"', '5'],
  ])('that a body stores as %s is one that a filter and an order accept', async (sent, stored) => {
    const server = await startAdmin();
    const { status } = await server.asAdmin('POST', '/v1/user/create', { body: `{${NEW},"role_id":${sent}}` });
    expect(status).toBe(200);
    const { text } = await server.asAdmin('GET', '/v1/user/6');
    expect(text).toContain(`"role_id":${stored},`);
    const found = await server.asAdmin('GET', `/v1/user/list?role_id=${stored}&order_by=role_id`);
    expect(JSON.parse(found.text).payload.items.map(({ user_id }: { user_id: number }) => user_id)).toContain(6);
  });

  test.each(['9007199254740992', '9007199254740993', '-9007199254740992', '12345678901234567890', '1e3', '1.0'])(
    'of a query as %s is refused',
    async digits => {
      const server = await startAdmin();
      const { status, text } = await server.asAdmin('GET', `/v1/user/list?role_id=${digits}`);
      expect([status, JSON.parse(text)]).toEqual([400, validation('role_id')]);
      const acefone = await server.ask('GET', `/acefone/v1/users?last_seen_id=${digits}`);
      expect(acefone.status).toBe(400);
    },
  );

  test('of a query of Acefone may be as large as any that is kept', async () => {
    const server = await startAdmin();
    expect((await server.ask('GET', '/acefone/v1/users?last_seen_id=9007199254740991')).status).toBe(200);
  });
});
