import type { Readings } from '../../contract/index.js';
import type { DnlUser } from '../../seed/index.js';

/** How a stored user is answered: as it is, but for `client`, which the reading client-echo may make the carrier's name. */
export function userJson(readings: Readings): (user: Uint8Array) => Uint8Array {
  if (readings.answer('client-echo') === 'object') return user => user;
  return user => {
    const record = JSON.parse(Buffer.from(user).toString()) as DnlUser;
    return record.client === null ? user : Buffer.from(JSON.stringify({ ...record, client: record.carrier_name }));
  };
}
