import type { Exchange } from '../../target/index.js';
import { type Finding, fails, passes, shown } from '../check.js';
import { objectOf } from './user.js';

/** The text that the pages print for a missing field (dnl-user-create:110). */
export const PRINTED_TEXT = 'Missing data for required field.';

/** The messages of a refusal by field; undefined if it has none. */
export function messagesOf(exchange: Exchange | undefined): Record<string, unknown> | undefined {
  const errors = objectOf(exchange?.reply?.json)?.errors;
  return Array.isArray(errors) ? Object.assign({}, ...errors.map(objectOf)) : undefined;
}

/** Whether a refusal names the one field at flaw, itself or by a dotted path that begins with it. */
export function namesField(exchange: Exchange | undefined, field: string, page: string): Finding {
  const keys = Object.keys(messagesOf(exchange) ?? {});
  const statement = `${page}.validation`;
  if (keys.some(key => key === field || key.startsWith(`${field}.`))) return passes(statement);
  const message = `The refusal does not name ${field}.`;
  return fails(statement, { message, expected: `a key ${field}`, got: shown(keys) });
}
