import type { Readings } from '../../contract/index.js';
import type { DnlUser } from '../../fake/index.js';
import { responseBytes } from '../../server/index.js';
import type { FoundRecords } from '../../store/index.js';

/** JSON in UTF-8 made of a text of ASCII letters, a value, and another such text. */
export function wrapJson(start: string, value: Uint8Array, end: string): Uint8Array {
  const json = responseBytes(start.length + value.length + end.length);
  const at = json.write(start, 'latin1');
  json.set(value, at);
  json.write(end, at + value.length, 'latin1');
  return json;
}

/** The same with records in the place of the value, with a comma between any two. */
export function joinJson(start: string, records: FoundRecords, end: string): Uint8Array {
  const json = responseBytes(start.length + records.joinedLength + end.length);
  const at = records.joinTo(json, json.write(start, 'latin1'));
  json.write(end, at, 'latin1');
  return json;
}

/**
 * How a stored user is answered: as it is, for which this is undefined, but for `client`, which the reading client-echo may
 * make the carrier's name.
 */
export function createClientEcho(readings: Readings): ((user: Uint8Array) => Uint8Array) | undefined {
  if (readings.choice('client-echo') === 'object') return undefined;
  const clientOf = createClientReader(readings);
  return user => {
    const record = JSON.parse(Buffer.from(user).toString()) as DnlUser;
    return record.client === null ? user : Buffer.from(JSON.stringify({ ...record, client: clientOf(record) }));
  };
}

/** How a stored user is answered, whatever the reading client-echo says. */
export function createUserFormatter(readings: Readings): (user: Uint8Array) => Uint8Array {
  return createClientEcho(readings) ?? (user => user);
}

/** What a user's `client` is in answers (reading client-echo). */
export function createClientReader(readings: Readings): (user: DnlUser) => DnlUser['client'] | string {
  return readings.choice('client-echo') === 'object'
    ? ({ client }) => client
    : ({ client, carrier_name }) => (client === null ? null : carrier_name);
}
