/** Header names and values in turn, as Node takes them without looking at each object's keys. */
export type HeaderList = readonly string[];

/** Headers with others in the place of those of the same name. */
export function mergeHeaders(headers: HeaderList, others: HeaderList): HeaderList {
  if (others.length === 0) return headers;
  const names = new Set(others.filter(isName).map(name => name.toLowerCase()));
  const kept = headers.filter((_, at) => !names.has((headers[at - (at % 2)] ?? '').toLowerCase()));
  return [...kept, ...others];
}

function isName(_: string, at: number): boolean {
  return at % 2 === 0;
}
