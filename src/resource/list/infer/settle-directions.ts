import type { Companion, PagingRule } from '../../resources.js';

/** Decides what members that are called only `next` or `previous` say, which depends on how the list is divided. */
export function settleDirections(
  companions: Readonly<Record<string, Companion>>,
  paging: PagingRule | undefined,
): Readonly<Record<string, Companion>> {
  return Object.fromEntries(
    Object.entries(companions).map(([path, companion]) => [path, settle(path, { companion, paging })]),
  );
}

function settle(
  path: string,
  { companion, paging }: { companion: Companion; paging: PagingRule | undefined },
): Companion {
  const isBare = /(?:^|\.)(?:next|prev|previous)(?:_?page)?$/i.test(path);
  if (!isBare) return companion;
  const isNumber = companion === 'nextPage' || companion === 'previousPage';
  // a number is what the parameter takes
  if (isNumber && paging?.by === 'offset') return companion === 'nextPage' ? 'nextOffset' : 'previousOffset';
  if (isNumber && paging?.by === 'cursor') return companion === 'nextPage' ? 'nextCursor' : 'previousCursor';
  if (paging?.by === 'cursor') return companion;
  // without tokens, text is a URL
  if (companion === 'nextCursor') return 'nextUrl';
  return companion === 'previousCursor' ? 'previousUrl' : companion;
}
