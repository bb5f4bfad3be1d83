import { editCalls, editJson, editReplies, editRule } from '../../edits.js';
import type { Defect } from '../../planted.js';
import type { Call, Json } from '../../serving/call.js';
import { change, create, get, list, measure, NEW, old, remove } from '../calls.js';
import type { Devices } from '../devices.js';
import type { Device } from '../records.js';

/** Creates, updates and deletes that do something else than their names say. */
export const WRITES: readonly Defect<Devices>[] = [
  {
    id: 'online-lost',
    says: 'A new device is offline, even if online=true was sent.',
    certainty: 'derived',
    operation: 'createDevice',
    plant: editNewDevice(values => ({ ...values, online: false })),
    walk: [create({ online: 'true' })],
  },
  {
    id: 'empty-battery-lost',
    says: 'A new device whose battery is 0 has none.',
    certainty: 'derived',
    operation: 'createDevice',
    plant: editNewDevice(values => ({ ...values, battery: values.battery || null })),
    walk: [create({ battery: '0' })],
  },
  {
    id: 'plus-for-space',
    says: 'The spaces of a form stay plus signs.',
    certainty: 'derived',
    operation: 'createDevice',
    plant: editCalls('POST', call =>
      isForm(call) ? { ...call, body: Buffer.from(call.body.toString().replaceAll('+', '%2B')) } : call,
    ),
    walk: [create()],
  },
  {
    id: 'other-charset',
    says: 'Letters beyond ASCII in a form are read as ISO 8859-1.',
    certainty: 'derived',
    operation: 'createDevice',
    plant: editNewDevice(values => ({
      ...values,
      name: [...Buffer.from(String(values.name)).toString('latin1')].slice(0, 60).join(''),
    })),
    walk: [create({ name: 'Østre Door' })],
  },
  {
    id: 'offset-cut',
    says: 'The offset of installed_at is cut off, and Z takes its place.',
    certainty: 'derived',
    operation: 'createDevice',
    plant: editNewDevice(values => ({
      ...values,
      installed_at: String(values.installed_at).replace(/[+-]\d\d:\d\d$/, 'Z'),
    })),
    walk: [create({ installed_at: '2026-02-01T10:00:00+02:00' })],
  },
  {
    id: 'installed-now',
    says: 'A new device was installed now, whatever was sent.',
    certainty: 'derived',
    operation: 'createDevice',
    plant: fleet => editNewDevice(values => ({ ...values, installed_at: fleet.now() }))(fleet),
    walk: [create()],
  },
  {
    id: 'other-default-firmware',
    says: 'The firmware of a new device is 0.0.1 unless it is sent, while the default is 1.0.0.',
    certainty: 'derived',
    operation: 'createDevice',
    plant: editRule('device', 'firmware', rule => ({ ...rule, default: '0.0.1' })),
    walk: [create()],
  },
  {
    id: 'name-title-case',
    says: 'Each word of the name of a new device begins with a capital.',
    certainty: 'derived',
    operation: 'createDevice',
    plant: editNewDevice(values => ({
      ...values,
      name: String(values.name).replace(/\b[a-z]/g, letter => letter.toUpperCase()),
    })),
    walk: [create({ name: 'door of the lab' })],
  },
  {
    id: 'value-rounded',
    says: 'The value of a reading is rounded to one decimal.',
    certainty: 'derived',
    operation: 'addReading',
    plant: () => ({
      create: values => ('value' in values ? { ...values, value: Math.round(Number(values.value) * 10) / 10 } : values),
    }),
    walk: [measure(old(1))],
  },
  {
    id: 'value-positive',
    says: 'A negative value loses its sign.',
    certainty: 'derived',
    operation: 'addReading',
    plant: () => ({
      create: values => ('value' in values ? { ...values, value: Math.abs(Number(values.value)) } : values),
    }),
    walk: [measure(old(1), { value: -12 })],
  },
  {
    id: 'reading-replaces-last',
    says: 'A reading gets the id of the last one, and takes its place.',
    certainty: 'derived',
    operation: 'addReading',
    plant: ({ readings }) => ({ nextReading: () => Math.max(...readings.keys()) }),
    walk: [measure(old(1)), measure(old(1))],
  },
  {
    id: 'update-ignores-null',
    says: 'An update ignores null.',
    certainty: 'derived',
    operation: 'updateDevice',
    plant: editChanges((_, changes) => onlyIf(changes, value => value !== null)),
    walk: [change(old(1), { battery: null })],
  },
  {
    id: 'update-ignores-false',
    says: 'An update ignores false and 0.',
    certainty: 'derived',
    operation: 'updateDevice',
    plant: editChanges((_, changes) => onlyIf(changes, value => value !== false && value !== 0)),
    walk: [change(old(2), { online: false })],
  },
  {
    id: 'update-resets-note',
    says: 'An update without a note takes the old one away.',
    certainty: 'derived',
    operation: 'updateDevice',
    plant: editChanges((_, changes) => ({ note: null, ...changes })),
    walk: [change(old(1), { online: true })],
  },
  {
    id: 'update-of-site-renews-installation',
    says: 'An update of the site sets installed_at to now.',
    certainty: 'derived',
    operation: 'updateDevice',
    plant: fleet =>
      editChanges((_, changes) => ('site' in changes ? { installed_at: fleet.now(), ...changes } : changes))(fleet),
    walk: [change(old(1), { site: 'par' })],
  },
  {
    id: 'update-of-same-site',
    says: 'An update of the firmware changes all devices of the same kind and site that were added after the start.',
    certainty: 'derived',
    operation: 'updateDevice',
    plant: fleet => {
      const added = new Set<unknown>();
      return {
        create: values => {
          if ('slug' in values) added.add(values.slug);
          return fleet.create(values);
        },
        merge: (device, changes) => {
          for (const other of fleet.devices.values()) {
            if (added.has(other.slug) && other.kind === device.kind && other.site === device.site && changes.firmware) {
              fleet.devices.set(other.slug, { ...other, firmware: changes.firmware });
            }
          }
          return fleet.merge(device, changes);
        },
      };
    },
    walk: [create(), create({ slug: 'a1' }), change(NEW, { firmware: '7.7.7' }), get('/v2/devices/a1')],
  },
  {
    id: 'update-shows-before',
    says: 'The response to an update shows the device as it was before.',
    certainty: 'derived',
    operation: 'updateDevice',
    plant: fleet => {
      let before: Json = {};
      return {
        merge: (device, changes) => {
          before = fleet.show(device);
          return fleet.merge(device, changes);
        },
        ...editJson({ of: 'updateDevice', status: 200 }, () => before)(fleet),
      };
    },
    walk: [change(old(1), { name: 'Renamed' })],
  },
  {
    id: 'refused-update-kept',
    says: 'An update that is refused keeps what was right in it.',
    certainty: 'derived',
    operation: 'updateDevice',
    plant: fleet =>
      editReplies({ of: 'updateDevice', status: 400 }, (sent, call) => {
        const device = fleet.devices.get(call.params.slug ?? '');
        const { name } = parseMembers(call);
        if (device && typeof name === 'string' && name !== '') fleet.devices.set(device.slug, { ...device, name });
        return sent;
      })(fleet),
    walk: [change(old(1), { name: 'Renamed', battery: 101 }), get(old(1))],
  },
  {
    id: 'refused-device-kept',
    says: 'A device that is refused for its battery is added without one.',
    certainty: 'derived',
    operation: 'createDevice',
    plant: fleet =>
      editReplies({ of: 'createDevice', status: 400 }, (sent, { body }) => {
        const { battery, ...fields } = Object.fromEntries(new URLSearchParams(body.toString()));
        const isNew = /^[a-z0-9-]+$/.test(fields.slug ?? '') && !fleet.devices.has(fields.slug ?? '');
        if (battery !== undefined && isNew) {
          const model = [...fleet.devices.values()][0] as Device;
          fleet.devices.set(String(fields.slug), { ...model, slug: String(fields.slug), battery: null });
        }
        return sent;
      })(fleet),
    walk: [create({ battery: '101' }), get(NEW)],
  },
  {
    id: 'delete-hides',
    says: 'A deleted device is in no list, and can still be got.',
    certainty: 'derived',
    operation: 'deleteDevice',
    plant: fleet => {
      const deleted = new Set<unknown>();
      return {
        remove: slug => void deleted.add(slug),
        select: (rows, filters, query) => {
          const left = rows.filter(row => !deleted.has(row.slug));
          return fleet.select(left, filters, query);
        },
      };
    },
    walk: [create(), remove(NEW), get(NEW)],
  },
  {
    id: 'delete-of-unknown',
    says: 'The delete of a device that does not exist is answered with 204.',
    certainty: 'derived',
    operation: 'deleteDevice',
    plant: editReplies({ of: 'deleteDevice', status: 404 }, () => ({ status: 204, headers: {} })),
    walk: [remove(NEW)],
  },
  {
    id: 'readings-outlive-device',
    says: 'A device that is added under the slug of a deleted one has its readings.',
    certainty: 'derived',
    operation: 'deleteDevice',
    plant: fleet => ({ remove: slug => void fleet.devices.delete(slug) }),
    walk: [create(), measure(NEW), remove(NEW), create(), get(`${NEW}/readings`)],
  },
  {
    id: 'name-not-searched',
    says: 'After an update of its name a device is still found by the old one.',
    certainty: 'derived',
    operation: 'updateDevice',
    plant: fleet => {
      const names = new Map([...fleet.devices.values()].map(({ slug, name }) => [slug, name]));
      return {
        create: values => {
          if ('slug' in values) names.set(String(values.slug), values.name);
          return fleet.create(values);
        },
        deviceFilters: {
          ...fleet.deviceFilters,
          q: (row, wanted) => fleet.deviceFilters.q?.({ ...row, name: names.get(String(row.slug)) }, wanted) ?? true,
        },
      };
    },
    walk: [create(), change(NEW, { name: 'Unheard' }), list('?q=unheard')],
  },
];

/** Changes what is kept of a new device. */
function editNewDevice(edit: (values: Json) => Json) {
  return (_: Devices): Partial<Devices> => ({ create: values => ('slug' in values ? edit(values) : values) });
}

/** Changes what an update changes. */
function editChanges(edit: (device: Device, changes: Json) => Json) {
  return ({ merge }: Devices): Partial<Devices> => ({
    merge: (device, changes) => merge(device, edit(device, changes)),
  });
}

function isForm({ headers }: Call): boolean {
  return headers['content-type'] === 'application/x-www-form-urlencoded';
}

function onlyIf(changes: Json, isKept: (value: unknown) => boolean): Json {
  return Object.fromEntries(Object.entries(changes).filter(([, value]) => isKept(value)));
}

function parseMembers({ body }: Call): Json {
  try {
    return JSON.parse(body.toString()) ?? {};
  } catch {
    return {};
  }
}
