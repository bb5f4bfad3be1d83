/** JSON in UTF-8 made of a text of ASCII letters, values with a comma between any two, and another such text. */
export function jsonOf(start: string, values: readonly Uint8Array[], end: string): Uint8Array {
  let length = start.length + end.length + Math.max(0, values.length - 1);
  for (const value of values) length += value.length;
  const json = Buffer.allocUnsafe(length);
  let at = json.write(start, 'latin1');
  for (let index = 0; index < values.length; index++) {
    const value = values[index] as Uint8Array;
    if (index > 0) json[at++] = COMMA;
    json.set(value, at);
    at += value.length;
  }
  json.write(end, at, 'latin1');
  return json;
}

const COMMA = ','.charCodeAt(0);
