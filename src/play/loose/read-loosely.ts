import type { Operation } from '../../contract/index.js';
import type { Api, RequestParts } from '../../server/index.js';
import type { RequestReader } from '../read-request.js';
import type { Loosener } from './loosen-request.js';

type Read = ReturnType<Api['readParameters']>;
type Loosely = { request: RequestParts; operation: Operation; loosener: Loosener };

/** Reads the parameters of a request as a description says, but as loosely as rules say. */
export function readLoosely(reader: RequestReader, { request, operation, loosener }: Loosely): Read {
  const { search, repeated } = loosener.query(request.search, operation);
  const read = reader.readParameters({ ...request, search });
  if (repeated.size === 0) return read;
  const values: Record<string, readonly unknown[]> = {};
  const issues = [...read.issues];
  for (const [name, queries] of repeated) {
    const each = queries.map(query => reader.readParameters({ ...request, search: query }));
    values[name] = each.map(({ query }) => query[name]);
    // the last value has been read above
    const others = each.slice(0, -1).flatMap(one => one.issues);
    issues.push(...others.filter(({ place, path }) => place === 'query' && path[0] === name));
  }
  return { ...read, repeated: values, issues };
}
