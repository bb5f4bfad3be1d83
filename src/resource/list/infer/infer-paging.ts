import type { SchemaView } from '../../../openapi/index.js';
import type { Companion, PagingRule } from '../../list-rules.js';
import type { QueryName } from '../names/query-parameters.js';
import { words } from '../names/words.js';

export type InferredPaging = {
  paging: PagingRule | undefined;
  used: readonly QueryName[];
  /** The time by which the newest records come first, where the pages are those of a timeline. */
  newest?: string;
};

/** What a list says around its records decides whether a token can be one of the API's own making. */
type Surroundings = { item: SchemaView | undefined; companions: ReadonlySet<Companion> };

/** Finds the parameters that divide a list into pages: a number of a page or record, or a token, and a size. */
export function inferPaging(parameters: readonly QueryName[], { item, companions }: Surroundings): InferredPaging {
  const findOne = (names: Names, accepts: (parameter: QueryName) => boolean) =>
    findByName(parameters, { names, item, accepts });
  const size = findOne(SIZE, isCount);
  // without a size, a weak name is none of pages
  const find = (names: Names, accepts: (parameter: QueryName) => boolean) =>
    findOne(size ? names : { ...names, weak: [] }, accepts);
  const limits = size && readLimits(size);
  const page = find(PAGE, isCount);
  const offset = find(OFFSET, isCount);
  const use = (paging: PagingRule, ...others: (QueryName | undefined)[]) => ({
    paging: { ...paging, ...limits },
    used: [size, ...others].flatMap(one => one ?? []),
  });
  if (page) return use({ by: 'page', page: page.name, ...named(size), first: readFirst(page) ?? 1 }, page);
  if (offset) {
    const first = readFirst(offset) ?? (offset.folded.endsWith('index') ? 1 : 0);
    return use({ by: 'offset', offset: offset.name, ...named(size), first }, offset);
  }
  const timeline = findTimeline(parameters, item);
  const after = timeline?.after ?? find(AFTER, isToken) ?? findPageToken(parameters, companions);
  const before = timeline?.before ?? find(BEFORE, isToken);
  if (after || before) {
    const names = { ...(after && { after: after.name }), ...(before && { before: before.name }) };
    const isGiven = companions.has('nextCursor') || companions.has('nextUrl') || companions.has('links');
    const tokens = [after, before].flatMap(one => one ?? []);
    const isKey = tokens.some(one => KEYS.has(one.folded)) && !companions.has('nextCursor');
    const isNumber = tokens.some(({ view }) => view.types.has('integer') && !view.types.has('string'));
    const isOpaque = isGiven || tokens.some(one => OPAQUE.test(one.folded));
    const token = isNumber || isKey || !isOpaque ? 'key' : 'opaque';
    const newest = timeline && { newest: timeline.time };
    return { ...use({ by: 'cursor', ...names, ...named(size), token }, after, before), ...newest };
  }
  return size && LONE_SIZES.has(size.folded) ? use({ by: 'size', size: size.name }) : { paging: undefined, used: [] };
}

/** Names in the order of preference. Weak ones have other meanings too: members of records, times. */
type Names = { strong: readonly string[]; weak: readonly string[] };

const PAGE: Names = {
  strong: words('page pagenumber pageno pagenum pageindex currentpage pagingpage'),
  weak: words('p pg'),
};
const SIZE: Names = {
  strong: words(
    'perpage pagesize pagelimit limit maxresults maxitems itemsperpage resultsperpage rowsperpage recordsperpage maxpagesize',
  ),
  weak: words('count top first take size rows max num number n'),
};
/** Those that are clear without another parameter of pages. */
const LONE_SIZES = new Set([...SIZE.strong, ...words('count top first take')]);
const OFFSET: Names = {
  strong: words('offset skip pageoffset startindex startat firstresult'),
  weak: words('from start'),
};
const AFTER: Names = {
  strong: words(
    `cursor pagetoken pagecursor startingafter nexttoken nextcursor nextpagetoken continuationtoken continuation
    paginationtoken pageafter aftercursor afterid sinceid`,
  ),
  weak: words('continue after marker startafter lastid'),
};
const BEFORE: Names = {
  strong: words('endingbefore pagebefore beforecursor beforeid'),
  weak: words('before endbefore'),
};
/** The key of a record is the token, whatever the response says. */
const KEYS: ReadonlySet<string> = new Set(
  words('startingafter endingbefore afterid beforeid sinceid minid maxid lastid'),
);
/** Names of tokens that a client cannot make. */
const OPAQUE = /cursor|token|continu/;

function findByName(
  parameters: readonly QueryName[],
  { names, item, accepts }: { names: Names; item: SchemaView | undefined; accepts: (one: QueryName) => boolean },
): QueryName | undefined {
  const isMember = ({ name }: QueryName) => item?.members.has(name) === true;
  const candidates = parameters.filter(accepts);
  const strong = names.strong.flatMap(name => candidates.find(({ folded }) => folded === name) ?? []);
  const weak = names.weak.flatMap(name => candidates.find(one => one.folded === name && !isMember(one)) ?? []);
  return [...strong, ...weak][0];
}

/** Whether values are whole numbers. Text counts where the description shows that it is digits. */
function isCount({ view, example }: QueryName): boolean {
  const { types } = view;
  if (types.has('array') || types.has('object') || types.has('boolean')) return false;
  if (types.size === 0 || types.has('integer') || types.has('number')) return true;
  return [view.default, example].some(value => typeof value === 'string' && /^\d+$/.test(value));
}

function isToken({ view }: QueryName): boolean {
  const { types, format } = view;
  if (types.has('array') || types.has('object') || types.has('boolean')) return false;
  return !/date|time/.test(format ?? '') && !view.enum;
}

/** The parameters of a timeline: `max_id` has what is older than a record, and `since_id` or `min_id` what is newer. */
function findTimeline(
  parameters: readonly QueryName[],
  item: SchemaView | undefined,
): { after: QueryName; before: QueryName; time: string } | undefined {
  const find = (name: string) => parameters.find(one => one.folded === name && isToken(one));
  const after = find('maxid');
  const before = find('sinceid') ?? find('minid');
  const time = [...(item?.members.values() ?? [])].find(
    ({ name, value }) => /^(?:creat|publish|post|sent)/i.test(name) && value.format === 'date-time',
  );
  return after && before && time && { after, before, time: time.name };
}

/** A `page` of text is a token where responses give the next one as text. */
function findPageToken(parameters: readonly QueryName[], companions: ReadonlySet<Companion>): QueryName | undefined {
  if (!companions.has('nextCursor')) return undefined;
  return parameters.find(one => (one.folded === 'page' || one.folded === 'start') && isToken(one));
}

function named(size: QueryName | undefined): { size?: string } {
  return size ? { size: size.name } : {};
}

/** The number of the first page or record: the default says it, or else the lowest number, or else an example. */
function readFirst({ view, example }: QueryName): 0 | 1 | undefined {
  for (const value of [view.default, view.minimum, example]) {
    if (value !== undefined && (Number(value) === 0 || Number(value) === 1)) return Number(value) as 0 | 1;
  }
  return undefined;
}

/** A default that is not positive means that there is no limit. */
function readLimits({ view }: QueryName): { usual?: number; most?: number } {
  const usual = Number(view.default ?? Number.NaN);
  const { maximum } = view;
  return {
    ...(usual >= 1 && { usual }),
    ...(maximum !== undefined && maximum >= 1 && maximum <= MAX_MOST && { most: maximum }),
  };
}

/** Higher maximums are those of a type of numbers. */
const MAX_MOST = 1_000_000;
