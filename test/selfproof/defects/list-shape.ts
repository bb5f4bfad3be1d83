import type { Defect } from '../planted.js';
import { coin } from '../turns.js';
import { editingKey, editingPage, editingUsers, type Page } from '../users/user.js';
import { answering, editing, heading, type Json, without } from '../wraps.js';

/** The form of the list's answer and of the users in it. */
export const LIST_SHAPE: readonly Defect[] = [
  {
    id: 'list-enveloped-otherwise',
    statement: 'list.payload',
    says: 'The payload of the list is called data.',
    wrap: editing('list', 200, ({ payload, ...rest }) => ({ data: payload, ...rest })),
  },
  {
    id: 'list-payload-is-list',
    statement: 'list.payload',
    says: 'The payload is the list of users alone.',
    wrap: editingPage(({ items }) => items),
  },
  {
    id: 'list-payload-doubled',
    statement: 'list.items',
    says: 'The payload is wrapped in another payload.',
    wrap: editingPage(payload => ({ payload })),
  },
  {
    id: 'list-items-by-id',
    statement: 'list.items',
    says: 'The users stand in an object by their ids.',
    wrap: editingPage(page => ({
      ...page,
      items: Object.fromEntries(page.items.map(user => [user.user_id, user])),
    })),
  },
  {
    id: 'list-items-missing',
    statement: 'list.items',
    says: 'A page without users has no items.',
    wrap: editingPage(page => (page.items.length > 0 ? page : without(page as Json, 'items'))),
  },
  {
    id: 'list-page-missing',
    statement: 'list.answer.page',
    says: 'The answer does not tell which page it is.',
    wrap: editingPage(page => without(page as Json, 'page')),
  },
  {
    id: 'list-page-one-based-told',
    statement: 'list.answer.page',
    says: 'The answer counts its pages from 1.',
    wrap: editingPage(page => ({ ...page, page: page.page + 1 })),
  },
  {
    id: 'list-per-page-missing',
    statement: 'list.answer.per_page',
    says: 'The answer does not tell how many users a page holds.',
    wrap: editingPage(page => without(page as Json, 'per_page')),
  },
  {
    id: 'list-per-page-told-30',
    statement: 'list.answer.per_page',
    says: 'The answer tells 30 per page, whatever the page holds.',
    wrap: editingPage(page => ({ ...page, per_page: 30 })),
  },
  {
    id: 'list-success-false',
    statement: 'list.success',
    says: 'A good list has success false.',
    wrap: editing('list', 200, json => ({ ...json, success: false })),
  },
  {
    id: 'list-success-now-and-then',
    statement: 'list.success',
    says: 'The list has now success, now not.',
    wrap: server => {
      const turn = coin();
      return editing('list', 200, json => (turn() ? json : without(json, 'success')))(server);
    },
  },
  {
    id: 'list-html',
    statement: 'list.json',
    says: 'The list is announced as text/html.',
    wrap: heading('list', { 'content-type': 'text/html; charset=utf-8' }),
  },
  {
    id: 'list-cut-short',
    statement: 'list.json',
    says: 'The list is text that only begins as JSON.',
    wrap: answering('list', answered =>
      answered.status === 200 ? { ...answered, raw: `${JSON.stringify(answered.json).slice(0, -1)}` } : answered,
    ),
  },
  {
    id: 'list-206',
    statement: 'list.curl',
    says: 'A page that does not hold all users is answered 206.',
    wrap: answering('list', answered => {
      const { items, total } = ((answered.json as Json).payload ?? { items: [], total: 0 }) as Page;
      return items.length < total ? { ...answered, status: 206 } : answered;
    }),
  },
  {
    id: 'list-users-abridged',
    statement: 'user.cdr_expire',
    says: 'The list leaves out the keys that are null.',
    wrap: editingUsers(
      user => Object.fromEntries(Object.entries(user).filter(([, value]) => value !== null)),
      ['list'],
    ),
  },
  {
    id: 'passwd-clear',
    statement: 'user.passwd',
    says: 'The password of a user is its name, in the clear.',
    wrap: editingKey('passwd', (_, { name }) => name),
  },
  {
    id: 'passwd-missing',
    statement: 'user.passwd',
    says: 'No password is answered.',
    wrap: editingUsers(user => without(user, 'passwd')),
  },
  {
    id: 'user-id-text',
    statement: 'user.user_id',
    says: 'The id of a user is a text.',
    wrap: editingKey('user_id', String),
  },
  {
    id: 'active-number',
    statement: 'user.active',
    says: 'Active users have 1 and the others 0.',
    wrap: editingKey('active', Number),
  },
  {
    id: 'client-limits-null',
    statement: 'user.client_limits',
    says: 'Without limits client_limits is null.',
    wrap: editingKey('client_limits', value => ((value as unknown[]).length > 0 ? value : null)),
  },
  {
    id: 'auth-ip-texts',
    statement: 'user.auth_ip',
    says: 'The addresses of a user are plain texts.',
    wrap: editingKey('auth_ip', value => (value as { ip: string }[]).map(({ ip }) => ip)),
  },
  {
    id: 'client-limits-text',
    statement: 'user.client_limits.client_id',
    says: 'The ids in client_limits are texts.',
    wrap: editingKey('client_limits', value =>
      (value as { client_id: number }[]).map(({ client_id }) => ({ client_id: String(client_id) })),
    ),
  },
  {
    id: 'is-online-word',
    statement: 'user.is_online',
    says: 'Whether a user is online is answered as a boolean.',
    wrap: editingKey('is_online', value => value === 1),
  },
  {
    id: 'user-type-label',
    statement: 'user.user_type',
    says: 'Kinds of users are answered with a capital.',
    wrap: editingKey('user_type', value => `${String(value)[0]?.toUpperCase()}${String(value).slice(1)}`),
  },
  {
    id: 'create-time-spelled',
    statement: 'user.create_time',
    says: 'The time of creation is spelled as e-mails do.',
    wrap: editingKey('create_time', value => new Date(String(value)).toUTCString()),
  },
  {
    id: 'create-time-number',
    statement: 'user.create_time',
    says: 'The time of creation is a number of seconds.',
    wrap: editingKey('create_time', value => Date.parse(String(value)) / 1000),
  },
  {
    id: 'role-name-null',
    statement: 'user.role_name',
    says: 'Without a role role_name is null.',
    wrap: editingKey('role_name', value => value || null),
  },
];
