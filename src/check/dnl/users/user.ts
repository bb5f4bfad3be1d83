import { isDeepStrictEqual } from 'node:util';
import { LRUCache } from 'lru-cache';
import { loadContract } from '../../../contract/index.js';
import { parseInstant } from '../../../kernel/index.js';
import type { TargetExchange } from '../../../target/index.js';
import { asObject, formatValue } from '../../model/check.js';

/** A user as a target returns it; another check judges its schema. */
export type User = Readonly<Record<string, unknown>> & { readonly user_id: number };

/** The keys of a user in the documents. */
export const PRINTED_KEYS: readonly string[] = Object.keys(loadContract('dnl').schema('user').properties as object);

/** One page of the list. */
export type UserPage = { items: readonly User[]; total: number; page: unknown; perPage: unknown };

/** The page in a response; undefined if the response does not have that form. */
export function readPage(exchange: TargetExchange | undefined): UserPage | undefined {
  const payload = readPayload(exchange);
  if (!payload || !Array.isArray(payload.items) || typeof payload.total !== 'number') return undefined;
  if (!payload.items.every(isUser)) return undefined;
  return { items: payload.items, total: payload.total, page: payload.page, perPage: payload.per_page };
}

/** The user in a response; undefined if there is none. */
export function readUser(exchange: TargetExchange | undefined): User | undefined {
  const payload = readPayload(exchange);
  return isUser(payload) ? payload : undefined;
}

/** The id of a created user; undefined if the response has none. */
export function readCreatedId(exchange: TargetExchange | undefined): number | undefined {
  const id = asObject(exchange?.response?.json)?.object_id;
  return exchange?.response?.status === 200 && Number.isInteger(id) ? (id as number) : undefined;
}

/** How many users the response to a patch counts as changed. */
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

/** The values of a key of the users, each once, without null and without texts that a request cannot carry. */
export function collectValues(users: readonly User[], key: string): unknown[] {
  const values = new Set(users.map(user => user[key]).filter(value => value !== null && value !== undefined));
  return [...values].filter(value => typeof value !== 'string' || value.isWellFormed());
}

/** A time of a user in microseconds; undefined if the user has none. */
export function readInstant(user: User, key: string): number | undefined {
  const text = user[key];
  return typeof text === 'string' ? parseTime(text) : undefined;
}

/** A time as microseconds; undefined if the text is not a time. */
export function parseTime(text: string): number | undefined {
  return instants.memo(text).instant;
}

/** A cache, because laws compare the same times again and again. */
const instants = new LRUCache<string, { instant: number | undefined }>({
  max: 50_000,
  memoMethod: text => ({ instant: parseInstant(text) }),
});

/** A field's value as a finding may show it, without passwords. */
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

/** Keys that do not show what a patch did: `fullname` may be any text, and may follow other keys. */
const IGNORED_KEYS = ['fullname'];

/** A documented key whose value has changed, except some; undefined if there is none. Undocumented keys may change. */
export function findChangedKey(before: User, after: User, but: readonly string[] = []): string | undefined {
  return PRINTED_KEYS.find(
    key => key in before && !but.includes(key) && !IGNORED_KEYS.includes(key) && !isSame(before[key], after[key]),
  );
}
