import { describe, expect, test } from 'vitest';
import { seedAcefone } from '../../../src/apis/acefone/seed/seed-acefone.js';
import type { AcefoneUser } from '../../../src/apis/index.js';
import { verifyPassword } from '../../../src/kernel/index.js';

const KEYS = [
  'id',
  'agent_id',
  'name',
  'number',
  'email',
  'caller_id',
  'agent_group',
  'block_agent',
  'international_outbound',
  'designation',
  'login_id',
  'user_role',
  'password',
  'block_web_login',
  'user_for_cdr',
  'login_based_calling',
  'disable_agent',
  'intercom',
  'extension',
];

const KEPT_BY: Record<string, (user: AcefoneUser) => boolean> = {
  block_agent: user => user.block_agent,
  disable_agent: user => user.disable_agent,
  international_outbound: user => user.international_outbound,
  block_web_login: user => user.block_web_login,
  login_based_calling: user => user.login_based_calling,
  designation: user => user.designation !== null,
  extension: user => user.extension !== '',
  agent_group: user => user.agent_group.length > 0,
  'user_for_cdr of agents': user => user.user_for_cdr.type === 'agent',
  'user_for_cdr of all': user => user.user_for_cdr.type === 'all',
  'user_for_cdr of none': user => user.user_for_cdr.type === 'none',
};

describe.each([0, 1, 2, 3, 42])('Acefone’s users of seed %i', seed => {
  const { users, roles } = seedAcefone({ seed });

  test('40 users, rising by id, every one with the same keys in the same order', () => {
    expect(users).toHaveLength(40);
    expect(users.map(({ id }) => id).sort()).toEqual(users.map(({ id }) => id));
    for (const user of users) expect(Object.keys(user)).toEqual(KEYS);
  });

  test('user 288256 has agent 0502842370002, and agent 0502842370261 is another user', () => {
    expect(users.find(({ id }) => id === '288256')?.agent_id).toBe('0502842370002');
    expect(users.filter(({ agent_id }) => agent_id === '0502842370261')).toHaveLength(1);
  });

  test('the user admin is not the user 288256', () => {
    const admins = users.filter(({ login_id }) => login_id === 'admin');
    expect(admins).toHaveLength(1);
    expect(admins[0]?.id).not.toBe('288256');
  });

  test('every user has its own login id as password', () => {
    expect(users.filter(({ password, login_id }) => !verifyPassword(password, login_id))).toEqual([]);
  });

  test('ids of all kinds are unique and formed as the platform forms them', () => {
    const forms = {
      id: /^\d{6}$/,
      agent_id: /^05\d{11}$/,
      login_id: /^[a-z.]+$/,
      email: /@example\.com$/,
      intercom: /^\d{4}$/,
    };
    for (const [key, form] of Object.entries(forms) as [keyof typeof forms, RegExp][]) {
      expect(new Set(users.map(user => user[key])).size, key).toBe(users.length);
      for (const user of users) expect(user[key]).toMatch(form);
    }
    for (const { number, caller_id, extension } of users) {
      expect(number).toMatch(/^\+91\d{10}$/);
      expect(extension).toMatch(/^(06\d{11})?$/);
      expect(caller_id.filter(own => !/^\d+$/.test(String(own)))).toEqual([]);
    }
  });

  test('roles are listed ones, and users for CDRs existing agents', () => {
    const agents = new Set(users.map(({ agent_id }) => agent_id));
    for (const { user_role, user_for_cdr } of users) {
      expect(roles.map(({ id }) => id)).toContain(user_role);
      expect(user_for_cdr.value === null).toBe(user_for_cdr.type !== 'agent');
      for (const agent of user_for_cdr.value ?? []) expect(agents).toContain(agent);
    }
  });

  test.each(Object.entries(KEPT_BY))('the seeded users have both values of %s', (_, isKept) => {
    const kept = users.filter(isKept).length;
    expect(kept).toBeGreaterThan(0);
    expect(kept).toBeLessThan(users.length);
  });
});
