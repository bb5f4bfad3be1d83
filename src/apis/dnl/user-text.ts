import type { Readings } from '../../contract/index.js';
import type { DnlUser } from '../../seed/index.js';
import { recordText, type StoredRecord } from '../../store/index.js';

/** How a user is answered: as stored, but for `client`, which the reading client-echo may make the carrier's name. */
export function userText(readings: Readings): (record: StoredRecord) => string {
  if (readings.answer('client-echo') === 'object') return recordText;
  return record => {
    const { client, carrier_name: carrierName } = record as DnlUser;
    return client === null ? recordText(record) : JSON.stringify({ ...record, client: carrierName });
  };
}
