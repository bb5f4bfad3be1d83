import { dropConstraints, editCalls, editReplies, editRule, omit } from '../../edits.js';
import type { Defect } from '../../planted.js';
import { change, create, DEVICE, form, list, measure, NEW, old, send } from '../calls.js';
import type { Devices } from '../devices.js';

/** Inputs that the description forbids and the server takes, or the other way round. */
export const INPUTS: readonly Defect<Devices>[] = [
  {
    id: 'slug-in-capitals',
    says: 'A slug may have capitals.',
    certainty: 'explicit',
    operation: 'createDevice',
    plant: editRule('device', 'slug', rule => ({ ...rule, pattern: /^[a-z0-9]+(-[a-z0-9]+)*$/i })),
    walk: [create({ slug: 'New-Door' })],
  },
  {
    id: 'long-slug',
    says: 'A slug may have 41 characters.',
    certainty: 'explicit',
    operation: 'createDevice',
    plant: editRule('device', 'slug', rule => ({ ...rule, maxLength: 41 })),
    walk: [create({ slug: 'x'.repeat(41) })],
  },
  {
    id: 'longest-name-refused',
    says: 'A name of 60 characters is refused.',
    certainty: 'explicit',
    operation: 'createDevice',
    plant: editRule('device', 'name', rule => ({ ...rule, maxLength: 59 })),
    walk: [create({ name: 'x'.repeat(60) })],
  },
  {
    id: 'any-kind',
    says: 'Any word is taken as a kind.',
    certainty: 'explicit',
    operation: 'createDevice',
    plant: dropConstraints('device', 'kind', 'oneOf'),
    walk: [create({ kind: 'toaster' })],
  },
  {
    id: 'battery-of-new',
    says: 'The battery of a new device may be more than 100.',
    certainty: 'explicit',
    operation: 'createDevice',
    plant: dropConstraints('device', 'battery', 'maximum'),
    walk: [create({ battery: '101' })],
  },
  {
    id: 'battery-below-zero',
    says: 'An update takes a battery below zero.',
    certainty: 'explicit',
    operation: 'updateDevice',
    plant: dropConstraints('changes', 'battery', 'minimum'),
    walk: [change(old(1), { battery: -1 })],
  },
  {
    id: 'firmware-and-more',
    says: 'The version of a firmware may be followed by anything.',
    certainty: 'explicit',
    operation: 'createDevice',
    plant: editRule('device', 'firmware', rule => ({ ...rule, pattern: /^\d{1,3}\.\d{1,3}\.\d{1,3}/ })),
    walk: [create({ firmware: '1.2.3-beta' })],
  },
  {
    id: 'short-pin',
    says: 'An update takes a pin of three digits.',
    certainty: 'explicit',
    operation: 'updateDevice',
    plant: editRule('changes', 'pin', rule => ({ ...rule, pattern: /^\d{3,4}$/ })),
    walk: [change(old(1), { pin: '123' })],
  },
  {
    id: 'kind-changed',
    says: 'An update changes the kind, which the description does not have there.',
    certainty: 'explicit',
    operation: 'updateDevice',
    plant: ({ rules }) => ({ rules: { ...rules, changes: { ...rules.changes, kind: rules.devices.kind ?? STRING } } }),
    walk: [change(old(1), { kind: 'lock' })],
  },
  {
    id: 'time-without-offset',
    says: 'installed_at may have no offset.',
    certainty: 'explicit',
    operation: 'createDevice',
    plant: editRule('device', 'installed_at', rule => ({
      ...omit(rule, 'format'),
      pattern: /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d/,
    })),
    walk: [create({ installed_at: '2026-02-01T08:00:00' })],
  },
  {
    id: 'site-not-required',
    says: 'A device without a site is added at the first one.',
    certainty: 'explicit',
    operation: 'createDevice',
    plant: editRule('device', 'site', rule => ({ ...omit(rule, 'isRequired'), default: 'ber' })),
    walk: [form(omit(DEVICE, 'site'))],
  },
  {
    id: 'update-as-json',
    says: 'An update in application/json is accepted.',
    certainty: 'explicit',
    operation: 'updateDevice',
    plant: editCalls('PATCH', call =>
      call.headers['content-type'] === 'application/json'
        ? { ...call, headers: { ...call.headers, 'content-type': 'application/merge-patch+json' } }
        : call,
    ),
    walk: [send('PATCH', old(1), { online: true })],
  },
  {
    id: 'update-without-body',
    says: 'An update without a body changes nothing, and is answered with 200.',
    certainty: 'explicit',
    operation: 'updateDevice',
    plant: editCalls('PATCH', call => (call.body.length === 0 ? { ...call, body: Buffer.from('{}') } : call)),
    walk: [change(old(1), '')],
  },
  {
    id: 'name-null',
    says: 'An update takes null as a name, and ignores it.',
    certainty: 'explicit',
    operation: 'updateDevice',
    plant: fleet => ({
      ...editRule<Devices['rules']>('changes', 'name', rule => ({ ...rule, isNullable: true }))(fleet),
      merge: (device, changes) => fleet.merge(device, changes.name === null ? omit(changes, 'name') : changes),
    }),
    walk: [change(old(1), { name: null })],
  },
  {
    id: 'large-limit',
    says: 'A limit of more than 100 is taken for 100.',
    certainty: 'explicit',
    operation: 'listDevices',
    plant: fleet => ({
      ...dropConstraints<Devices['rules']>('paging', 'limit', 'maximum')(fleet),
      slice: (rows, { offset, limit }) => fleet.slice(rows, { offset, limit: Math.min(limit, 100) }),
    }),
    walk: [list('?limit=101')],
  },
  {
    id: 'negative-offset',
    says: 'A negative offset is taken for 0.',
    certainty: 'explicit',
    operation: 'listDevices',
    plant: fleet => ({
      ...dropConstraints<Devices['rules']>('paging', 'offset', 'minimum')(fleet),
      slice: (rows, { offset, limit }) => fleet.slice(rows, { offset: Math.max(offset, 0), limit }),
    }),
    walk: [list('?offset=-1')],
  },
  {
    id: 'any-direction',
    says: 'Any direction but asc is descending.',
    certainty: 'explicit',
    operation: 'listDevices',
    plant: dropConstraints('devices', 'direction', 'oneOf'),
    walk: [list('?direction=sideways')],
  },
  {
    id: 'online-perhaps',
    says: 'online takes any word, which is then false.',
    certainty: 'explicit',
    operation: 'listDevices',
    plant: editCalls('GET', call => {
      const online = call.query.get('online');
      if (online === null || online === 'true') return call;
      const query = new URLSearchParams(call.query);
      query.set('online', 'false');
      return { ...call, query };
    }),
    walk: [list('?online=perhaps')],
  },
  {
    id: 'large-value',
    says: 'A reading may be larger than 1000.',
    certainty: 'explicit',
    operation: 'addReading',
    plant: dropConstraints('reading', 'value', 'maximum'),
    walk: [measure(old(1), { value: 1_000.5 })],
  },
  {
    id: 'day-as-time',
    says: 'The time of a reading may be a day alone.',
    certainty: 'explicit',
    operation: 'addReading',
    plant: editRule('reading', 'at', rule => ({ ...omit(rule, 'format'), pattern: /^\d{4}-\d\d-\d\d/ })),
    walk: [measure(old(1), { at: '2026-03-01' })],
  },
  {
    id: 'any-metric-filter',
    says: 'The filter for a metric takes any word.',
    certainty: 'explicit',
    operation: 'listReadings',
    plant: dropConstraints('readings', 'metric', 'oneOf'),
    walk: [{ ...list(), path: `${old(6)}/readings?metric=colour` }],
  },
  {
    id: 'average-of-all',
    says: 'The average may be asked for without its metric, and is then that of the temperature.',
    certainty: 'explicit',
    operation: 'getAverage',
    plant: editRule('average', 'metric', rule => ({ ...omit(rule, 'isRequired'), default: 'temperature' })),
    walk: [{ ...list(), path: `${old(6)}/average` }],
  },
  {
    id: 'any-metric',
    says: 'A reading may be of any metric.',
    certainty: 'explicit',
    operation: 'addReading',
    plant: dropConstraints('reading', 'metric', 'oneOf'),
    walk: [measure(old(1), { metric: 'colour' })],
  },
  {
    id: 'taken-slug',
    says: 'A new device takes the place of the one that has its slug.',
    certainty: 'derived',
    operation: 'createDevice',
    plant: fleet => ({
      receive: call => {
        const slug = new URLSearchParams(call.body.toString()).get('slug');
        if (call.method === 'POST' && call.path === '/v2/devices' && slug) fleet.devices.delete(slug);
        return call;
      },
    }),
    walk: [create(), create({ name: 'Another' })],
  },
  {
    id: 'unknown-device-found',
    says: 'HEAD finds any device.',
    certainty: 'derived',
    operation: 'findDevice',
    plant: editReplies({ of: 'findDevice', status: 404 }, () => ({ status: 200, headers: {} })),
    walk: [{ ...list(), method: 'HEAD', path: NEW }],
  },
];

const STRING = { type: 'string' } as const;
