import { describe, expect, test } from 'vitest';
import { seedDnl } from '../../../src/apis/dnl/seed/seed-dnl.js';
import type { DnlUser } from '../../../src/apis/index.js';

const KEPT_BY: Record<string, (user: DnlUser) => boolean> = {
  'active=true': ({ active }) => active,
  'carrier_name of a listed carrier': ({ carrier_name }) => carrier_name !== null,
  'create_time_gt=2016-01-01': ({ create_time }) => create_time > '2016-01-01',
  'is_online=1': ({ is_online }) => is_online === 1,
  'is_online=2': ({ is_online }) => is_online === 2,
  'is_online=3': ({ is_online }) => is_online === 3,
  'last_login_time_gt=2017-06-01': ({ last_login_time }) => last_login_time !== null && last_login_time > '2017-06-01',
  'last_login_time_lt=2017-06-01': ({ last_login_time }) => last_login_time !== null && last_login_time < '2017-06-01',
  'last_login_time_isnull=true': ({ last_login_time }) => last_login_time === null,
  'login_ip of somebody': ({ login_ip }) => login_ip !== null,
  'role_id=1': ({ role_id }) => role_id === 1,
  'role_id=3': ({ role_id }) => role_id === 3,
  'role_id=6': ({ role_id }) => role_id === 6,
  'no role': ({ role_id }) => role_id === null,
  'user_type=admin': ({ user_type }) => user_type === 'admin',
  'user_type=agent': ({ user_type }) => user_type === 'agent',
  'user_type=client': ({ user_type }) => user_type === 'client',
  'report_group=true': ({ report_group }) => report_group,
  'outbound_report=true': ({ outbound_report }) => outbound_report,
  'all_termination=true': ({ all_termination }) => all_termination,
  'show_carrier_trunk_drop_only=true': user => user.show_carrier_trunk_drop_only,
  'a portal of its own': ({ client }) => client !== null,
  'carriers it may see': ({ client_limits }) => client_limits.length > 0,
  'a landing page': ({ landing_page }) => landing_page !== null,
  'report fields': ({ report_fields }) => report_fields !== null,
  'addresses to log in from': ({ auth_ip }) => auth_ip.length > 0,
  'a reseller': ({ reseller_id }) => reseller_id !== null,
  'an API token': ({ cdr_api_token }) => cdr_api_token !== null,
};

describe.each([1, 2, 3, 4, 5])('the default users of seed %i', seed => {
  const users = [...seedDnl({ seed, users: 160 }).users];

  test.each(Object.entries(KEPT_BY))('the filter %s finds some users and not all', (_, isKept) => {
    const kept = users.filter(isKept).length;
    expect(kept).toBeGreaterThan(0);
    expect(kept).toBeLessThan(users.length);
  });

  test('at least one carrier has several users', () => {
    const clients = users.flatMap(({ client_id }) => (client_id === null ? [] : [client_id]));
    expect(new Set(clients).size).toBeLessThan(clients.length);
  });

  test('few users are inactive, and some of these are agents', () => {
    const inactive = users.filter(({ active }) => !active);
    expect(inactive.length).toBeGreaterThan(5);
    expect(inactive.length).toBeLessThan(30);
    expect(inactive.some(({ user_type }) => user_type === 'agent')).toBe(true);
  });
});
