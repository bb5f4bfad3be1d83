import { describe, expect, test } from 'vitest';
import { seedDnl } from '../../../src/apis/dnl/seed/seed-dnl.js';

const PRINTED_KEYS = [
  'user_id',
  'passwd',
  'user_type',
  'active',
  'carrier_name',
  'default_mod',
  'reseller_id',
  'outbound_report',
  'client_limits',
  'last_name',
  'role_id',
  'last_login_time',
  'all_termination',
  'report_fields',
  'client',
  'report_count',
  'name',
  'first_name',
  'cdr_expire',
  'is_preload',
  'landing_page',
  'login_ip',
  'default_mod2',
  'avatar_id',
  'create_user_id',
  'create_time',
  'agent',
  'report_group',
  'auth_ip',
  'default_billing_decimal',
  'card_id',
  'email',
  'last_seen',
  'is_online',
  'role_name',
  'client_id',
  'fullname',
  'cdr_api_token',
  'show_carrier_trunk_drop_only',
];

describe.each([0, 1, 2, 42, 987_654_321])('the story of the documents, with seed %i', seed => {
  const { nextUserId, ...seeded } = seedDnl({ seed, users: 160 });
  const users = [...seeded.users];

  test('160 users are seeded, of which 90 are agents and 8 are admins', () => {
    const count = (type: string) => users.filter(({ user_type }) => user_type === type).length;
    expect(users).toHaveLength(160);
    expect([count('agent'), count('admin'), count('client')]).toEqual([90, 8, 62]);
  });

  test('the next id is 1795', () => {
    expect(nextUserId).toBe(1795);
  });

  test('the newest two are the printed ones, all others have ids below 1721', () => {
    expect(users.slice(-2).map(({ user_id }) => user_id)).toEqual([1721, 1728]);
    expect(Math.max(...users.slice(0, -2).map(({ user_id }) => user_id))).toBeLessThan(1721);
  });

  test('all others were created before 2018-02-14T15:59:45Z', () => {
    const latest = Math.max(...users.slice(0, -2).map(({ create_time }) => Date.parse(create_time)));
    expect(latest).toBeLessThan(Date.parse('2018-02-14T15:59:45Z'));
  });

  test('the times of creation are spread over several years', () => {
    const years = new Set(users.map(({ create_time }) => create_time.slice(0, 4)));
    expect([...years]).toEqual(['2012', '2013', '2014', '2015', '2016', '2017', '2018']);
  });

  test('every user has the 39 printed keys in the printed order', () => {
    for (const user of users) expect(Object.keys(user)).toEqual(PRINTED_KEYS);
  });

  test('the seeded ids have gaps', () => {
    expect(users[0]?.user_id).toBe(1);
    expect(users[157]?.user_id).toBeGreaterThan(500);
  });
});

test('the two printed users are as printed, whatever the seed', () => {
  const printed = (seed: number) => [...seedDnl({ seed, users: 160 }).users].slice(-2);
  expect(printed(1)).toEqual(printed(2));
  expect(printed(1)).toMatchObject([
    {
      user_id: 1721,
      passwd: '$2b$12$UrGciEsS38GC7zVtoxLEme5F5YIgtFgB3otCqcdA0C8srn9OSjZ2O',
      name: 'Qbfwgz',
      create_time: '2018-02-14T15:59:45.142396+00:00',
      email: 'qbfwgz@example.com',
      client_id: 2892,
    },
    {
      user_id: 1728,
      passwd: '$2b$12$.7zF2wbpMawWVJtQQ7jou.g9NWYoeWy7kSmUGMx7psC9dm13/fBIe',
      name: 'rt',
      create_time: '2018-02-15T03:02:04.870467+00:00',
      email: 'rt@example.com',
      client_id: 2897,
    },
  ]);
  const shared = {
    user_type: 'client',
    active: true,
    carrier_name: null,
    outbound_report: true,
    role_id: 1,
    role_name: 'Client',
    last_login_time: null,
    client: null,
    report_count: '1 Hour',
    is_preload: true,
    default_billing_decimal: 4,
    is_online: 2,
    fullname: null,
    show_carrier_trunk_drop_only: false,
  };
  expect(printed(1)).toMatchObject([shared, shared]);
});
