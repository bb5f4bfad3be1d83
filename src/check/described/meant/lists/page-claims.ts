import { type Companion, listCompanions } from '../../../../resource/index.js';
import type { JudgedApi } from '../../judged-api.js';
import { followNames } from '../../known/read-records.js';
import type { Walk, WalkedPage } from '../../known/walk.js';
import { readLink } from '../../walk/page-facts.js';

/** Something false that a page says beside its records. */
export type FalseClaim = { name: string; at: number; says: unknown; expected: string };

/** What the page of a walk is, counted by the records that were read. */
type Counted = {
  index: number;
  before: number;
  count: number;
  /** Of all pages. */
  all: number;
  size: number | undefined;
  page: WalkedPage;
  firstPage: number;
  firstOffset: number;
};

/** What pages of a whole walk say beside their records, as far as it is false: at most one claim for each name. */
export function findFalseClaims(walk: Walk, { api, size }: { api: JudgedApi; size: number | undefined }): FalseClaim[] {
  const { operation, pages, records } = walk;
  const { paging, companions, headers = {} } = api.ruleOf(operation) ?? {};
  const claims = new Map<string, FalseClaim>();
  const hasLink = (side: 'next' | 'previous', { exchange }: WalkedPage) =>
    readLink(side, { operation, exchange, api }) !== undefined;
  const isLinked = pages.some(page => hasLink('next', page));
  let before = 0;
  for (const [index, page] of pages.entries()) {
    const count = page.records.length;
    const counted: Counted = {
      index,
      before,
      count,
      all: records.length,
      size,
      page,
      firstPage: paging?.by === 'page' ? paging.first : 1,
      firstOffset: paging?.by === 'offset' ? paging.first : 0,
    };
    before += count;
    // an empty page behind the last one may say what it likes
    if (count === 0 && index > 0) continue;
    const { json, headers: sent = {} } = page.exchange.response ?? {};
    const said = [
      ...Object.entries(listCompanions(companions)).map(
        ([name, companion]) => [name, companion, followNames(json, name)] as const,
      ),
      ...Object.entries(headers).map(([name, companion]) => [name, companion, sent[name.toLowerCase()]] as const),
    ];
    for (const [name, companion, says] of said) {
      const linked = ['nextUrl', 'previousUrl', 'links'].includes(companion);
      const expected = linked
        ? judgeLinks(companion, counted, { paging, says, isLinked, hasLink: side => hasLink(side, page) })
        : says === undefined
          ? undefined
          : judgeClaim(companion, says, counted);
      if (expected !== undefined && !claims.has(name)) claims.set(name, { name, at: page.at, says, expected });
    }
  }
  return [...claims.values()];
}

/** What should have been said; undefined where nothing is false. */
function judgeClaim(companion: Companion, says: unknown, counted: Counted): string | undefined {
  const { before, count, all, size, index, page, firstPage, firstOffset } = counted;
  const more = before + count < all;
  const isOne = (...allowed: readonly unknown[]) =>
    allowed.some(one => one === says || (typeof one === 'number' && String(one) === String(says)))
      ? undefined
      : allowed[0] === null
        ? 'none'
        : String(allowed[0]);
  const none = [null, undefined, '', 0, false] as const;
  switch (companion) {
    case 'total':
      return isOne(all);
    case 'count':
      return isOne(count, all);
    case 'pages':
      return size === undefined ? undefined : isOne(Math.ceil(all / size), ...(all === 0 ? [1] : []));
    case 'page':
      return isOne(index + firstPage);
    case 'size':
      return size === undefined ? undefined : isOne(size, count);
    case 'offset':
      return isOne(before + firstOffset);
    case 'first':
      return count === 0 ? undefined : isOne(before + 1, before);
    case 'last':
      return count === 0 ? undefined : isOne(before + count, before + count - 1);
    case 'firstKey':
      return count === 0 ? undefined : isOne(page.records[0]?.key, String(page.records[0]?.key));
    case 'lastKey':
      return count === 0 ? undefined : isOne(page.records.at(-1)?.key, String(page.records.at(-1)?.key));
    case 'hasMore':
      return typeof says === 'boolean' ? isOne(more) : undefined;
    case 'hasPrevious':
      return typeof says === 'boolean' ? isOne(before > 0) : undefined;
    case 'isFirst':
      return typeof says === 'boolean' ? isOne(before === 0) : undefined;
    case 'isLast':
      return typeof says === 'boolean' ? isOne(!more) : undefined;
    case 'isEmpty':
      return typeof says === 'boolean' ? isOne(count === 0) : undefined;
    case 'nextPage':
      return more ? isOne(index + firstPage + 1) : isOne(...none, index + firstPage);
    case 'nextOffset':
      return more
        ? isOne(before + count + firstOffset)
        : isOne(...none, before + firstOffset, before + count + firstOffset);
    case 'previousPage':
      return index > 0 ? isOne(index + firstPage - 1) : isOne(...none, index + firstPage);
    case 'range':
      return typeof says !== 'string' || !/\/\d+$/.test(says) || says.endsWith(`/${all}`)
        ? undefined
        : `a range of ${all}`;
    default:
      return undefined;
  }
}

/** Links say whether there are other pages, where a server sends links at all. A cursor may lead to an empty last page. */
function judgeLinks(
  companion: Companion,
  { before, count, all, size }: Counted,
  {
    paging,
    says,
    isLinked,
    hasLink,
  }: {
    paging: { by: string } | undefined;
    says: unknown;
    isLinked: boolean;
    hasLink(side: 'next' | 'previous'): boolean;
  },
): string | undefined {
  if (paging === undefined || paging.by === 'size' || size === undefined || all === 0) return undefined;
  const more = before + count < all;
  if (companion !== 'previousUrl') {
    if (more && !hasLink('next') && (says !== undefined || isLinked)) return 'a link to the next page';
    if (!more && hasLink('next') && paging.by !== 'cursor') return 'no link to a next page';
  }
  if (companion !== 'nextUrl' && before === 0 && hasLink('previous')) return 'no link to a previous page';
  return undefined;
}
