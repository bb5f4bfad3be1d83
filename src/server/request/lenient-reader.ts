import type { Api } from '../port/api.js';
import { type BodyOptions, readBody } from './read-body.js';
import { type QueryOptions, readQuery } from './read-query.js';

/** How an API reads requests that are written otherwise than documented. */
export type LenientOptions = QueryOptions &
  BodyOptions & {
    /** How values in parameters are coerced, where that differs from bodies. */
    queryCoercion?: QueryOptions['coercion'];
  };

/** Creates the part of an API that reads queries and JSON objects, and forgives what its readings forgive. */
export function createLenientReader(options: LenientOptions): Pick<Api, 'readParameters' | 'readBody'> {
  const queryOptions = { ...options, coercion: options.queryCoercion ?? options.coercion };
  return {
    readParameters: (operation, { search }) => readQuery(search, { operation, options: queryOptions }),
    readBody: (operation, { bytes, depth }) => readBody(bytes, { operation, options, depth }),
  };
}
