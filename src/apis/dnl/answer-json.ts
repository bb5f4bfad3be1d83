import { responseBytes } from '../../server/index.js';
import type { FoundRecords } from '../../store/index.js';

/** JSON in UTF-8 made of a text of ASCII letters, a value, and another such text. */
export function jsonOf(start: string, value: Uint8Array, end: string): Uint8Array {
  const json = responseBytes(start.length + value.length + end.length);
  const at = json.write(start, 'latin1');
  json.set(value, at);
  json.write(end, at + value.length, 'latin1');
  return json;
}

/** The same with records in the place of the value, with a comma between any two. */
export function jsonOfAll(start: string, records: FoundRecords, end: string): Uint8Array {
  const json = responseBytes(start.length + records.joinedLength + end.length);
  const at = records.joinTo(json, json.write(start, 'latin1'));
  json.write(end, at, 'latin1');
  return json;
}
