import { editJson, editReplies } from '../../edits.js';
import type { Defect } from '../../planted.js';
import type { Json } from '../../serving/call.js';
import { create, get, head, list, measure, old, remove } from '../calls.js';
import type { Devices } from '../devices.js';
import { reply } from '../operations.js';

/** Orders, pages, totals and links that are wrong, and lists that miss something or have too much. */
export const LISTS: readonly Defect<Devices>[] = [
  {
    id: 'battery-as-text',
    says: 'Batteries are ordered as text.',
    certainty: 'derived',
    operation: 'listDevices',
    plant: ({ compare }) => ({
      compare: (left, right, member) =>
        member === 'battery' && left !== null && right !== null
          ? compare(String(left), String(right), member)
          : compare(left, right, member),
    }),
    walk: [list('?order_by=battery')],
  },
  {
    id: 'name-descending-ascends',
    says: 'order_by=name ignores direction=desc.',
    certainty: 'derived',
    operation: 'listDevices',
    plant: ({ orderDevices }) => ({
      orderDevices: (rows, by, direction, compare) =>
        orderDevices(rows, by, by === 'name' ? 'asc' : direction, compare),
    }),
    walk: [list('?order_by=name&direction=desc')],
  },
  {
    id: 'installed-by-month',
    says: 'order_by=installed_at does not look at the year.',
    certainty: 'derived',
    operation: 'listDevices',
    plant: ({ compare }) => ({
      compare: (left, right, member) =>
        member === 'installed_at'
          ? compare(String(left).slice(5), String(right).slice(5), '')
          : compare(left, right, member),
    }),
    walk: [list('?order_by=installed_at')],
  },
  {
    id: 'later-pages-by-slug',
    says: 'From the second page on a list is ordered by slugs.',
    certainty: 'derived',
    operation: 'listDevices',
    plant: fleet => ({
      finish: (sent, { operation, query }) => {
        if (operation !== 'listDevices' || sent.status !== 200 || !query.has('order_by')) return sent;
        if (Number(query.get('offset') ?? 0) === 0) return sent;
        const rows = sent.json as Json[];
        return { ...sent, json: rows.toSorted((left, right) => fleet.compare(left.slug, right.slug, 'slug')) };
      },
    }),
    walk: [list('?order_by=battery&offset=25')],
  },
  {
    id: 'two-swapped',
    says: 'On the third page of 25 two neighbours of an ordered list are swapped.',
    certainty: 'derived',
    operation: 'listDevices',
    plant: editJson({ of: 'listDevices', status: 200, if: ({ query }) => query.get('offset') === '50' }, json => {
      const [first, second, third, ...others] = json as unknown as Json[];
      return third ? [first, third, second, ...others] : json;
    }),
    walk: [list('?order_by=installed_at&offset=50')],
  },
  {
    id: 'offset-one-more',
    says: 'An offset of more than 0 leaves out one more.',
    certainty: 'derived',
    operation: 'listDevices',
    plant: ({ slice }) => ({
      slice: (rows, { offset, limit }) => slice(rows, { offset: offset === 0 ? 0 : offset + 1, limit }),
    }),
    walk: [list('?offset=10')],
  },
  {
    id: 'last-device-missing',
    says: 'The last device is on no page.',
    certainty: 'derived',
    operation: 'listDevices',
    plant: ({ slice }) => ({ slice: (rows, window) => slice(rows.length > 1 ? rows.slice(0, -1) : rows, window) }),
    walk: [list('?offset=70')],
  },
  {
    id: 'limit-ignored-with-offset',
    says: 'limit is ignored if offset is sent.',
    certainty: 'derived',
    operation: 'listDevices',
    plant: ({ slice }) => ({
      slice: (rows, { offset, limit }) => slice(rows, { offset, limit: offset > 0 ? 25 : limit }),
    }),
    walk: [get(`${old(6)}/readings?offset=5&limit=5`)],
  },
  {
    id: 'total-of-page',
    says: 'X-Total-Count is the number of devices on the page.',
    certainty: 'derived',
    operation: 'listDevices',
    plant: () => ({ total: (_, shown) => shown.length }),
    walk: [list()],
  },
  {
    id: 'total-of-all',
    says: 'X-Total-Count counts all devices, whatever the filters find.',
    certainty: 'derived',
    operation: 'listDevices',
    plant: fleet => ({
      finish: (sent, { operation }) =>
        operation === 'listDevices' && sent.status === 200
          ? { ...sent, headers: { ...sent.headers, 'X-Total-Count': String(fleet.devices.size) } }
          : sent,
    }),
    walk: [list('?kind=camera')],
  },
  {
    id: 'head-counts-otherwise',
    says: 'HEAD counts one device more than GET.',
    certainty: 'derived',
    operation: 'countDevices',
    plant: editReplies({ of: 'countDevices', status: 200 }, sent => ({
      ...sent,
      headers: { ...sent.headers, 'X-Total-Count': String(Number(sent.headers['X-Total-Count']) + 1) },
    })),
    walk: [head('/v2/devices')],
  },
  {
    id: 'next-on-last-page',
    says: 'Link has a next page on the last one.',
    certainty: 'derived',
    operation: 'listDevices',
    plant: ({ links }) => ({
      links: (total, window) => ({ next: window.offset + window.limit, ...links(total, window) }),
    }),
    walk: [list('?offset=75')],
  },
  {
    id: 'next-skips',
    says: 'The next page of Link begins one device too late.',
    certainty: 'derived',
    operation: 'listDevices',
    plant: ({ links }) => ({
      links: (total, window) => {
        const { next, ...others } = links(total, window);
        return next === undefined ? others : { ...others, next: next + 1 };
      },
    }),
    walk: [list()],
  },
  {
    id: 'next-without-filters',
    says: 'The pages of Link have no filters.',
    certainty: 'derived',
    operation: 'listDevices',
    plant: editReplies({ of: 'listDevices', status: 200 }, sent => ({
      ...sent,
      headers: { ...sent.headers, Link: String(sent.headers.Link).replace(/(kind|site|online|q)=[^&>]*&/g, '') },
    })),
    walk: [list('?online=true&limit=10')],
  },
  {
    id: 'next-elsewhere',
    says: 'The pages of Link are at a path that does not exist.',
    certainty: 'derived',
    operation: 'listReadings',
    plant: editReplies({ of: 'listReadings', status: 200 }, sent => ({
      ...sent,
      headers: { ...sent.headers, Link: String(sent.headers.Link).replaceAll('</v2', '</v1') },
    })),
    walk: [get(`${old(6)}/readings`)],
  },
  {
    id: 'new-device-not-listed',
    says: 'A new device is listed only after another one was added.',
    certainty: 'derived',
    operation: 'createDevice',
    plant: fleet => {
      let newest: unknown;
      return {
        create: values => {
          if ('slug' in values) newest = values.slug;
          return fleet.create(values);
        },
        select: (rows, filters, query) =>
          fleet.select(
            rows.filter(row => newest === undefined || row.slug !== newest),
            filters,
            query,
          ),
      };
    },
    walk: [create(), list('?limit=100')],
  },
  {
    id: 'deleted-device-counted',
    says: 'X-Total-Count still counts a device that was deleted.',
    certainty: 'derived',
    operation: 'deleteDevice',
    plant: fleet => {
      let deleted = 0;
      return {
        remove: slug => {
          deleted += 1;
          fleet.remove(slug);
        },
        total: (found, shown) => fleet.total(found, shown) + deleted,
      };
    },
    walk: [create(), remove('/v2/devices/new-door'), list()],
  },
  {
    id: 'readings-of-all',
    says: 'The readings of a device are followed by those of a device whose slug begins alike.',
    certainty: 'derived',
    operation: 'listReadings',
    plant: ({ readings }) => ({
      readingsOf: device => {
        const [beginning = ''] = device.split('-');
        return [...readings.values()].filter(row => row.device.startsWith(beginning));
      },
    }),
    walk: [get(`${old(4)}/readings`)],
  },
  {
    id: 'readings-of-unknown-device',
    says: 'The readings of an unknown device are an empty list.',
    certainty: 'derived',
    operation: 'listReadings',
    plant: editReplies({ of: 'listReadings', status: 404 }, () => reply(200, [], { 'X-Total-Count': '0' })),
    walk: [get('/v2/devices/nothing/readings')],
  },
  {
    id: 'older-reading-not-listed',
    says: 'A reading that is older than the latest one of its device is accepted and not listed.',
    certainty: 'derived',
    operation: 'addReading',
    plant: fleet => {
      const hidden = new Set<unknown>();
      return {
        readingsOf: device => fleet.readingsOf(device).filter(({ id }) => !hidden.has(id)),
        ...editJson({ of: 'addReading', status: 201 }, json => {
          const isOlder = fleet.readingsOf(String(json.device)).some(({ at }) => isLater(at, json.at));
          if (isOlder) hidden.add(json.id);
          return json;
        })(fleet),
      };
    },
    walk: [measure(old(6), { at: '2026-01-01T00:00:00Z' }), get(`${old(6)}/readings`)],
  },
  {
    id: 'total-zero-beyond',
    says: 'X-Total-Count is 0 on a page behind the last one.',
    certainty: 'derived',
    operation: 'listDevices',
    plant: fleet => ({
      finish: (sent, { operation, query }) =>
        operation === 'listDevices' && sent.status === 200 && Number(query.get('offset')) >= fleet.devices.size
          ? { ...sent, headers: { ...sent.headers, 'X-Total-Count': '0' } }
          : sent,
    }),
    walk: [list('?offset=90')],
  },
];

function isLater(time: unknown, than: unknown): boolean {
  return Date.parse(String(time)) > Date.parse(String(than));
}
