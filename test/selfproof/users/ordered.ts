import type { User } from './user.js';

/** By which key to order, and which way; newest first if nothing is asked. */
export type Order = { key: string; descending: boolean; isAsked: boolean };

export function orderOf(query: URLSearchParams): Order {
  const key = query.get('order_by') || undefined;
  const direction = query.get('order_dir') || (key === undefined ? 'desc' : 'asc');
  return { key: key ?? 'user_id', descending: /^desc/i.test(direction), isAsked: key !== undefined };
}

type Compare = (left: unknown, right: unknown) => number;

/** Which of two values that are not null comes first: numbers by size, false before true, texts by code unit. */
export const byValue: Compare = (left, right) =>
  typeof left === 'string' ? byText(left, right) : Number(left) - Number(right);

export const byText: Compare = (left, right) =>
  String(left) < String(right) ? -1 : String(left) > String(right) ? 1 : 0;

export type OrderDetails = {
  compare?: Compare;
  nullsFirst?: boolean;
  tie?: (left: User, right: User) => number;
};

/** The users in order; by default nulls come last in both directions, and ties by id. */
export function ordered(
  users: readonly User[],
  { key, descending }: Order,
  { compare = byValue, nullsFirst = false, tie = (left, right) => left.user_id - right.user_id }: OrderDetails = {},
): User[] {
  return users.toSorted((left, right) => {
    const nulls = Number(left[key] === null) - Number(right[key] === null);
    if (nulls !== 0) return nullsFirst ? -nulls : nulls;
    const difference = left[key] === null ? 0 : compare(left[key], right[key]);
    return (descending ? -difference : difference) || tie(left, right);
  });
}
