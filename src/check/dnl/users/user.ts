import { isDeepStrictEqual } from 'node:util';
import { loadContract } from '../../../contract/index.js';
import { parseInstant } from '../../../kernel/index.js';
import type { TargetExchange } from '../../../target/index.js';
import { asObject } from '../../laws/bodies.js';
import { formatValue } from '../../model/check.js';

/** A user as a target answers it; its schema is judged elsewhere. */
export type User = Readonly<Record<string, unknown>> & { readonly user_id: number };

/** The keys of a user that the pages print. */
export const PRINTED_KEYS: readonly string[] = Object.keys(loadContract('dnl').schema('user').properties as object);

/** What a list answers. */
export type UserPage = { items: readonly User[]; total: number; page: unknown; perPage: unknown };

/** The page in an answer; undefined if it has not the form of one. */
export function readPage(exchange: TargetExchange | undefined): UserPage | undefined {
  const payload = readPayload(exchange);
  if (!payload || !Array.isArray(payload.items) || typeof payload.total !== 'number') return undefined;
  if (!payload.items.every(isUser)) return undefined;
  return { items: payload.items, total: payload.total, page: payload.page, perPage: payload.per_page };
}

/** The user in an answer; undefined if there is none. */
export function readUser(exchange: TargetExchange | undefined): User | undefined {
  const payload = readPayload(exchange);
  return isUser(payload) ? payload : undefined;
}

/** The id that a created user got; undefined if the answer has none. */
export function readCreatedId(exchange: TargetExchange | undefined): number | undefined {
  const id = asObject(exchange?.response?.json)?.object_id;
  return exchange?.response?.status === 200 && Number.isInteger(id) ? (id as number) : undefined;
}

/** How many users a patch says that it has changed. */
export function readUpdated(exchange: TargetExchange | undefined): number | undefined {
  const updated = readPayload(exchange)?.updated;
  return typeof updated === 'number' ? updated : undefined;
}

function readPayload(exchange: TargetExchange | undefined): Record<string, unknown> | undefined {
  return asObject(asObject(exchange?.response?.json)?.payload);
}

function isUser(value: unknown): value is User {
  return Number.isInteger(asObject(value)?.user_id);
}

/** A field's value as a finding may show it: never a password, in whatever form. */
export function formatField(key: string, value: unknown): string {
  return key === 'passwd' ? `[${typeof value}]` : formatValue(value);
}

/** Whether two values of a user are the same; times are compared as instants. */
export function isSame(left: unknown, right: unknown): boolean {
  if (isDeepStrictEqual(left, right)) return true;
  if (typeof left !== 'string' || typeof right !== 'string') return false;
  const instant = parseInstant(left);
  return instant !== undefined && instant === parseInstant(right);
}

/** Keys that tell nothing of what a patch did: `fullname` may be anything, and follow other keys. */
const IGNORED_KEYS = ['fullname'];

/** A printed key that has another value now, but for some; undefined if there is none. Keys that no page knows may change. */
export function findChangedKey(before: User, after: User, but: readonly string[] = []): string | undefined {
  return PRINTED_KEYS.find(
    key => key in before && !but.includes(key) && !IGNORED_KEYS.includes(key) && !isSame(before[key], after[key]),
  );
}

/** Whether a value holds everything that was sent: objects may have more keys than that. */
export function contains(value: unknown, sent: unknown): boolean {
  if (Array.isArray(sent)) {
    return Array.isArray(value) && value.length === sent.length && sent.every((item, at) => contains(value[at], item));
  }
  const object = asObject(sent);
  if (!object) return isSame(value, sent);
  const held = asObject(value);
  return held !== undefined && Object.entries(object).every(([key, inner]) => contains(held[key], inner));
}
