import type { Readings } from '../../contract/index.js';
import type { DnlUser } from '../../fake/index.js';

/**
 * How a stored user is answered: as it is, for which this is undefined, but for `client`, which the reading client-echo may
 * make the carrier's name.
 */
export function otherUserJson(readings: Readings): ((user: Uint8Array) => Uint8Array) | undefined {
  if (readings.choice('client-echo') === 'object') return undefined;
  const clientOf = echoedClient(readings);
  return user => {
    const record = JSON.parse(Buffer.from(user).toString()) as DnlUser;
    return record.client === null ? user : Buffer.from(JSON.stringify({ ...record, client: clientOf(record) }));
  };
}

/** How a stored user is answered, whatever the reading client-echo says. */
export function userJson(readings: Readings): (user: Uint8Array) => Uint8Array {
  return otherUserJson(readings) ?? (user => user);
}

/** What a user's `client` is in answers (reading client-echo). */
export function echoedClient(readings: Readings): (user: DnlUser) => DnlUser['client'] | string {
  return readings.choice('client-echo') === 'object'
    ? ({ client }) => client
    : ({ client, carrier_name }) => (client === null ? null : carrier_name);
}
