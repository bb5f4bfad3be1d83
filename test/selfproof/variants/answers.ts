import { gzipSync } from 'node:zlib';
import type { Variant } from '../planted.js';
import { showing } from '../users/choosing.js';
import { editingPage, editingUsers, type User } from '../users/user.js';
import { answering, editing, heading, type Json, on, without } from '../wraps.js';

const A_MILLISECOND = 3;

/** Good answers in another form than the mock's. */
export const ANSWERS: readonly Variant[] = [
  {
    id: 'extra-keys',
    says: 'Every object has keys that no page prints.',
    wrap: answering('any', answered => ({ ...answered, json: withMore(answered.json) })),
  },
  {
    id: 'other-key-order',
    says: 'All keys come in the opposite order.',
    wrap: answering('any', answered => ({ ...answered, json: reversed(answered.json) })),
  },
  {
    id: 'pretty-printed',
    says: 'Answers are indented, and letters beyond ASCII escaped.',
    wrap: answering('any', answered => ({
      ...answered,
      raw: JSON.stringify(answered.json, null, 4).replace(
        /[^\x20-\x7e\n]/g,
        letter => `\\u${letter.charCodeAt(0).toString(16).padStart(4, '0')}`,
      ),
    })),
  },
  {
    id: 'list-without-success',
    says: 'The list has no success, as in its printed example.',
    wrap: editing('list', 200, json => without(json, 'success')),
  },
  {
    id: 'hash-of-cost-10',
    says: 'Passwords are hashed with cost 10, in the form $2a$.',
    wrap: editingUsers(user => ({ ...user, passwd: String(user.passwd).replace('$2b$12$', '$2a$10$') })),
  },
  {
    id: 'hash-of-php',
    says: 'Passwords are hashed as PHP does, in the form $2y$.',
    wrap: editingUsers(user => ({ ...user, passwd: String(user.passwd).replace('$2b$12$', '$2y$11$') })),
  },
  {
    id: 'one-hash-for-all',
    says: 'Every password is shown as the same digest.',
    wrap: editingUsers(user => ({ ...user, passwd: `$2b$12$${'x'.repeat(53)}` })),
  },
  {
    id: 'fullname-computed',
    says: 'The full name is made of the other two, and there is a key that moves with every answer.',
    wrap: server => {
      let revision = 0;
      return editingUsers(user => {
        revision += 1;
        return { ...user, fullname: `${user.first_name} ${user.last_name}`, revision };
      })(server);
    },
  },
  {
    id: 'pages-for-bad-ids',
    says: 'What is no id is answered with a page of HTML.',
    wrap: on('get', async (asked, server) =>
      /\d$/.test(asked.path)
        ? server(asked)
        : { status: 404, headers: { 'content-type': 'text/html' }, json: undefined, raw: '<h1>Not Found</h1>' },
    ),
  },
  {
    id: 'times-with-z',
    says: 'Times end with Z.',
    wrap: showing(user => withTimes(user, time => time.replace('+00:00', 'Z'))),
  },
  {
    id: 'times-in-milliseconds',
    says: 'Times have three decimals.',
    wrap: showing(user =>
      withTimes(user, time => time.replace(/\.(\d+)/, (_, all) => `.${all.slice(0, A_MILLISECOND)}`)),
    ),
  },
  {
    id: 'times-in-seconds',
    says: 'Times have no decimals.',
    wrap: showing(user => withTimes(user, time => time.replace(/\.\d+/, ''))),
  },
  {
    id: 'times-of-another-zone',
    says: 'Times have the offset of India.',
    wrap: showing(user => withTimes(user, inIndia)),
  },
  {
    id: 'viewers',
    says: 'Some users are of the kind viewer.',
    mock: { records: 160, readings: { 'user-type-values': 'four' } },
    wrap: showing(user => (user.user_id % 10 === 3 && user.user_id < 1700 ? { ...user, user_type: 'viewer' } : user)),
  },
  {
    id: 'client-as-name',
    says: "The client of a user is answered as the carrier's name.",
    mock: { readings: { 'client-echo': 'name' } },
    wrap: server => server,
  },
  {
    id: 'media-with-charset',
    says: 'The media type has a charset, and answers have headers of their own.',
    wrap: heading('any', { 'content-type': 'application/json; charset=UTF-8', 'x-request-id': '17', server: 'nginx' }),
  },
  {
    id: 'problem-json',
    says: 'Refusals are announced as application/problem+json.',
    wrap: answering('any', answered =>
      answered.status >= 400
        ? { ...answered, headers: { ...answered.headers, 'content-type': 'application/problem+json' } }
        : answered,
    ),
  },
  {
    id: 'gzip',
    says: 'Every answer is compressed.',
    wrap: answering('any', answered => ({
      ...answered,
      headers: { ...answered.headers, 'content-encoding': 'gzip' },
      raw: gzipSync(JSON.stringify(answered.json)),
    })),
  },
  {
    id: 'connection-close',
    says: 'Every answer closes its connection.',
    wrap: heading('any', { connection: 'close' }),
  },
  {
    id: 'page-told-otherwise',
    says: 'The payload of the list counts its pages, too.',
    wrap: editingPage(page => ({ ...page, pages: Math.ceil(page.total / page.per_page) })),
  },
];

const TIMES = ['create_time', 'last_login_time', 'last_seen'];

function withTimes(user: User, form: (time: string) => string): User {
  const times = TIMES.filter(key => user[key] !== null).map(key => [key, form(String(user[key]))]);
  return { ...user, ...Object.fromEntries(times) };
}

/** A UTC time as the same instant at +05:30. */
function inIndia(time: string): string {
  const [, decimals = ''] = /\.(\d+)/.exec(time) ?? [];
  const shifted = new Date(Date.parse(time) + 5.5 * 60 * 60 * 1000).toISOString().slice(0, 19);
  return `${shifted}.${decimals}+05:30`;
}

function withMore(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withMore);
  if (value === null || typeof value !== 'object') return value;
  const more = Object.entries(value).map(([key, inner]) => [key, key === 'errors' ? inner : withMore(inner)]);
  return { ...Object.fromEntries(more), _links: { self: '/' }, revision: 7 };
}

function reversed(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(reversed);
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(
    Object.entries(value as Json)
      .reverse()
      .map(([key, inner]) => [key, reversed(inner)]),
  );
}
