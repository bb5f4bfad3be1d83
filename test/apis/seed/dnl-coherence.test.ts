import { describe, expect, test } from 'vitest';
import { seedDnl } from '../../../src/apis/dnl/seed/seed-dnl.js';
import { SEED_INSTANT } from '../../../src/apis/dnl/seed/visit.js';
import { formatInstant, verifyPassword } from '../../../src/kernel/index.js';

const SEED_NOW = formatInstant(SEED_INSTANT);

const PRINTED_TIME = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}\+00:00$/;
const ADDRESS = /^(192\.0\.2|198\.51\.100|203\.0\.113)\.\d{1,3}$/;

// 160 users in the documents' situation, and enough others for the pools of names to run dry.
describe.each([
  { seed: 1, users: 160 },
  { seed: 7, users: 160 },
  { seed: 1, users: 5000 },
])('the users of seed $seed, $users of them', options => {
  const { roles, carriers, ...seeded } = seedDnl(options);
  const users = [...seeded.users];
  const createUsers = users.filter(({ fullname }) => fullname !== null);
  const carrierNames = new Map(carriers.map(({ client_id, name }) => [client_id, name]));

  test('user 1 is the active admin whose name and password are admin', () => {
    const [admin] = users;
    expect(admin).toMatchObject({ user_id: 1, name: 'admin', user_type: 'admin', active: true, create_user_id: null });
    expect(admin?.role_name).toBe('Administrator');
    expect(verifyPassword(admin?.passwd ?? '', 'admin')).toBe(true);
  });

  test('the password of each generated user is its login name', () => {
    expect(createUsers.filter(({ passwd, name }) => !verifyPassword(passwd, name))).toEqual([]);
  });

  test('ids, login names and addresses are unique, and names fit into 40 characters', () => {
    for (const key of ['user_id', 'name', 'email'] as const) {
      expect(new Set(users.map(user => user[key])).size, key).toBe(users.length);
    }
    expect(users.filter(({ name }) => !/^[A-Za-z.]+\d*$/.test(name) || name.length > 40)).toEqual([]);
  });

  test('the full name is the first and the last name, and the address that of the login name', () => {
    for (const user of createUsers) {
      expect(user.fullname).toBe(`${user.first_name} ${user.last_name}`);
      expect(user.email).toMatch(/@example\.(com|net|org)$/);
      expect(user.email?.split('@')[0]).toBe(user.name);
    }
  });

  test('create_time rises strictly with user_id', () => {
    for (const [at, user] of users.entries()) {
      const before = users[at - 1];
      if (before) expect([before.user_id < user.user_id, before.create_time < user.create_time]).toEqual([true, true]);
    }
  });

  test('times are printed as DNL prints them, and go from creation over the log-in to the seed’s now', () => {
    for (const { create_time, last_login_time, last_seen } of users) {
      const times =
        last_login_time === null ? [create_time] : [create_time, last_login_time, last_seen ?? '', SEED_NOW];
      for (const time of times) expect(time).toMatch(PRINTED_TIME);
      expect([...times].sort()).toEqual(times);
      expect(create_time < SEED_NOW).toBe(true);
    }
  });

  test('only users who logged in have an address, and only active users are online', () => {
    for (const { last_login_time, last_seen, login_ip, is_online, active } of users) {
      if (last_login_time === null) expect([last_seen, login_ip, is_online]).toEqual([null, null, 2]);
      else expect(login_ip).toMatch(ADDRESS);
      if (!active) expect(is_online).toBe(2);
    }
  });

  test('the role name is that of the role list', () => {
    const names = new Map<number | null, string>(roles.map(({ role_id, role_name }) => [role_id, role_name]));
    expect(names.get(1)).toBe('Client');
    for (const { role_id, role_name } of users) expect(role_name).toBe(names.get(role_id) ?? '');
  });

  test('clients belong to a listed carrier and bear its name', () => {
    for (const { user_type, client_id, carrier_name, client, role_id } of createUsers) {
      if (user_type === 'client') {
        expect([carrier_name, role_id]).toEqual([carrierNames.get(client_id ?? 0), 1]);
        if (client) expect([Object.keys(client).length, client.carrier_name]).toEqual([14, carrier_name]);
      } else expect([client_id, carrier_name, client]).toEqual([null, null, null]);
    }
  });

  test('carriers have distinct ids and names and hold those of the printed users', () => {
    expect(carrierNames.size).toBe(carriers.length);
    expect(new Set(carrierNames.values()).size).toBe(carriers.length);
    expect(carriers.slice(-2).map(({ client_id }) => client_id)).toEqual([2892, 2897]);
    expect(carriers.filter(({ client_id }) => client_id < 2000 || client_id > 2999)).toEqual([]);
  });

  test('each reference to a user or carrier has an existing target', () => {
    const types = new Map(users.map(({ user_id, user_type }) => [user_id, user_type]));
    for (const { user_id, create_user_id, reseller_id, client_limits } of users) {
      if (create_user_id !== null) {
        expect([types.get(create_user_id), create_user_id < user_id]).toEqual(['admin', true]);
      }
      if (reseller_id !== null) expect([types.get(reseller_id), reseller_id < user_id]).toEqual(['agent', true]);
      const limits = client_limits.map(({ client_id }) => client_id as number);
      expect(limits.filter(client_id => !carrierNames.has(client_id))).toEqual([]);
      expect(new Set(limits).size).toBe(limits.length);
    }
  });
});
