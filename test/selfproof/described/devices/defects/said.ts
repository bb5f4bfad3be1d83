import { dropHeader, editJson, editReplies, letIn, omit, setHeaders } from '../../edits.js';
import type { Defect } from '../../planted.js';
import type { Json } from '../../serving/call.js';
import { anonymous, change, create, get, head, list, measure, old, remove, send } from '../calls.js';
import { ACCOUNT, type Devices } from '../devices.js';

const crash = () => ({ status: 500, headers: { 'Content-Type': 'text/html' }, text: '<h1>Server Error</h1>' });

/** Responses that the description does not allow, and credentials that are not asked for. */
export const SAID: readonly Defect<Devices>[] = [
  {
    id: 'list-without-total',
    says: 'The list of devices has no X-Total-Count.',
    certainty: 'explicit',
    operation: 'listDevices',
    plant: dropHeader({ of: 'listDevices', status: 200 }, 'X-Total-Count'),
    walk: [list()],
  },
  {
    id: 'total-of-readings-unknown',
    says: 'The X-Total-Count of readings is no number.',
    certainty: 'explicit',
    operation: 'listReadings',
    plant: setHeaders({ of: 'listReadings', status: 200 }, { 'X-Total-Count': 'many' }),
    walk: [get(`${old(6)}/readings`)],
  },
  {
    id: 'head-204',
    says: 'HEAD of the devices is answered with 204.',
    certainty: 'explicit',
    operation: 'countDevices',
    plant: editReplies({ of: 'countDevices', status: 200 }, reply => ({ ...omit(reply, 'json'), status: 204 })),
    walk: [head('/v2/devices')],
  },
  {
    id: 'problem-as-json',
    says: 'A refused update is application/json.',
    certainty: 'explicit',
    operation: 'updateDevice',
    plant: setHeaders({ of: 'updateDevice', status: 400 }, { 'Content-Type': 'application/json' }),
    walk: [change(old(1), { online: 'yes' })],
  },
  {
    id: 'problem-of-text',
    says: 'The status within a problem is text.',
    certainty: 'explicit',
    operation: 'getDevice',
    plant: editJson({ of: 'getDevice', status: 404 }, json => ({ ...json, status: String(json.status) })),
    walk: [get('/v2/devices/nothing')],
  },
  {
    id: 'pin-shown',
    says: 'The response to a new device shows its pin, which is write-only.',
    certainty: 'explicit',
    operation: 'createDevice',
    plant: fleet =>
      editJson({ of: 'createDevice', status: 201 }, json => ({
        ...json,
        pin: fleet.devices.get(String(json.slug))?.pin ?? '0000',
      }))(fleet),
    walk: [create({ pin: '0042' })],
  },
  {
    id: 'battery-of-text',
    says: 'The battery of devices without one is n/a, and not null.',
    certainty: 'explicit',
    operation: 'listDevices',
    plant: ({ show }) => ({
      show: row => ('battery' in row ? { ...show(row), battery: row.battery ?? 'n/a' } : show(row)),
    }),
    walk: [list()],
  },
  {
    id: 'without-empty-note',
    says: 'A device that is got has no member note if it is null.',
    certainty: 'explicit',
    operation: 'getDevice',
    plant: editJson({ of: 'getDevice', status: 200 }, json => (json.note === null ? omit(json, 'note') : json)),
    walk: [get(old(2))],
  },
  {
    id: 'time-as-number',
    says: 'The time of a new reading is answered as a number.',
    certainty: 'explicit',
    operation: 'addReading',
    plant: editJson({ of: 'addReading', status: 201 }, json => ({ ...json, at: Date.parse(String(json.at)) })),
    walk: [measure(old(1))],
  },
  {
    id: 'no-average-is-nan',
    says: 'The average of no readings is a text, and not null.',
    certainty: 'explicit',
    operation: 'getAverage',
    plant: editJson({ of: 'getAverage', status: 200 }, json => ({ ...json, average: json.average ?? 'NaN' })),
    walk: [get(`${old(5)}/average?metric=voltage`)],
  },
  {
    id: 'firmware-of-tenth',
    says: 'The firmware of every tenth device of the list begins with v.',
    certainty: 'explicit',
    operation: 'listDevices',
    plant: editJson({ of: 'listDevices', status: 200 }, json =>
      (json as unknown as Json[]).map((row, at) => (at % 10 === 9 ? { ...row, firmware: `v${row.firmware}` } : row)),
    ),
    walk: [list()],
  },
  {
    id: 'units-in-capitals',
    says: 'The units of the settings are in capitals.',
    certainty: 'explicit',
    operation: 'getSettings',
    plant: editJson({ of: 'getSettings', status: 200 }, json => ({ ...json, units: String(json.units).toUpperCase() })),
    walk: [get('/v2/settings')],
  },
  {
    id: 'sites-as-object',
    says: 'The list of sites is an object with the list in it.',
    certainty: 'explicit',
    operation: 'listSites',
    plant: editJson({ of: 'listSites', status: 200 }, items => ({ items })),
    walk: [get('/v2/sites')],
  },
  {
    id: 'unknown-site-null',
    says: 'An unknown site is null with 200.',
    certainty: 'explicit',
    operation: 'getSite',
    plant: editReplies({ of: 'getSite', status: 404 }, () => ({
      status: 200,
      headers: { 'Content-Type': 'application/json' },
      json: null,
    })),
    walk: [get('/v2/sites/rom')],
  },
  {
    id: 'delete-202',
    says: 'A delete is answered with 202.',
    certainty: 'explicit',
    operation: 'deleteDevice',
    plant: editReplies({ of: 'deleteDevice', status: 204 }, reply => ({ ...reply, status: 202 })),
    walk: [remove(old(1))],
  },
  {
    id: 'head-without-account',
    says: 'HEAD says without an account whether there is a device.',
    certainty: 'explicit',
    operation: 'findDevice',
    plant: letIn(({ operation }) => operation === 'findDevice'),
    walk: [anonymous(head(old(1)))],
  },
  {
    id: 'any-password',
    says: 'Any password is accepted with the right name.',
    certainty: 'explicit',
    operation: 'listReadings',
    plant: letIn(({ headers }) => {
      const [, encoded = ''] = (headers.authorization ?? '').split(' ');
      const [name] = ACCOUNT.split(':');
      return Buffer.from(encoded, 'base64').toString().startsWith(`${name}:`);
    }),
    walk: [get(old(1), { Authorization: `Basic ${Buffer.from('fleet:wrong').toString('base64')}` })],
  },
  {
    id: 'settings-for-all',
    says: 'The settings are shown without an account.',
    certainty: 'explicit',
    operation: 'getSettings',
    plant: letIn(({ operation }) => operation === 'getSettings'),
    walk: [anonymous(get('/v2/settings'))],
  },
  {
    id: 'challenge-of-another-scheme',
    says: 'A 401 asks for a bearer token.',
    certainty: 'explicit',
    operation: 'listDevices',
    plant: setHeaders({ status: 401 }, { 'WWW-Authenticate': 'Bearer' }),
    walk: [anonymous(list())],
  },
  {
    id: 'refused-account-403',
    says: 'A wrong account is answered with 403.',
    certainty: 'explicit',
    operation: 'listSites',
    plant: editReplies({ of: 'listSites', status: 401 }, reply => ({ ...reply, status: 403 })),
    walk: [anonymous(get('/v2/sites'))],
  },
  {
    id: 'search-500',
    says: 'A search for a parenthesis is answered with 500.',
    certainty: 'explicit',
    operation: 'listDevices',
    plant: editReplies({ of: 'listDevices', if: ({ query }) => /[([*?\\]/.test(query.get('q') ?? '') }, crash),
    walk: [list('?q=(')],
  },
  {
    id: 'broken-encoding-500',
    says: 'A slug with a broken percent-encoding is answered with 500.',
    certainty: 'explicit',
    operation: 'getDevice',
    plant: editReplies({ status: 404, if: ({ path }) => /%(?![\da-f]{2})|%[c-f][\da-f](?!%)/i.test(path) }, crash),
    walk: [get('/v2/devices/%E0%A4%A')],
  },
  {
    id: 'broken-update-500',
    says: 'An update that is no JSON is answered with 500.',
    certainty: 'explicit',
    operation: 'updateDevice',
    plant: editReplies({ of: 'updateDevice', status: 400, if: ({ body }) => body.length > 0 && !isJson(body) }, crash),
    walk: [change(old(1), '{"name":')],
  },
  {
    id: 'large-offset-500',
    says: 'An offset beyond 32 bits is answered with 500.',
    certainty: 'explicit',
    operation: 'listDevices',
    plant: editReplies(
      { of: 'listDevices', status: 200, if: ({ query }) => Number(query.get('offset')) >= 2 ** 31 },
      crash,
    ),
    walk: [list('?offset=4294967296')],
  },
  {
    id: 'post-to-device',
    says: 'POST to a device, which no operation has, is answered with 201.',
    certainty: 'explicit',
    operation: 'getDevice',
    plant: editReplies({ status: 405, if: ({ method }) => method === 'POST' }, () => ({
      status: 201,
      headers: { 'Content-Type': 'application/json' },
      json: {},
    })),
    walk: [send('POST', old(1), {})],
  },
];

function isJson(body: Buffer): boolean {
  try {
    JSON.parse(body.toString());
    return true;
  } catch {
    return false;
  }
}
