import { responseBytes } from '../../kernel/index.js';

/** Puts a JSON value between two texts of ASCII letters, in UTF-8. */
export function wrapJson(start: string, value: Uint8Array, end: string): Uint8Array {
  const json = responseBytes(start.length + value.length + end.length);
  const at = json.write(start, 'latin1');
  json.set(value, at);
  json.write(end, at + value.length, 'latin1');
  return json;
}
