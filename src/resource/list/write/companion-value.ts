import type { Companion } from '../../list-rules.js';
import {
  changeTo,
  countPages,
  hasMore,
  hasPrevious,
  offsetOf,
  type PageFacts,
  pageIndex,
  pageNumber,
} from './page-facts.js';
import { pageUrl, type UrlForm } from './page-url.js';

/** What a member beside the records says of a page; undefined where there is nothing to say. `links` is a list of all links. */
export function companionValue(
  companion: Exclude<Companion, 'links'>,
  facts: PageFacts,
  form: UrlForm,
): string | number | boolean | undefined {
  const { total, offset, limit, count, paging } = facts;
  const firstPage = paging?.by === 'page' ? paging.first : 1;
  const firstRecord = paging?.by === 'offset' ? paging.first : 0;
  switch (companion) {
    case 'total':
      return total;
    case 'count':
      return count;
    case 'pages':
      return countPages(facts);
    case 'page':
      return pageIndex(facts) + firstPage;
    case 'size':
      return paging ? limit : count;
    case 'offset':
      return offset + firstRecord;
    case 'first':
      return count === 0 ? undefined : offset + 1;
    case 'last':
      return count === 0 ? undefined : offset + count;
    case 'firstKey':
      return facts.key('first');
    case 'lastKey':
      return facts.key('last');
    case 'resumeKey':
      return facts.key('last') ?? facts.sentKey();
    case 'hasMore':
      return hasMore(facts);
    case 'hasPrevious':
      return hasPrevious(facts);
    case 'isFirst':
      return !hasPrevious(facts);
    case 'isLast':
      return !hasMore(facts);
    case 'isEmpty':
      return count === 0;
    case 'nextPage':
      return hasMore(facts) ? pageNumber('next', facts) + firstPage : undefined;
    case 'previousPage':
      return hasPrevious(facts) ? pageNumber('previous', facts) + firstPage : undefined;
    case 'nextOffset':
      return hasMore(facts) ? offsetOf('next', facts) + firstRecord : undefined;
    case 'previousOffset':
      return hasPrevious(facts) ? offsetOf('previous', facts) + firstRecord : undefined;
    case 'nextCursor':
      return hasMore(facts) ? facts.token('next') : undefined;
    case 'previousCursor':
      return hasPrevious(facts) ? facts.token('previous') : undefined;
    case 'nextUrl':
      return linkTo('next', facts, form);
    case 'previousUrl':
      return linkTo('previous', facts, form);
    case 'firstUrl':
      return linkTo('first', facts, form);
    case 'lastUrl':
      return linkTo('last', facts, form);
    case 'selfUrl':
      return pageUrl({ url: facts.url(), search: facts.search }, { change: {}, form });
    case 'range':
      return count === 0 ? `*/${total}` : `${offset}-${offset + count - 1}/${total}`;
  }
}

/** The links of a page by their relations, in the order in which they are written. */
export function listLinks(facts: PageFacts, form: UrlForm): { rel: string; href: string }[] {
  return RELATIONS.flatMap(([rel, side]) => {
    const href = linkTo(side, facts, form);
    return href === undefined ? [] : [{ rel, href }];
  });
}

const RELATIONS = [
  ['next', 'next'],
  ['prev', 'previous'],
  ['first', 'first'],
  ['last', 'last'],
] as const;

function linkTo(side: 'next' | 'previous' | 'first' | 'last', facts: PageFacts, form: UrlForm): string | undefined {
  const change = changeTo(side, facts);
  return change && pageUrl({ url: facts.url(), search: facts.search }, { change, form });
}
