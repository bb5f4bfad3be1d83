import type { Companion, PagingRule } from '../../list-rules.js';

/** Decides what members that are called only `next` or `previous` say, which depends on how the list is divided. */
export function settleDirections(
  companions: Readonly<Record<string, Companion>>,
  paging: PagingRule | undefined,
): Readonly<Record<string, Companion>> {
  return Object.fromEntries(
    Object.entries(companions).map(([path, companion]) => {
      const hasToken = Object.entries(companions).some(([other, token]) => token === companion && !isBareName(other));
      return [path, settle(path, { companion, paging, hasToken })];
    }),
  );
}

function isBareName(path: string): boolean {
  return /(?:^|\.)(?:next|prev|previous)(?:_?page)?$/i.test(path);
}

function settle(
  path: string,
  { companion, paging, hasToken }: { companion: Companion; paging: PagingRule | undefined; hasToken: boolean },
): Companion {
  if (!isBareName(path)) return companion;
  const isNumber = companion === 'nextPage' || companion === 'previousPage';
  // a number is what the parameter takes
  if (isNumber && paging?.by === 'offset') return companion === 'nextPage' ? 'nextOffset' : 'previousOffset';
  if (isNumber && paging?.by === 'cursor') return companion === 'nextPage' ? 'nextCursor' : 'previousCursor';
  // text beside a token, or without tokens, is a URL
  if (paging?.by === 'cursor' && !hasToken) return companion;
  if (companion === 'nextCursor') return 'nextUrl';
  return companion === 'previousCursor' ? 'previousUrl' : companion;
}
