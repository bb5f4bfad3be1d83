import { isObject } from '../../kernel/index.js';
import type { TargetExchange } from '../../target/index.js';

/** A value as an object; undefined if it is none. */
export function asObject(value: unknown): Record<string, unknown> | undefined {
  return isObject(value) ? value : undefined;
}

/** The body that a request sent; an empty object if it sent no JSON object. */
export function parseSentBody(exchange: TargetExchange | undefined): Record<string, unknown> {
  return asObject(JSON.parse(exchange?.request.body ?? '{}')) ?? {};
}
