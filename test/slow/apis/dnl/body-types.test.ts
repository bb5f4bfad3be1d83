import { describe, expect, test } from 'vitest';
import { FIELDS, REQUIRED } from '../../../apis/dnl/fields.js';
import { refusal } from '../../../apis/dnl/printed.js';
import { startMock } from '../../../start-mock.js';

const STRING = 'Not a valid string.';
const BOOLEAN = 'Not a valid boolean.';
const INTEGER = 'Not a valid integer.';
const CHOICE = 'Not a valid choice.';
const INPUT = 'Invalid input type.';

type WrongType = [key: string, told: string, sent: Record<string, unknown>];

/** A wrong value for each field, for most of them several. */
const WRONG: readonly WrongType[] = [
  ...['passwd', 'default_mod', 'default_mod2', 'name'].flatMap(field => wrong(field, STRING, [5, true, {}, ['x']])),
  ...['last_name', 'first_name', 'landing_page', 'report_fields', 'fullname'].flatMap(field =>
    wrong(field, STRING, [5, false, {}, []]),
  ),
  ...wrong('email', STRING, [5, true, '', {}]),
  ...wrong('user_type', CHOICE, ['nobody', 'viewer', 'Agent', 'admin - agent - client', '']),
  ...['reseller_id', 'role_id', 'client_id', 'avatar_id', 'card_id'].flatMap(field =>
    wrong(field, INTEGER, ['x', '', 1.5, '1.5', true, {}, [1]]),
  ),
  ...['outbound_report', 'all_termination', 'active', 'report_group', 'show_carrier_trunk_drop_only'].flatMap(field =>
    wrong(field, BOOLEAN, ['maybe', '', 2, {}, [true]]),
  ),
  ...wrong('client', INPUT, ['Harbour Voice', 5, true, []]),
  ...wrong('client_limits', INPUT, [{}, 'x', 2897]),
  ...wrong('auth_ip', INPUT, [{ ip: '192.0.2.1' }, '192.0.2.1', false]),
  ['client.is_panelaccess', BOOLEAN, { client: { is_panelaccess: 'maybe' } }],
  ['client.is_panel_cdrslist', BOOLEAN, { client: { is_panel_trunks: true, is_panel_cdrslist: null } }],
  ['client.carrier_name', STRING, { client: { carrier_name: 5 } }],
  ['client_limits.0', INPUT, { client_limits: [2897] }],
  ['client_limits.0.client_id', INTEGER, { client_limits: [{ client_id: 'x' }] }],
  ['client_limits.2.client_id', INTEGER, { client_limits: [{ client_id: 1 }, { client_id: 2 }, { client_id: null }] }],
  ['auth_ip.1', INPUT, { auth_ip: [{ ip: '192.0.2.1' }, '192.0.2.2'] }],
  ['auth_ip.1.ip', STRING, { auth_ip: [{ ip: '192.0.2.1' }, { ip: 5 }] }],
];

function wrong(field: string, told: string, values: readonly unknown[]): WrongType[] {
  return values.map(value => [field, told, { [field]: value }]);
}

/** The rows of one issue together, so that each is one test. */
const ISSUES = [...new Set(WRONG.map(([key]) => key))].map(key => ({
  key,
  rows: WRONG.filter(row => row[0] === key),
}));

test('a wrong value is tried in each of the 24 fields', () => {
  const tried = new Set(WRONG.flatMap(([, , sent]) => Object.keys(sent)));
  expect([...tried].sort()).toEqual(Object.keys(FIELDS).sort());
});

describe('create refuses a wrong type, names the field and creates no user', () => {
  test.each(ISSUES)('$key', async ({ rows }) => {
    const { as } = await startMock({ records: 3 });
    for (const [key, told, sent] of rows) {
      const { status, text } = await as.admin.post('/v1/user/create').send({ ...REQUIRED, ...sent });
      expect([sent, status, text]).toEqual([sent, 400, refusal({ [key]: told })]);
    }
    expect((await as.admin.get('/v1/user/4')).status).toBe(404);
  });
});

describe('patch-all refuses a wrong type, names the field and changes no user', () => {
  test.each(ISSUES)('$key', async ({ rows }) => {
    const { as } = await startMock({ records: 3 });
    const before = await as.admin.get('/v1/user/list');
    for (const [key, told, sent] of rows) {
      const { status, text } = await as.admin.patch('/v1/user/all').send({ landing_page: 'Tools', ...sent });
      expect([sent, status, text]).toEqual([sent, 400, refusal({ [key]: told })]);
    }
    expect((await as.admin.get('/v1/user/list')).text).toBe(before.text);
  });
});

test('all wrong fields are named in one object, each once', async () => {
  const { as } = await startMock({ records: 3 });
  const body = {
    active: 'maybe',
    client: { is_panelaccess: 'x', carrier_name: 1 },
    card_id: 'x',
    landing_page: 'Tools',
  };
  const { text } = await as.admin.patch('/v1/user/all').send(body);
  const errors = { active: BOOLEAN, 'client.is_panelaccess': BOOLEAN, 'client.carrier_name': STRING, card_id: INTEGER };
  expect(JSON.parse(text)).toEqual(JSON.parse(refusal(errors)));
});

test('a user_type that is not text is named once', async () => {
  const { as } = await startMock({ records: 3 });
  const { text } = await as.admin.post('/v1/user/create').send({ ...REQUIRED, user_type: 5 });
  expect(text).toBe(refusal({ user_type: STRING }));
});

test('integers may be digits', async () => {
  const { as } = await startMock({ records: 3 });
  const sent = { card_id: '12', role_id: '-1', client_limits: [{ client_id: '2897' }] };
  const { text } = await as.admin.patch('/v1/user/all?user_id=2').send(sent);
  expect(text).toBe('{"payload":{"updated":1},"success":true}');
  const { body } = await as.admin.get('/v1/user/2');
  expect(body.payload).toMatchObject({ card_id: 12, role_id: -1, client_limits: [{ client_id: 2897 }] });
});
