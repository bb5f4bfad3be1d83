import { type Call, type Json, type Operation, Refusal, type Reply } from '../serving/call.js';
import { isObject, readJson, readMediaType } from '../serving/read-body.js';
import { checkMembers, fillDefaults, pickSettable, type Rules, readTexts } from '../serving/rules.js';
import type { Devices, Direction, Window } from './devices.js';
import { type Device, SITES } from './records.js';

const DEVICE = '/v2/devices/{slug}';

/** What the fleet does, by the operations of its description. */
export const OPERATIONS: readonly Operation<Devices>[] = [
  { id: 'listDevices', method: 'GET', path: '/v2/devices', handle: listDevices },
  { id: 'countDevices', method: 'HEAD', path: '/v2/devices', handle: listDevices },
  {
    id: 'createDevice',
    method: 'POST',
    path: '/v2/devices',
    handle: (fleet, call) => {
      const values = readForm(call, fleet.rules.device);
      const slug = String(values.slug);
      if (fleet.devices.has(slug)) throw new Refusal(409, 'Another device has this slug');
      const device = { slug, ...fleet.create(values), last_seen_at: null };
      fleet.devices.set(slug, device);
      return reply(201, fleet.show(device), { Location: `/v2/devices/${slug}` });
    },
  },
  {
    id: 'getDevice',
    method: 'GET',
    path: DEVICE,
    handle: (fleet, call) => reply(200, fleet.show(find(fleet, call))),
  },
  {
    id: 'findDevice',
    method: 'HEAD',
    path: DEVICE,
    handle: (fleet, call) => reply(200, fleet.show(find(fleet, call))),
  },
  {
    id: 'updateDevice',
    method: 'PATCH',
    path: DEVICE,
    handle: (fleet, call) => {
      const device = find(fleet, call);
      const sent = readObject(call, { mediaType: 'application/merge-patch+json', rules: fleet.rules.changes });
      const changed = fleet.merge(device, pickSettable(sent, fleet.rules.changes));
      fleet.devices.set(device.slug, changed);
      return reply(200, fleet.show(changed));
    },
  },
  {
    id: 'deleteDevice',
    method: 'DELETE',
    path: DEVICE,
    handle: (fleet, call) => {
      fleet.remove(find(fleet, call).slug);
      return { status: 204, headers: {} };
    },
  },
  {
    id: 'listReadings',
    method: 'GET',
    path: `${DEVICE}/readings`,
    handle: (fleet, call) => {
      const { slug } = find(fleet, call);
      const query = readQuery(call, { ...fleet.rules.paging, ...fleet.rules.readings });
      const found = fleet.orderReadings(fleet.select(fleet.readingsOf(slug), fleet.readingFilters, query));
      return list(fleet, call, { found, query });
    },
  },
  {
    id: 'addReading',
    method: 'POST',
    path: `${DEVICE}/readings`,
    handle: (fleet, call) => {
      const { slug: device } = find(fleet, call);
      const sent = readObject(call, { mediaType: 'application/json', rules: fleet.rules.reading, isOpen: true });
      const id = fleet.nextReading();
      const reading = { id, device, ...fleet.create(fillDefaults(sent, fleet.rules.reading)) };
      fleet.readings.set(id, reading);
      const seen = fleet.devices.get(device);
      if (seen) fleet.devices.set(device, { ...seen, last_seen_at: fleet.now() });
      return reply(201, fleet.show(reading));
    },
  },
  {
    id: 'getAverage',
    method: 'GET',
    path: `${DEVICE}/average`,
    handle: (fleet, call) => {
      const { slug } = find(fleet, call);
      const { metric } = readQuery(call, fleet.rules.average);
      const values = fleet.readingsOf(slug).flatMap(row => (row.metric === metric ? [Number(row.value)] : []));
      const sum = values.reduce((total, value) => total + value, 0);
      return reply(200, { metric, count: values.length, average: values.length === 0 ? null : sum / values.length });
    },
  },
  {
    id: 'getSettings',
    method: 'GET',
    path: '/v2/settings',
    handle: fleet => reply(200, fleet.settings.current),
  },
  {
    id: 'replaceSettings',
    method: 'PUT',
    path: '/v2/settings',
    handle: (fleet, call) => {
      const sent = readObject(call, { mediaType: 'application/json', rules: fleet.rules.settings, isOpen: true });
      fleet.settings.current = fillDefaults(sent, fleet.rules.settings);
      return reply(200, fleet.settings.current);
    },
  },
  { id: 'listSites', method: 'GET', path: '/v2/sites', handle: () => reply(200, SITES) },
  {
    id: 'getSite',
    method: 'GET',
    path: '/v2/sites/{code}',
    handle: (_, { params }) => {
      const site = SITES.find(({ code }) => code === params.code);
      if (!site) throw new Refusal(404, 'There is no such site');
      return reply(200, site);
    },
  },
];

export function reply(status: number, json: unknown, headers: Readonly<Record<string, string>> = {}): Reply {
  return { status, headers: { 'Content-Type': 'application/json', ...headers }, json };
}

function listDevices(fleet: Devices, call: Call): Reply {
  const query = readQuery(call, { ...fleet.rules.paging, ...fleet.rules.devices });
  const selected = fleet.select([...fleet.devices.values()], fleet.deviceFilters, query);
  const direction = query.direction as Direction;
  const found = fleet.orderDevices(selected, String(query.order_by), direction, fleet.compare);
  return list(fleet, call, { found, query });
}

function list(fleet: Devices, call: Call, { found, query }: { found: readonly Json[]; query: Json }): Reply {
  const window = { offset: Number(query.offset), limit: Number(query.limit) };
  const shown = fleet.slice(found, window);
  const headers = {
    'X-Total-Count': String(fleet.total(found, shown)),
    Link: formatLinks(call, fleet.links(found.length, window), window),
  };
  return reply(
    200,
    shown.map(row => fleet.show(row)),
    headers,
  );
}

function formatLinks({ path, query }: Call, links: Readonly<Record<string, number>>, { limit }: Window): string {
  return Object.entries(links)
    .map(([relation, offset]) => {
      const others = new URLSearchParams(query);
      others.set('offset', String(offset));
      others.set('limit', String(limit));
      return `<${path}?${others}>; rel="${relation}"`;
    })
    .join(', ');
}

function find({ devices }: Devices, { params }: Call): Device {
  const device = devices.get(params.slug ?? '');
  if (!device) throw new Refusal(404, 'There is no such device');
  return device;
}

function readQuery({ query }: Call, rules: Rules): Json {
  const { values, errors } = readTexts(query, rules);
  if (errors.length > 0) throw new Refusal(400, 'Some parameters are not as documented', errors);
  return values;
}

function readForm(call: Call, rules: Rules): Json {
  if (call.body.length === 0) throw new Refusal(400, 'The body is missing');
  if (readMediaType(call) !== 'application/x-www-form-urlencoded') throw new Refusal(415, 'Send a form');
  const { values, errors } = readTexts(new URLSearchParams(call.body.toString()), rules);
  if (errors.length > 0) throw new Refusal(400, 'Some fields are not as documented', errors);
  return values;
}

type Reading = { mediaType: string; rules: Rules; isOpen?: boolean };

function readObject(call: Call, { mediaType, rules, isOpen = false }: Reading): Json {
  const sent = readJson(call, [mediaType]);
  if (!isObject(sent)) throw new Refusal(400, 'The body must be an object');
  const errors = checkMembers(sent, rules, { ignoresOthers: isOpen });
  if (errors.length > 0) throw new Refusal(400, 'Some members are not as documented', errors);
  return sent;
}
