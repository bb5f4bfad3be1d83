import { composed } from '../exchange.js';
import type { Defect } from '../planted.js';
import { coin } from '../turns.js';
import { editingKey, editingUsers } from '../users/user.js';
import { answer, answering, asking, editing, heading, on, renumbering, without } from '../wraps.js';

/** Reading one user. */
export const GET: readonly Defect[] = [
  {
    id: 'get-another-user',
    statement: 'get.user_id',
    says: 'Get answers user 1, whoever is asked for.',
    wrap: asking('get', asked => ({ ...asked, path: '/v1/user/1' })),
  },
  {
    id: 'get-any-id',
    statement: 'get.user_id',
    says: 'An id that is no number finds user 1.',
    wrap: asking('get', asked => ({ ...asked, path: asked.path.replace(/\/[^/]*[^/\d][^/]*$/, '/1') })),
  },
  {
    id: 'get-payload-list',
    statement: 'get.status-200',
    says: 'The user stands in a list.',
    wrap: editing('get', 200, json => ({ ...json, payload: [json.payload] })),
  },
  {
    id: 'get-bare',
    statement: 'get.payload',
    says: 'The user is answered without payload.',
    wrap: editing('get', 200, json => ({ ...(json.payload as object), success: true })),
  },
  {
    id: 'get-other-name',
    statement: 'get.operation',
    says: 'Get answers the name in capitals, where the list does not.',
    wrap: editingKey('name', name => String(name).toUpperCase(), ['get']),
  },
  {
    id: 'get-other-role',
    statement: 'get.operation',
    says: 'Get never knows the role of a user.',
    wrap: editingUsers(user => ({ ...user, role_id: null, role_name: '' }), ['get']),
  },
  {
    id: 'get-without-success',
    statement: 'get.success',
    says: 'A good get has no success.',
    wrap: editing('get', 200, json => without(json, 'success')),
  },
  {
    id: 'get-success-text',
    statement: 'get.success',
    says: 'Success of get is a text.',
    wrap: editing('get', 200, json => ({ ...json, success: 'true' })),
  },
  {
    id: 'get-key-missing',
    statement: 'user.fullname',
    says: 'Get leaves out fullname.',
    wrap: editingUsers(user => without(user, 'fullname'), ['get']),
  },
  {
    id: 'get-unknown-null',
    statement: 'get.status-404',
    says: 'For an id that nobody has get answers 200 and null.',
    wrap: composed(
      editing('get', 404, () => ({ payload: null, success: true })),
      renumbering('get', 404, 200),
    ),
  },
  {
    id: 'get-unknown-400',
    statement: 'get.status-404',
    says: 'For an id that nobody has get answers 400.',
    wrap: renumbering('get', 404, 400),
  },
  {
    id: 'get-404-empty',
    statement: 'get.not-found',
    says: 'The body of the 404 is an empty object.',
    wrap: editing('get', 404, () => ({})),
  },
  {
    id: 'get-404-html',
    statement: 'get.not-found',
    says: 'The 404 of get is a page of HTML.',
    wrap: answering('get', answered =>
      answered.status === 404
        ? { ...answered, headers: { 'content-type': 'text/html' }, raw: '<h1>Not found</h1>' }
        : answered,
    ),
  },
  {
    id: 'not-found-success-text',
    statement: 'not-found.success',
    says: 'Success of a 404 is a text.',
    wrap: editing(['get', 'patch-all'], 404, json => ({ ...json, success: 'false' })),
  },
  {
    id: 'not-found-success-true',
    statement: 'not-found.success',
    says: 'A 404 has success true.',
    wrap: editing(['get', 'patch-all'], 404, json => ({ ...json, success: true })),
  },
  {
    id: 'not-found-type-missing',
    statement: 'not-found.error_type',
    says: 'A 404 has no error_type.',
    wrap: editing(['get', 'patch-all'], 404, json => without(json, 'error_type')),
  },
  {
    id: 'not-found-type-changing',
    statement: 'get.not-found',
    says: 'The error_type of a 404 of get is now the printed one, now another.',
    wrap: server => {
      const turn = coin();
      return editing('get', 404, json => (turn() ? json : { ...json, error_type: 'Not found' }))(server);
    },
  },
  {
    id: 'get-double-slash',
    statement: 'get.curl',
    says: 'A doubled slash is another path.',
    wrap: on('any', (asked, server) =>
      asked.path.includes('//') ? answer(404, { error_type: 'Object not found', success: false }) : server(asked),
    ),
  },
  {
    id: 'get-json-as-text',
    statement: 'get.json',
    says: 'Get is announced as text/plain.',
    wrap: heading('get', { 'content-type': 'text/plain' }),
  },
  {
    id: 'get-203',
    statement: 'get.curl',
    says: 'Get answers 203.',
    wrap: renumbering('get', 200, 203),
  },
];
