import { dropHeader, editReplies, setHeaders } from '../edits.js';
import { createFormVariants } from '../form-variants.js';
import type { Variant } from '../planted.js';
import { Refusal } from '../serving/call.js';
import type { Rules } from '../serving/rules.js';
import { anonymous, change, create, get, head, list, measure, old, send } from './calls.js';
import { compare, type Devices } from './devices.js';
import { type Device, SITES, slugOf } from './records.js';
import type { RuleSet } from './rules.js';

/** The parameters of each list, beside those of its pages. */
const PARAMETERS: Readonly<Record<string, (rules: RuleSet) => Rules>> = {
  listDevices: rules => rules.devices,
  countDevices: rules => rules.devices,
  listReadings: rules => rules.readings,
};

/** What the description of the devices leaves open, in another way. */
export const VARIANTS: readonly Variant<Devices>[] = [
  ...createFormVariants([
    list('?limit=4'),
    get('/v2/devices/nothing'),
    create(),
    change(old(1), {}),
    get('/v2/settings'),
  ]),
  {
    id: 'without-link',
    says: 'Lists have no Link, which the description does not require.',
    plant: dropHeader({}, 'Link'),
    walk: [list()],
  },
  {
    id: 'only-next',
    says: 'Link has only the next page.',
    plant: ({ links }) => ({
      links: (total, window) => {
        const { next } = links(total, window);
        return next === undefined ? {} : { next };
      },
    }),
    walk: [list()],
  },
  {
    id: 'absolute-links',
    says: 'Link has whole URLs.',
    plant: editReplies({}, (sent, { headers }) => {
      const { Link } = sent.headers;
      if (!Link) return sent;
      return { ...sent, headers: { ...sent.headers, Link: Link.replaceAll('</', `<http://${headers.host}/`) } };
    }),
    walk: [list()],
  },
  {
    id: 'links-with-more',
    says: 'Link has more parameters and no spaces.',
    plant: editReplies({}, sent => {
      const { Link } = sent.headers;
      if (!Link) return sent;
      const more = Link.replaceAll('; rel="', ';title="to, page";rel="').replaceAll('>, ', '>,');
      return { ...sent, headers: { ...sent.headers, Link: more } };
    }),
    walk: [list()],
  },
  {
    id: 'names-as-in-a-dictionary',
    says: 'Names and slugs are ordered as in a dictionary: without regard to case, and accents beside their letters.',
    plant: () => ({
      compare: (left, right, member) =>
        member === 'name' || member === 'slug'
          ? String(left).localeCompare(String(right), 'en')
          : compare(left, right, member),
    }),
    walk: [list('?order_by=name')],
  },
  {
    id: 'null-first',
    says: 'In an order null comes first.',
    plant: () => ({
      compare: (left, right, member) =>
        left === null || right === null ? -compare(left, right, member) : compare(left, right, member),
    }),
    walk: [list('?order_by=battery')],
  },
  {
    id: 'equal-ones-backwards',
    says: 'Devices that are equal in an order come in the opposite order of their slugs.',
    plant: () => ({
      orderDevices: (rows, by, direction, compareValues) => {
        const sign = direction === 'asc' ? 1 : -1;
        return rows.toSorted(
          (left, right) =>
            sign * compareValues(left[by], right[by], by) || compareValues(right.slug, left.slug, 'slug'),
        );
      },
    }),
    walk: [list('?order_by=battery')],
  },
  {
    id: 'times-normalized',
    says: 'Times are answered in UTC with milliseconds, whatever their offset was.',
    plant: ({ show }) => ({
      show: row => {
        const times = ['installed_at', 'last_seen_at', 'at'].filter(name => typeof row[name] === 'string');
        return {
          ...show(row),
          ...Object.fromEntries(times.map(name => [name, new Date(String(row[name]).toUpperCase()).toISOString()])),
        };
      },
    }),
    walk: [create({ installed_at: '2026-02-01T10:00:00+02:00' })],
  },
  {
    id: 'unknown-parameters-refused',
    says: 'A parameter that the description does not name is refused.',
    plant: fleet =>
      editReplies({ of: Object.keys(PARAMETERS), status: 200 }, (sent, { operation, query }) => {
        const known = { ...fleet.rules.paging, ...PARAMETERS[operation]?.(fleet.rules) };
        const field = [...query.keys()].find(name => !Object.hasOwn(known, name));
        if (field === undefined) return sent;
        return fleet.refuse(new Refusal(400, 'Unknown parameter', [{ field, message: 'is not known' }]));
      })(fleet),
    walk: [list('?colour=red')],
  },
  {
    id: 'unknown-fields-kept',
    says: 'A new device keeps and shows the fields that the description does not name.',
    plant: fleet => ({
      finish: (sent, { operation, body }) => {
        if (operation !== 'createDevice' || sent.status !== 201) return sent;
        const { slug = '', ...fields } = Object.fromEntries(new URLSearchParams(body.toString()));
        const others = Object.entries(fields).filter(([name]) => !Object.hasOwn(fleet.rules.device, name));
        const device = { ...fleet.devices.get(slug), slug, ...Object.fromEntries(others) };
        fleet.devices.set(slug, device);
        return { ...sent, json: fleet.show(device) };
      },
    }),
    walk: [create({ colour: 'red' })],
  },
  {
    id: 'short-problems',
    says: 'A problem has only what is required.',
    plant: editReplies({}, sent => {
      if (sent.status < 400) return sent;
      return { ...sent, json: { title: 'Refused', status: sent.status } };
    }),
    walk: [create({ battery: '101' })],
  },
  {
    id: 'head-without-length',
    says: 'HEAD has no Content-Length and no media type.',
    plant: editReplies(
      { if: ({ method }) => method === 'HEAD' },
      ({ headers: { 'Content-Type': _, ...headers }, ...sent }) => ({
        ...sent,
        headers,
        chunked: true,
      }),
    ),
    walk: [head('/v2/devices'), head(old(1))],
  },
  {
    id: 'methods-unknown',
    says: 'A method that a path does not have is answered with 404.',
    plant: editReplies({ status: 405 }, sent => ({ ...sent, status: 404, json: { title: 'Not found', status: 404 } })),
    walk: [send('PUT', old(1), {}), send('DELETE', '/v2/settings', '')],
  },
  {
    id: 'other-realm',
    says: 'The realm of a 401 is another one.',
    plant: setHeaders({ status: 401 }, { 'WWW-Authenticate': 'Basic realm="devices, and more"' }),
    walk: [anonymous(list())],
  },
  {
    id: 'seen-often',
    says: 'last_seen_at of old devices changes with each request, since they report meanwhile.',
    isUnsteady: true,
    plant: fleet => {
      let calls = 0;
      return editReplies({}, sent => {
        calls += 1;
        const device = fleet.devices.get(slugOf(calls % 78));
        if (device) fleet.devices.set(device.slug, { ...device, last_seen_at: fleet.now() });
        return sent;
      })(fleet);
    },
    walk: [get(old(1)), get(old(1))],
  },
  {
    id: 'others-add',
    says: 'Another client adds a device after every third request.',
    isUnsteady: true,
    plant: fleet => {
      let calls = 0;
      return editReplies({}, sent => {
        calls += 1;
        if (calls % 3 === 0) addDevice(fleet, `aa-of-another-${calls}`);
        return sent;
      })(fleet);
    },
    walk: [head('/v2/devices'), head('/v2/devices'), head('/v2/devices'), head('/v2/devices')],
  },
  {
    id: 'reading-ids-jump',
    says: 'The ids of readings grow by a thousand.',
    plant: ({ nextReading }) => ({ nextReading: () => nextReading() * 1_000 }),
    walk: [measure(old(1)), measure(old(1))],
  },
  {
    id: 'search-finds-more',
    says: 'q looks into slugs and kinds, too.',
    plant: ({ deviceFilters }) => ({
      deviceFilters: {
        ...deviceFilters,
        q: (row, wanted) =>
          [row.slug, row.kind].some(text => String(text).includes(String(wanted).toLowerCase())) ||
          (deviceFilters.q?.(row, wanted) ?? true),
      },
    }),
    walk: [list('?q=sensor')],
  },
  {
    id: 'nothing-beyond',
    says: 'A page behind the last one is refused.',
    plant: fleet =>
      editReplies({ of: ['listDevices', 'countDevices'], status: 200 }, (sent, { query }) =>
        Number(query.get('offset') ?? 0) > Number(sent.headers['X-Total-Count'])
          ? fleet.refuse(new Refusal(400, 'There is no such page'))
          : sent,
      )(fleet),
    walk: [list('?offset=900')],
  },
  {
    id: 'head-without-total',
    says: 'HEAD has no Link, and an ETag that GET does not have.',
    plant: editReplies({ of: 'countDevices', status: 200 }, ({ headers: { Link: _, ...headers }, ...sent }) => ({
      ...sent,
      headers: { ...headers, ETag: '"of-the-head"' },
    })),
    walk: [head('/v2/devices')],
  },
  {
    id: 'links-of-a-proxy',
    says: 'The paths of Link begin with that of a proxy.',
    plant: editReplies({}, sent => {
      const { Link } = sent.headers;
      if (!Link) return sent;
      return { ...sent, headers: { ...sent.headers, Link: Link.replaceAll('</v2', '</outside/v2') } };
    }),
    walk: [list()],
  },
  {
    id: 'sites-backwards',
    says: 'The sites come in another order.',
    plant: editReplies({ of: 'listSites', status: 200 }, sent => ({ ...sent, json: SITES.toReversed() })),
    walk: [get('/v2/sites')],
  },
];

function addDevice(fleet: Devices, slug: string): void {
  const model = fleet.devices.get(slugOf(3)) as Device;
  fleet.devices.set(slug, { ...model, slug, name: 'Of another client' });
}
