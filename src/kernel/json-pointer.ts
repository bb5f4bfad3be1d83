/** The value at an RFC 6901 pointer (`/paths/~1user~1list/get`; empty for the whole value), or undefined. */
export function valueAt(value: unknown, pointer: string): unknown {
  let found = value;
  for (const token of parsePointer(pointer)) {
    if (found === null || typeof found !== 'object' || !Object.hasOwn(found, token)) return undefined;
    found = (found as Record<string, unknown>)[token];
  }
  return found;
}

/** Sets a member. Assigning to `__proto__` would not make one. */
export function setMember<Value>(object: Record<string, Value>, name: string, value: Value): void {
  if (name !== '__proto__') object[name] = value;
  else Object.defineProperty(object, name, { value, enumerable: true, writable: true, configurable: true });
}

/** Splits a pointer into its names and indexes, unescaped. */
export function parsePointer(pointer: string): string[] {
  return pointer
    .split('/')
    .slice(1)
    .map(token => token.replaceAll('~1', '/').replaceAll('~0', '~'));
}

/** Joins names and indexes to a pointer. */
export function formatPointer(tokens: readonly (string | number)[]): string {
  return tokens.map(token => `/${String(token).replaceAll('~', '~0').replaceAll('/', '~1')}`).join('');
}
