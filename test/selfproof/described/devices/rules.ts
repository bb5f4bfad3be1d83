import type { Rules } from '../serving/rules.js';

const TIME = { type: 'string', format: 'date-time' } as const;
const KIND = { type: 'string', oneOf: ['sensor', 'camera', 'gateway', 'lock'] } as const;
const SITE = { type: 'string', oneOf: ['ber', 'osl', 'par', 'lis'] } as const;
const METRIC = { type: 'string', oneOf: ['temperature', 'humidity', 'voltage'] } as const;
const BATTERY = { type: 'integer', minimum: 0, maximum: 100 } as const;
const NAME = { type: 'string', minLength: 1, maxLength: 60 } as const;
const FIRMWARE = { type: 'string', pattern: /^\d{1,3}\.\d{1,3}\.\d{1,3}$/ } as const;
const NOTE = { type: 'string', maxLength: 300 } as const;
const PIN = { type: 'string', pattern: /^\d{4}$/ } as const;

/** What each input may be. */
export const RULES = {
  device: {
    slug: { type: 'string', isRequired: true, pattern: /^[a-z0-9]+(-[a-z0-9]+)*$/, maxLength: 40 },
    name: { ...NAME, isRequired: true },
    kind: { ...KIND, isRequired: true },
    site: { ...SITE, isRequired: true },
    installed_at: { ...TIME, isRequired: true },
    online: { type: 'boolean', default: false },
    battery: { ...BATTERY, default: null },
    firmware: { ...FIRMWARE, default: '1.0.0' },
    note: { ...NOTE, default: null },
    pin: PIN,
  },
  changes: {
    name: NAME,
    site: SITE,
    installed_at: TIME,
    online: { type: 'boolean' },
    battery: { ...BATTERY, isNullable: true },
    firmware: FIRMWARE,
    note: { ...NOTE, isNullable: true },
    pin: PIN,
  },
  reading: {
    metric: { ...METRIC, isRequired: true },
    value: { type: 'number', isRequired: true, minimum: -100, maximum: 1_000 },
    at: { ...TIME, isRequired: true },
  },
  settings: {
    interval: { type: 'integer', isRequired: true, minimum: 10, maximum: 3_600 },
    units: { type: 'string', isRequired: true, oneOf: ['metric', 'imperial'] },
    alerts_to: { type: 'string', format: 'email', isNullable: true, default: null },
  },
  paging: {
    offset: { type: 'integer', minimum: 0, default: 0 },
    limit: { type: 'integer', minimum: 1, maximum: 100, default: 25 },
  },
  devices: {
    kind: KIND,
    site: SITE,
    online: { type: 'boolean' },
    min_battery: BATTERY,
    max_battery: BATTERY,
    installed_after: TIME,
    installed_before: TIME,
    q: NAME,
    order_by: { type: 'string', oneOf: ['slug', 'name', 'battery', 'installed_at'], default: 'slug' },
    direction: { type: 'string', oneOf: ['asc', 'desc'], default: 'asc' },
  },
  readings: {
    metric: METRIC,
    since: TIME,
    until: TIME,
  },
  average: {
    metric: { ...METRIC, isRequired: true },
  },
} as const satisfies Record<string, Rules>;

export type RuleSet = Record<keyof typeof RULES, Rules>;
