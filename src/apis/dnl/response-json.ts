import type { Readings } from '../../contract/index.js';
import { responseBytes } from '../../server/index.js';
import type { FoundRecords } from '../../store/index.js';
import type { DnlUser } from '../record-types.js';

/** Puts a JSON value between two texts of ASCII letters, in UTF-8. */
export function wrapJson(start: string, value: Uint8Array, end: string): Uint8Array {
  const json = responseBytes(start.length + value.length + end.length);
  const at = json.write(start, 'latin1');
  json.set(value, at);
  json.write(end, at + value.length, 'latin1');
  return json;
}

/** Puts records, separated by commas, between two texts of ASCII letters, in UTF-8. */
export function joinJson(start: string, records: FoundRecords, end: string): Uint8Array {
  const json = responseBytes(start.length + records.joinedLength + end.length);
  const at = records.joinTo(json, json.write(start, 'latin1'));
  json.write(end, at, 'latin1');
  return json;
}

/**
 * Creates the function that formats a stored user for a response: the reading client-echo may replace `client` with the
 * carrier's name. Undefined if users are returned unchanged.
 */
export function createClientEcho(readings: Readings): ((user: Uint8Array) => Uint8Array) | undefined {
  if (readings.choice('client-echo') === 'object') return undefined;
  const clientOf = createClientReader(readings);
  return user => {
    const record = JSON.parse(Buffer.from(user).toString()) as DnlUser;
    return record.client === null ? user : Buffer.from(JSON.stringify({ ...record, client: clientOf(record) }));
  };
}

/** Creates the function that formats a stored user for a response. */
export function createUserFormatter(readings: Readings): (user: Uint8Array) => Uint8Array {
  return createClientEcho(readings) ?? (user => user);
}

/** Creates the function that returns `client` for a response (reading client-echo). */
export function createClientReader(readings: Readings): (user: DnlUser) => DnlUser['client'] | string {
  return readings.choice('client-echo') === 'object'
    ? ({ client }) => client
    : ({ client, carrier_name }) => (client === null ? null : carrier_name);
}
