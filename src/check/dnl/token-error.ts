import type { Exchange } from '../../target/index.js';
import { objectOf } from './user.js';

/** The `error` of a refused token. */
export function tokenErrorOf(exchange: Exchange | undefined): Record<string, unknown> | undefined {
  return objectOf(objectOf(exchange?.reply?.json)?.error);
}
