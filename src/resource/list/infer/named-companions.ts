import type { SchemaView } from '../../../openapi/index.js';
import type { Companion } from '../../list-rules.js';
import { foldName } from '../names/fold-name.js';
import { byWord, words } from '../names/words.js';

/** A member around a list: its schema, and the folded names of the objects in which it stands. */
export type Surrounded = { view: SchemaView; around: readonly string[] };

/** What a member says of a list. Its type decides: `next` may be a number, a URL or a token. */
export function readNamed(folded: string, { view, around }: Surrounded): Companion | undefined {
  const { types } = view;
  const holder = around.at(-1);
  if (types.has('array')) return isLinkList(folded, view) ? 'links' : undefined;
  if (types.has('boolean')) return FLAGS.get(folded);
  if (ADDRESS.test(folded)) {
    const held = holder === undefined ? undefined : DIRECTIONS.get(holder);
    return (held ?? directionOf(folded))?.url;
  }
  const direction = directionOf(folded) ?? (TOKEN_NAMES.has(folded) && holder ? DIRECTIONS.get(holder) : undefined);
  if (types.has('integer') || types.has('number')) {
    const number = /offset$/.test(folded) ? direction?.offset : direction?.page;
    return number ?? NUMBERS.get(folded) ?? (around.length > 0 ? HELD_NUMBERS.get(folded) : undefined);
  }
  if (types.size > 0 && !types.has('string')) return undefined;
  if (direction && isAddress(view, around)) return direction.url;
  if (direction) return direction.cursor;
  // numbers may be written as text
  const isTotal = types.has('string') && NUMBERS.get(folded) === 'total';
  return TOKENS.get(folded) ?? (isTotal ? 'total' : undefined);
}

type Direction = { url: Companion; page?: Companion; offset?: Companion; cursor?: Companion };

const NEXT: Direction = { url: 'nextUrl', page: 'nextPage', offset: 'nextOffset', cursor: 'nextCursor' };
const PREVIOUS: Direction = {
  url: 'previousUrl',
  page: 'previousPage',
  offset: 'previousOffset',
  cursor: 'previousCursor',
};

const DIRECTIONS = byWord<Direction>([
  [NEXT, 'next nextpage nextoffset nextcursor nexttoken nextpagetoken nextpagecursor nextmarker nextcontinuationtoken'],
  [PREVIOUS, 'prev prevpage prevoffset prevcursor prevtoken prevpagetoken'],
  [PREVIOUS, 'previous previouspage previousoffset previouscursor previoustoken previouspagetoken'],
  [{ url: 'firstUrl' }, 'first firstpage'],
  [{ url: 'lastUrl' }, 'last lastpage'],
  [{ url: 'selfUrl' }, 'self current'],
]);

const ADDRESS = /(?:url|uri|href|link)$/;

/** `nextpageurl`, `odatanextlink`, and `href` alone, which is the list itself. */
function directionOf(folded: string): Direction | undefined {
  const rest = folded.replace(/^odata/, '').replace(ADDRESS, '');
  return DIRECTIONS.get(rest === '' && folded === 'href' ? 'self' : rest);
}

/** Whether text is a URL: by its format, by an example, or because it stands among links. */
function isAddress(view: SchemaView, around: readonly string[]): boolean {
  if (/^(?:uri|url|iri)/.test(view.format ?? '')) return true;
  if (around.some(name => name === 'links' || name === 'link')) return true;
  const [example] = view.examples;
  return typeof example === 'string' && /^https?:|^[/?]/.test(example);
}

/** Names of tokens inside an object that has a direction: `paging.next.after`. */
const TOKEN_NAMES: ReadonlySet<string> = new Set(words('after before cursor token page offset'));

const TOKENS = byWord<Companion>([
  ['nextCursor', 'continue continuation continuationtoken cursor after endcursor pagetoken'],
  ['previousCursor', 'before startcursor'],
  ['lastKey', 'lastid'],
  ['firstKey', 'firstid'],
]);

const FLAGS = byWord<Companion>([
  ['hasMore', 'hasmore hasnext hasnextpage hasmoreitems hasmoreresults more moreitems moreresults istruncated'],
  ['hasPrevious', 'hasprevious hasprev hasprevpage haspreviouspage'],
  ['isLast', 'last islast islastpage lastpage'],
  ['isFirst', 'first isfirst isfirstpage firstpage'],
  ['isEmpty', 'empty isempty'],
]);

const NUMBERS = byWord<Companion>([
  [
    'total',
    `total totalcount totalitems totalresults totalrecords totalelements totalentries totalrows totalsize
    totalobjects totalnumber itemstotal recordstotal fullcount numfound odatacount`,
  ],
  ['count', 'count itemcount resultcount recordcount numberofelements'],
  ['pages', 'pages totalpages totalpage pagecount numpages numberofpages pagestotal lastpage'],
  ['page', 'page currentpage pagenumber pageindex pageno pagenum'],
  ['size', 'perpage pagesize limit itemsperpage resultsperpage pagelimit'],
  ['offset', 'offset skip startindex startat'],
]);

/** Names that are clear only inside an object about pages. */
const HELD_NUMBERS = new Map(
  Object.entries<Companion>({ size: 'size', number: 'page', current: 'page', from: 'first', to: 'last' }),
);

/** A list of objects with a relation and a URL. */
function isLinkList(folded: string, { items }: SchemaView): boolean {
  const names = new Set([...(items?.members.keys() ?? [])].map(foldName));
  return (
    /^links?$/.test(folded) && (names.has('rel') || names.has('relation')) && (names.has('href') || names.has('url'))
  );
}
