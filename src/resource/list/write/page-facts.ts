import type { PagingRule } from '../../list-rules.js';
import type { QueryChange } from './page-url.js';

/** A page of a list, and what its request was. */
export type PageFacts = {
  total: number;
  /** How many records stand before the page. */
  offset: number;
  /** How many records the page might have. */
  limit: number;
  /** The number of the page from 0, where the client names pages. */
  page: number | undefined;
  count: number;
  paging: PagingRule | undefined;
  /** The URL of the request without the query. */
  url(): string;
  search: string;
  /** The token that leads on after the last record, or back before the first one; undefined where there are no tokens. */
  token(side: 'next' | 'previous'): string | undefined;
  /** The key of the first or last record of the page. */
  key(side: 'first' | 'last'): string | number | undefined;
  /** The key after which the client wanted the page to begin. */
  sentKey(): string | number | undefined;
};

export function hasMore({ paging, total, offset, count }: PageFacts): boolean {
  // without a way to the next page there is none
  return count > 0 && offset + count < total && paging !== undefined && paging.by !== 'size';
}

export function hasPrevious({ paging, total, offset, limit }: PageFacts): boolean {
  return offset > 0 && total > 0 && limit > 0 && paging !== undefined && paging.by !== 'size';
}

/** How many pages the list has. */
export function countPages({ total, limit }: PageFacts): number {
  return total === 0 ? 0 : Math.ceil(total / Math.max(1, limit));
}

/** The number of the page from 0. */
export function pageIndex({ offset, limit, page }: PageFacts): number {
  if (page !== undefined) return page;
  return limit > 0 ? Math.floor(offset / limit) : 0;
}

/** How the query changes on the way to another page; undefined where there is no such page or no way to it. */
export function changeTo(side: 'next' | 'previous' | 'first' | 'last', facts: PageFacts): QueryChange | undefined {
  const { paging } = facts;
  if (side === 'next' && !hasMore(facts)) return undefined;
  if (side === 'previous' && !hasPrevious(facts)) return undefined;
  if (paging?.by === 'page') return { [paging.page]: String(pageNumber(side, facts) + paging.first) };
  if (paging?.by === 'offset') return { [paging.offset]: String(offsetOf(side, facts) + paging.first) };
  if (paging?.by !== 'cursor') return side === 'first' || side === 'last' ? {} : undefined;
  const { after, before } = paging;
  const cleared = Object.fromEntries([after, before].flatMap(name => (name === undefined ? [] : [[name, undefined]])));
  if (side === 'first') return cleared;
  if (side === 'last') return undefined;
  const token = facts.token(side);
  const parameter = side === 'next' ? after : (before ?? after);
  return token === undefined || parameter === undefined ? undefined : { ...cleared, [parameter]: token };
}

/** From 0. A page before one that is beyond the end is the last page. */
export function pageNumber(side: 'next' | 'previous' | 'first' | 'last', facts: PageFacts): number {
  const last = Math.max(0, countPages(facts) - 1);
  if (side === 'next') return pageIndex(facts) + 1;
  if (side === 'previous') return Math.min(Math.max(0, pageIndex(facts) - 1), last);
  return side === 'first' ? 0 : last;
}

/** From 0. */
export function offsetOf(side: 'next' | 'previous' | 'first' | 'last', facts: PageFacts): number {
  const { offset, limit, total } = facts;
  const last = total === 0 || limit === 0 ? 0 : Math.floor((total - 1) / limit) * limit;
  if (side === 'next') return offset + limit;
  if (side === 'previous') return Math.min(Math.max(0, offset - limit), last);
  return side === 'first' ? 0 : last;
}
