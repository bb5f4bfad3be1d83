import type { Json } from '../serving/call.js';
import type { Step } from '../steps.js';
import { ACCOUNT } from './devices.js';
import { slugOf } from './records.js';

type Headers = Readonly<Record<string, string>>;

const CREDENTIALS = { Authorization: `Basic ${Buffer.from(ACCOUNT).toString('base64')}` };
const FORM_TYPE = { 'Content-Type': 'application/x-www-form-urlencoded' };

/** A form that creates a device. */
export const DEVICE: Readonly<Record<string, string>> = {
  slug: 'new-door',
  name: 'Door of the Lab',
  kind: 'lock',
  site: 'osl',
  installed_at: '2026-02-01T08:00:00Z',
  battery: '64',
  note: 'Bring the ladder',
};

export const READING: Json = { metric: 'humidity', value: 41.25, at: '2026-03-01T12:00:00Z' };

/** The path of the device that `create` creates. */
export const NEW = '/v2/devices/new-door';

/** The path of a device that is there from the start. */
export function old(at: number): string {
  return `/v2/devices/${slugOf(at)}`;
}

export function get(path: string, headers: Headers = {}): Step {
  return { method: 'GET', path, headers: { ...CREDENTIALS, ...headers } };
}

export function list(query = ''): Step {
  return get(`/v2/devices${query}`);
}

export function head(path: string): Step {
  return { method: 'HEAD', path, headers: CREDENTIALS };
}

export function remove(path: string): Step {
  return { method: 'DELETE', path, headers: CREDENTIALS };
}

export function create(more: Readonly<Record<string, string>> = {}): Step {
  return form({ ...DEVICE, ...more });
}

export function form(fields: Readonly<Record<string, string>>): Step {
  const body = String(new URLSearchParams(fields));
  return { method: 'POST', path: '/v2/devices', headers: { ...CREDENTIALS, ...FORM_TYPE }, body };
}

/** Sends JSON, or text as it is. */
export function send(method: string, path: string, body: unknown, type = 'application/json'): Step {
  const text = typeof body === 'string' ? body : JSON.stringify(body);
  return { method, path, headers: { ...CREDENTIALS, 'Content-Type': type }, body: text };
}

export function change(path: string, changes: unknown): Step {
  return send('PATCH', path, changes, 'application/merge-patch+json');
}

export function measure(path: string, more: Json = {}): Step {
  return send('POST', `${path}/readings`, { ...READING, ...more });
}

/** The step without credentials. */
export function anonymous({ headers, ...step }: Step): Step {
  const { Authorization, ...others } = headers;
  return { ...step, headers: others };
}
