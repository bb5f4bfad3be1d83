import type { DescribedResponse, MemberView, SchemaView } from '../../../openapi/index.js';
import type { Companion } from '../../list-rules.js';
import { foldName } from '../names/fold-name.js';
import { byWord, words } from '../names/words.js';
import { readNamed } from './named-companions.js';

/** Finds the members around a list that say something of it, by the names that lead to them: `meta.total`. */
export function inferCompanions(envelope: SchemaView, response: string): Readonly<Record<string, Companion>> {
  const names = response === '' ? [] : response.split('.');
  const found = new Map<string, Companion>();
  let view: SchemaView | undefined = envelope;
  for (const [at, name] of names.entries()) {
    if (!view) break;
    const before = names.slice(0, at);
    for (const [path, companion] of readContainer(view, { before, list: name, around: before }))
      found.set(path, companion);
    view = view.members.get(name)?.value;
  }
  return Object.fromEntries(settleCounts(found));
}

/** The same for the headers of a response. */
export function inferHeaders({ headers }: DescribedResponse): Readonly<Record<string, Companion>> {
  return Object.fromEntries(
    headers.flatMap(({ name }) => {
      const companion = HEADERS.get(foldName(name).replace(/^x?pagination/, 'x'));
      return companion ? [[name, companion] as const] : [];
    }),
  );
}

/** How deep objects inside objects are looked into: `links.pages.next`, `meta.page.total`. */
const MAX_DEPTH = 3;

/** Objects beside a list that say something of it. */
const CONTAINERS = new Set(
  words(`meta metadata pagination paging page pages pageinfo links link cursor cursors pager paginationinfo pagingmetadata
    pagemetadata responsemetadata resultinfo info next prev previous first last self summary listinfo pagingdata
    paginationmeta`),
);

type Inside = {
  before: readonly string[];
  /** The member that leads to the list, which is no companion. */
  list?: string;
  /** The names of the containers around. */
  around: readonly string[];
};

function readContainer(view: SchemaView, { before, list, around }: Inside): [string, Companion][] {
  return [...view.members.values()].flatMap(member => {
    const { name, value } = member;
    if (name === list) return [];
    const path = [...before, name];
    const folded = foldName(name);
    const isObject = value.members.size > 0 && !value.types.has('array');
    const isText = value.types.has('string');
    if (isObject && !isText && CONTAINERS.has(folded) && path.length <= MAX_DEPTH) {
      return readContainer(value, { before: path, around: [...around, folded] });
    }
    const companion = isObject && !isText ? undefined : readMember(member, { folded, around, list });
    return companion ? [[path.join('.'), companion] as [string, Companion]] : [];
  });
}

function readMember({ value }: MemberView, { folded, around, list = '' }: MemberPlace): Companion | undefined {
  // `articlesCount` beside `articles`
  const own = foldName(list);
  const isNumber = value.types.has('integer') || value.types.has('number');
  if (isNumber && own !== '' && TOTALS.some(form => folded === form.replace('*', own))) return 'count';
  return readNamed(folded, { view: value, around });
}

type MemberPlace = { folded: string; around: readonly string[]; list: string | undefined };

const TOTALS = ['*count', '*total', 'total*', 'numberof*'];

/** A count is the total unless there is a total beside it. */
function settleCounts(found: ReadonlyMap<string, Companion>): [string, Companion][] {
  const hasTotal = [...found.values()].includes('total');
  return [...found].map(([path, companion]) => [path, companion === 'count' && !hasTotal ? 'total' : companion]);
}

/** By folded name without `pagination`. */
const HEADERS = byWord<Companion>([
  ['links', 'link'],
  ['total', 'xtotalcount xtotal xcount xtotalitems xtotalresults totalcount total'],
  ['count', 'xresultcount'],
  ['pages', 'xtotalpages xpagecount xpages'],
  ['page', 'xpage xcurrentpage xpagenumber'],
  ['size', 'xperpage xpagesize xlimit'],
  ['offset', 'xoffset'],
  ['nextPage', 'xnextpage'],
  ['previousPage', 'xprevpage xpreviouspage'],
  ['nextCursor', 'xnextcursor xnexttoken'],
  ['hasMore', 'xhasmore xhasnext'],
  ['range', 'contentrange'],
]);
