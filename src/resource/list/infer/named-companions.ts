import type { SchemaView } from '../../../openapi/index.js';
import type { Companion } from '../../resources.js';
import { foldName } from '../names/fold-name.js';

/** A member around a list: its schema, and the folded names of the objects in which it stands. */
export type Surrounded = { view: SchemaView; around: readonly string[] };

/** What a member says of a list. Its type decides: `next` may be a number, a URL or a token. */
export function readNamed(folded: string, { view, around }: Surrounded): Companion | undefined {
  const { types } = view;
  const holder = around.at(-1);
  if (types.has('array')) return isLinkList(folded, view) ? 'links' : undefined;
  if (types.has('boolean')) return FLAGS[folded];
  if (isAddressName(folded)) {
    const owner = holder && DIRECTIONS[holder] ? holder : folded;
    return directionOf(owner)?.url;
  }
  const direction = directionOf(folded) ?? (TOKEN_NAMES.has(folded) && holder ? DIRECTIONS[holder] : undefined);
  if (types.has('integer') || types.has('number')) {
    const number = /offset$/.test(folded) ? direction?.offset : direction?.page;
    return number ?? NUMBERS[folded] ?? (around.length > 0 ? HELD_NUMBERS[folded] : undefined);
  }
  if (types.size > 0 && !types.has('string')) return undefined;
  if (direction && isAddress(view, around)) return direction.url;
  if (direction) return direction.cursor;
  if (TOKENS[folded]) return TOKENS[folded];
  // numbers may be written as text
  return types.has('string') && TOTALS.has(folded) ? NUMBERS[folded] : undefined;
}

type Direction = { url: Companion; page?: Companion; offset?: Companion; cursor?: Companion };

const NEXT: Direction = { url: 'nextUrl', page: 'nextPage', offset: 'nextOffset', cursor: 'nextCursor' };
const PREVIOUS: Direction = { url: 'previousUrl', page: 'previousPage', cursor: 'previousCursor' };

const DIRECTIONS: Readonly<Record<string, Direction>> = {
  next: NEXT,
  nextpage: NEXT,
  nextoffset: NEXT,
  nextcursor: NEXT,
  nexttoken: NEXT,
  nextpagetoken: NEXT,
  nextpagecursor: NEXT,
  nextmarker: NEXT,
  nextcontinuationtoken: NEXT,
  prev: PREVIOUS,
  previous: PREVIOUS,
  prevpage: PREVIOUS,
  previouspage: PREVIOUS,
  prevcursor: PREVIOUS,
  previouscursor: PREVIOUS,
  prevtoken: PREVIOUS,
  previoustoken: PREVIOUS,
  prevpagetoken: PREVIOUS,
  previouspagetoken: PREVIOUS,
  first: { url: 'firstUrl' },
  firstpage: { url: 'firstUrl' },
  last: { url: 'lastUrl' },
  lastpage: { url: 'lastUrl' },
  self: { url: 'selfUrl' },
  current: { url: 'selfUrl' },
};

const ADDRESS = /(?:url|uri|href|link)$/;

function isAddressName(folded: string): boolean {
  return ADDRESS.test(folded);
}

/** `nextpageurl`, `odatanextlink`, and `href` alone, which is the list itself. */
function directionOf(folded: string): Direction | undefined {
  const rest = folded.replace(/^odata/, '').replace(ADDRESS, '');
  if (rest === '' && folded === 'href') return DIRECTIONS.self;
  return Object.hasOwn(DIRECTIONS, rest) ? DIRECTIONS[rest] : undefined;
}

/** Whether text is a URL: by its format, by an example, or because it stands among links. */
function isAddress(view: SchemaView, around: readonly string[]): boolean {
  if (/^(?:uri|url|iri)/.test(view.format ?? '')) return true;
  if (around.some(name => name === 'links' || name === 'link')) return true;
  const [example] = view.examples;
  return typeof example === 'string' && /^https?:|^[/?]/.test(example);
}

/** Names of tokens inside an object that has a direction: `paging.next.after`. */
const TOKEN_NAMES: ReadonlySet<string> = new Set(['after', 'before', 'cursor', 'token', 'page', 'offset']);

const TOKENS: Readonly<Record<string, Companion>> = {
  continue: 'nextCursor',
  continuation: 'nextCursor',
  continuationtoken: 'nextCursor',
  cursor: 'nextCursor',
  after: 'nextCursor',
  endcursor: 'nextCursor',
  pagetoken: 'nextCursor',
  before: 'previousCursor',
  startcursor: 'previousCursor',
  lastid: 'lastKey',
  firstid: 'firstKey',
};

const FLAGS: Readonly<Record<string, Companion>> = {
  hasmore: 'hasMore',
  hasnext: 'hasMore',
  hasnextpage: 'hasMore',
  hasmoreitems: 'hasMore',
  hasmoreresults: 'hasMore',
  more: 'hasMore',
  moreitems: 'hasMore',
  moreresults: 'hasMore',
  istruncated: 'hasMore',
  hasprevious: 'hasPrevious',
  hasprev: 'hasPrevious',
  hasprevpage: 'hasPrevious',
  haspreviouspage: 'hasPrevious',
  last: 'isLast',
  islast: 'isLast',
  islastpage: 'isLast',
  lastpage: 'isLast',
  first: 'isFirst',
  isfirst: 'isFirst',
  isfirstpage: 'isFirst',
  firstpage: 'isFirst',
  empty: 'isEmpty',
  isempty: 'isEmpty',
};

const NUMBERS: Readonly<Record<string, Companion>> = {
  total: 'total',
  totalcount: 'total',
  totalitems: 'total',
  totalresults: 'total',
  totalrecords: 'total',
  totalelements: 'total',
  totalentries: 'total',
  totalrows: 'total',
  totalsize: 'total',
  totalobjects: 'total',
  totalnumber: 'total',
  itemstotal: 'total',
  recordstotal: 'total',
  fullcount: 'total',
  numfound: 'total',
  odatacount: 'total',
  count: 'count',
  itemcount: 'count',
  resultcount: 'count',
  recordcount: 'count',
  numberofelements: 'count',
  pages: 'pages',
  totalpages: 'pages',
  totalpage: 'pages',
  pagecount: 'pages',
  numpages: 'pages',
  numberofpages: 'pages',
  pagestotal: 'pages',
  lastpage: 'pages',
  page: 'page',
  currentpage: 'page',
  pagenumber: 'page',
  pageindex: 'page',
  pageno: 'page',
  pagenum: 'page',
  perpage: 'size',
  pagesize: 'size',
  limit: 'size',
  itemsperpage: 'size',
  resultsperpage: 'size',
  pagelimit: 'size',
  offset: 'offset',
  skip: 'offset',
  startindex: 'offset',
  startat: 'offset',
};

/** Names that are clear only inside an object about pages. */
const HELD_NUMBERS: Readonly<Record<string, Companion>> = {
  size: 'size',
  number: 'page',
  current: 'page',
  from: 'first',
  to: 'last',
};

const TOTALS: ReadonlySet<string> = new Set(
  Object.entries(NUMBERS).flatMap(([name, companion]) => (companion === 'total' ? [name] : [])),
);

/** A list of objects with a relation and a URL. */
function isLinkList(folded: string, { items }: SchemaView): boolean {
  const names = new Set([...(items?.members.keys() ?? [])].map(foldName));
  return (
    /^links?$/.test(folded) && (names.has('rel') || names.has('relation')) && (names.has('href') || names.has('url'))
  );
}
