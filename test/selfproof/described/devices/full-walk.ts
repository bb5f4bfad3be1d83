import { type Documented, refusals } from '../documented.js';
import { change, create, DEVICE, form, get, head, list, measure, NEW, old, remove, send, unknown } from './calls.js';

const NOWHERE = '/v2/devices/nothing';
const SETTINGS = { interval: 30, units: 'imperial' };
const WRONG = { Authorization: 'Basic ZmxlZXQ6d3Jvbmc=' };

/** Each operation with each of its documented statuses. */
export const FULL_WALK: readonly Documented[] = [
  { operation: 'listDevices', status: 200, step: list() },
  { operation: 'listDevices', status: 200, step: list('?offset=75&order_by=battery&direction=desc&q=gate') },
  {
    operation: 'listDevices',
    status: 200,
    step: list('?offset=500&online=false&installed_after=2025-01-01T00:00:00Z'),
  },
  { operation: 'countDevices', status: 200, step: head('/v2/devices?kind=camera') },
  { operation: 'createDevice', status: 201, step: create() },
  { operation: 'createDevice', status: 409, step: create(), inWords: true },
  { operation: 'createDevice', status: 201, step: create({ slug: 'a1', online: 'true', pin: '0042', colour: 'red' }) },
  { operation: 'getDevice', status: 200, step: get(NEW) },
  { operation: 'findDevice', status: 200, step: head(NEW) },
  { operation: 'updateDevice', status: 200, step: change(NEW, { battery: null, note: null, firmware: '2.0.11' }) },
  { operation: 'updateDevice', status: 200, step: change(NEW, {}) },
  { operation: 'addReading', status: 201, step: measure(NEW) },
  { operation: 'listReadings', status: 200, step: get(`${NEW}/readings`) },
  {
    operation: 'listReadings',
    status: 200,
    step: get(`${old(6)}/readings?metric=voltage&limit=5&since=2026-02-12T00:00:00Z`),
  },
  { operation: 'deleteDevice', status: 204, step: remove(NEW) },
  { operation: 'getSettings', status: 200, step: get('/v2/settings') },
  { operation: 'replaceSettings', status: 200, step: send('PUT', '/v2/settings', SETTINGS) },
  { operation: 'listSites', status: 200, step: get('/v2/sites') },
  { operation: 'getSite', status: 200, step: get('/v2/sites/osl') },
  ...refusals(401, {
    listDevices: unknown(list()),
    countDevices: unknown(head('/v2/devices')),
    createDevice: unknown(create()),
    getDevice: get(old(1), WRONG),
    findDevice: unknown(head(old(1))),
    updateDevice: unknown(change(old(1), {})),
    deleteDevice: unknown(remove(old(1))),
    listReadings: unknown(get(`${old(1)}/readings`)),
    addReading: unknown(measure(old(1))),
    getSettings: get('/v2/settings', { Authorization: 'Bearer blue' }),
    replaceSettings: unknown(send('PUT', '/v2/settings', SETTINGS)),
    listSites: unknown(get('/v2/sites')),
    getSite: unknown(get('/v2/sites/osl')),
  }),
  ...refusals(404, {
    getDevice: get(NOWHERE),
    findDevice: head(NOWHERE),
    updateDevice: change(NOWHERE, {}),
    deleteDevice: remove(NOWHERE),
    listReadings: get(`${NOWHERE}/readings`),
    addReading: measure(NOWHERE),
    getSite: get('/v2/sites/rom'),
  }),
  ...refusals(400, {
    listDevices: list('?online=perhaps'),
    countDevices: head('/v2/devices?limit=101'),
    createDevice: create({ slug: 'New Door' }),
    updateDevice: change(old(1), { slug: 'renamed' }),
    listReadings: get(`${old(1)}/readings?until=now`),
    addReading: measure(old(1), { value: '41' }),
    replaceSettings: send('PUT', '/v2/settings', { ...SETTINGS, interval: 9 }),
  }),
  { operation: 'createDevice', status: 400, step: form({ slug: 'x' }) },
  { operation: 'createDevice', status: 400, step: create({ battery: '101' }) },
  { operation: 'createDevice', status: 400, step: { ...create(), body: '' } },
  { operation: 'updateDevice', status: 400, step: change(old(1), '{"name"') },
  { operation: 'updateDevice', status: 400, step: change(old(1), { name: null }) },
  { operation: 'addReading', status: 400, step: measure(old(1), { at: '2026-03-01' }) },
  ...refusals(415, {
    createDevice: send('POST', '/v2/devices', DEVICE),
    updateDevice: send('PATCH', old(1), {}, 'application/xml'),
    addReading: send('POST', `${old(1)}/readings`, 'metric=humidity', 'application/x-www-form-urlencoded'),
    replaceSettings: send('PUT', '/v2/settings', 'interval: 30', 'application/yaml'),
  }),
];
