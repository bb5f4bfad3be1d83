/** Header names and values in turn: Node reads a flat list faster than an object. */
export type HeaderList = readonly string[];

/** Adds headers; they replace those with the same name. */
export function mergeHeaders(headers: HeaderList, others: HeaderList): HeaderList {
  if (others.length === 0) return headers;
  const names = new Set(others.filter(isName).map(name => name.toLowerCase()));
  const kept = headers.filter((_, at) => !names.has((headers[at - (at % 2)] ?? '').toLowerCase()));
  return [...kept, ...others];
}

function isName(_: string, at: number): boolean {
  return at % 2 === 0;
}
