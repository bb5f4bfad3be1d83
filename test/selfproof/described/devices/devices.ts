import { MethodNotAllowed } from '../serving/answer.js';
import { type Call, type Json, type Pipe, Refusal, type Reply } from '../serving/call.js';
import { toInstant } from '../serving/formats.js';
import { type Device, type Reading, startingDevices, startingReadings, timeAt } from './records.js';
import { RULES, type RuleSet } from './rules.js';

export const ACCOUNT = 'fleet:blue:whale-8';

export type Filter = (row: Json, wanted: unknown) => boolean;
export type Filters = Readonly<Record<string, Filter>>;
export type Window = { offset: number; limit: number };
export type Direction = 'asc' | 'desc';

/** The parts of the server: its state, and what it does. */
export type Devices = Pipe & {
  devices: Map<string, Device>;
  readings: Map<number, Reading>;
  settings: { current: Json };
  rules: RuleSet;
  deviceFilters: Filters;
  readingFilters: Filters;
  /** The rows that all sent filters let through. */
  select<Row extends Json>(rows: readonly Row[], filters: Filters, query: Json): readonly Row[];
  /** Less than zero where the first value comes first. */
  compare(left: unknown, right: unknown, member: string): number;
  orderDevices(
    rows: readonly Device[],
    by: string,
    direction: Direction,
    compare: Devices['compare'],
  ): readonly Device[];
  orderReadings(rows: readonly Reading[]): readonly Reading[];
  slice<Row>(rows: readonly Row[], window: Window): readonly Row[];
  total(found: readonly unknown[], shown: readonly unknown[]): number;
  /** The offsets to which Link leads, by relation. */
  links(total: number, window: Window): Readonly<Record<string, number>>;
  readingsOf(device: string): readonly Reading[];
  nextReading(): number;
  now(): string;
  /** What is kept of a new device or reading. */
  create(values: Json): Json;
  /** A device after a change. */
  merge(device: Device, changes: Json): Device;
  remove(slug: string): void;
  /** A record as clients see it. */
  show(row: Json): Json;
};

/** Creates the parts of a faithful server. */
export function createDevices(): Devices {
  const devices = new Map(startingDevices().map(row => [row.slug, row]));
  const readings = new Map(startingReadings().map(row => [row.id, row]));
  let time = Date.parse('2026-03-15T12:00:00Z');
  let lastReading = readings.size;
  return {
    devices,
    readings,
    settings: { current: { interval: 60, units: 'metric', alerts_to: 'ops@fleet.example' } },
    rules: RULES,
    deviceFilters: {
      kind: (row, wanted) => row.kind === wanted,
      site: (row, wanted) => row.site === wanted,
      online: (row, wanted) => row.online === wanted,
      min_battery: (row, wanted) => row.battery !== null && Number(row.battery) >= Number(wanted),
      max_battery: (row, wanted) => row.battery !== null && Number(row.battery) <= Number(wanted),
      installed_after: (row, wanted) => instant(row.installed_at) > instant(wanted),
      installed_before: (row, wanted) => instant(row.installed_at) < instant(wanted),
      q: (row, wanted) => [row.name, row.note].some(text => has(text, String(wanted))),
    },
    readingFilters: {
      metric: (row, wanted) => row.metric === wanted,
      since: (row, wanted) => instant(row.at) >= instant(wanted),
      until: (row, wanted) => instant(row.at) <= instant(wanted),
    },
    select: (rows, filters, query) =>
      rows.filter(row => Object.entries(query).every(([name, wanted]) => filters[name]?.(row, wanted) ?? true)),
    compare,
    orderDevices,
    orderReadings: rows => rows.toSorted((left, right) => instant(right.at) - instant(left.at) || right.id - left.id),
    slice: (rows, { offset, limit }) => rows.slice(offset, offset + limit),
    total: found => found.length,
    links,
    readingsOf: device => [...readings.values()].filter(row => row.device === device),
    nextReading: () => {
      lastReading += 1;
      return lastReading;
    },
    now: () => {
      time += 1_000;
      return timeAt(time);
    },
    create: values => values,
    merge: (device, changes) => ({ ...device, ...changes }),
    remove: slug => {
      devices.delete(slug);
      for (const { id, device } of readings.values()) if (device === slug) readings.delete(id);
    },
    show: ({ pin, ...shown }) => shown,
    receive: call => call,
    authenticate,
    refuse,
    finish: reply => reply,
  };
}

function instant(value: unknown): number {
  return toInstant(String(value));
}

function has(text: unknown, part: string): boolean {
  return typeof text === 'string' && text.toLowerCase().includes(part.toLowerCase());
}

/** Orders numbers by size, times as instants, text by its characters, and puts null last. */
export function compare(left: unknown, right: unknown, member: string): number {
  if (left === null || right === null) return Number(left === null) - Number(right === null);
  if (typeof left === 'number' && typeof right === 'number') return left - right;
  if (member === 'installed_at') return instant(left) - instant(right);
  return String(left) < String(right) ? -1 : Number(String(left) > String(right));
}

function orderDevices(
  rows: readonly Device[],
  by: string,
  direction: Direction,
  compareValues: Devices['compare'],
): Device[] {
  const sign = direction === 'asc' ? 1 : -1;
  return rows.toSorted(
    (left, right) => sign * compareValues(left[by], right[by], by) || compareValues(left.slug, right.slug, 'slug'),
  );
}

/** The neighbouring pages that there are. */
function links(total: number, { offset, limit }: Window): Record<string, number> {
  const last = Math.max(0, Math.ceil(total / limit) - 1) * limit;
  return {
    first: 0,
    ...(offset > 0 && { prev: Math.max(0, offset - limit) }),
    ...(offset + limit < total && { next: offset + limit }),
    last,
  };
}

function authenticate({ headers }: Call): void {
  const [, encoded = ''] = /^basic +(\S+)$/i.exec(headers.authorization ?? '') ?? [];
  if (Buffer.from(encoded, 'base64').toString() !== ACCOUNT) throw new Refusal(401, 'The account is missing or wrong');
}

function refuse(refusal: Refusal): Reply {
  const { status, message, errors } = refusal;
  return {
    status,
    headers: {
      'Content-Type': 'application/problem+json',
      ...(status === 401 && { 'WWW-Authenticate': 'Basic realm="fleet", charset="UTF-8"' }),
      ...(refusal instanceof MethodNotAllowed && { Allow: refusal.allowed.join(', ') }),
    },
    json: {
      type: 'about:blank',
      title: message,
      status,
      ...(errors.length > 0 && { invalid: errors.map(({ field, message: reason }) => ({ name: field, reason })) }),
    },
  };
}
