import { canonicalJson } from '../../../kernel/index.js';
import type { DescribedOperation } from '../../../openapi/index.js';
import type { TargetExchange } from '../../../target/index.js';
import type { JudgedApi } from '../judged-api.js';
import { followNames, isSuccess, keyOfRecord, readList } from '../known/read-records.js';
import type { Walk, WalkedPage, WalkedRecord } from '../known/walk.js';
import { readCount, readFact, readLink } from './page-facts.js';

/** The walks in the exchanges of a case, in their order: requests in a row that differ only in the page. */
export function readWalks(operation: DescribedOperation, exchanges: readonly TargetExchange[], api: JudgedApi): Walk[] {
  const groups: { name: string; from: number; exchanges: TargetExchange[] }[] = [];
  for (const [at, exchange] of exchanges.entries()) {
    const name = nameOfWalk(operation, exchange, api);
    const last = groups.at(-1);
    if (last?.name === name) last.exchanges.push(exchange);
    else groups.push({ name, from: at, exchanges: [exchange] });
  }
  return groups
    .filter(({ name }) => name !== '')
    .map(({ exchanges, from }) => readWalk(operation, exchanges, { api, from }));
}

/** The walk of which these exchanges are the pages; `from` is the index of the first one. */
export function readWalk(
  operation: DescribedOperation,
  exchanges: readonly TargetExchange[],
  { api, from = 0 }: { api: JudgedApi; from?: number },
): Walk {
  const pages = exchanges.flatMap((exchange, at): WalkedPage[] => {
    const items = readList(operation, exchange, api);
    return items ? [{ exchange, at: from + at, records: items.map(value => identify(value, operation, api)) }] : [];
  });
  const walk = {
    operation,
    pages,
    records: pages.flatMap(({ records }) => records),
    query: queryWithoutPage(operation, exchanges[0], api),
    total: readCount('total', { operation, exchange: exchanges[0], api }),
  };
  return { ...walk, complete: pages.length === exchanges.length && isWhole(walk, api) };
}

function nameOfWalk(operation: DescribedOperation, exchange: TargetExchange, api: JudgedApi): string {
  const { method, path } = exchange.request;
  const [pathname = ''] = path.split('?');
  const isOfList = method === operation.method && fits(pathname, api.templateOf(operation));
  return isOfList ? `${pathname}?${queryWithoutPage(operation, exchange, api)}` : '';
}

function fits(pathname: string, template: string): boolean {
  const [segments, wanted] = [pathname.split('/'), template.split('/')];
  return segments.length === wanted.length && wanted.every((one, at) => one.includes('{') || one === segments[at]);
}

function queryWithoutPage(
  operation: DescribedOperation,
  exchange: TargetExchange | undefined,
  api: JudgedApi,
): URLSearchParams {
  const query = queryOf(exchange);
  for (const name of pageParameters(operation, api)) query.delete(name);
  return query;
}

function queryOf(exchange: TargetExchange | undefined): URLSearchParams {
  return new URLSearchParams(exchange?.request.path.split('?')[1] ?? '');
}

/** The parameters that say which page is wanted, and not how many records it has. */
function pageParameters(operation: DescribedOperation, api: JudgedApi): string[] {
  const { paging } = api.ruleOf(operation) ?? {};
  if (paging?.by === 'page') return [paging.page];
  if (paging?.by === 'offset') return [paging.offset];
  return paging?.by === 'cursor' ? [paging.after, paging.before].filter(name => name !== undefined) : [];
}

/** The key of a record, and the keys of its parents where it shows them; or all of it, where it shows no key. */
function identify(value: unknown, operation: DescribedOperation, api: JudgedApi): WalkedRecord {
  const { collection = '' } = api.ruleOf(operation) ?? {};
  const { parents = {} } = api.collections.get(collection) ?? {};
  const key = keyOfRecord(value, collection, api);
  const above = Object.values(parents).map(({ member }) =>
    member === undefined ? undefined : followNames(value, member),
  );
  const id = key === undefined ? canonicalJson(value) : [key, ...above].filter(part => part !== undefined).join(' of ');
  return { id, key, value };
}

/** What the query of the page after the last one says; undefined where the walk has ended. */
export function nextPage(walk: Omit<Walk, 'complete'>, api: JudgedApi): Readonly<Record<string, string>> | undefined {
  const { operation, pages, records } = walk;
  const { paging } = api.ruleOf(operation) ?? {};
  const last = pages.at(-1);
  if (!last || !paging || paging.by === 'size' || hasEnded(walk, api)) return undefined;
  if (paging.by === 'page') return { [paging.page]: String(paging.first + pages.length) };
  if (paging.by === 'offset') return { [paging.offset]: String(paging.first + records.length) };
  const token = tokenAfter(walk, api);
  return paging.after === undefined || token === undefined ? undefined : { [paging.after]: token };
}

/** Whether the last page shows that no other one follows. A total that is too low must not hide records. */
function hasEnded(walk: Omit<Walk, 'complete'>, api: JudgedApi): boolean {
  const { operation, pages, records, total } = walk;
  const { paging } = api.ruleOf(operation) ?? {};
  const last = pages.at(-1);
  const before = new Set(pages.slice(0, -1).flatMap(page => page.records.map(({ id }) => id)));
  if (!last || last.records.every(({ id }) => before.has(id))) return true;
  if (paging?.by === 'cursor') return tokenAfter(walk, api) === undefined;
  const wanted = Number(queryOf(last.exchange).get(paging?.size ?? '') ?? Number.NaN);
  return total !== undefined && records.length >= total && last.records.length < wanted;
}

function isWhole(walk: Omit<Walk, 'complete'>, api: JudgedApi): boolean {
  const { operation, pages, records, total } = walk;
  const { paging } = api.ruleOf(operation) ?? {};
  const last = pages.at(-1);
  if (!last) return false;
  if (!paging) return total === undefined || records.length >= total;
  const wanted = Number(queryOf(last.exchange).get(paging.size ?? '') ?? Number.NaN);
  if (paging.by === 'size') return last.records.length < wanted;
  // a page that is the one before again shows only that the parameter has no effect
  const isRepeated =
    pages.length > 1 && last.records.length > 0 && last.records[0]?.id === pages.at(-2)?.records[0]?.id;
  if (paging.by === 'cursor' && tokenAfter(walk, api) === undefined && paging.token === 'opaque')
    return knowsEnd(operation, last.exchange, api) || last.records.length < wanted;
  return hasEnded(walk, api) && !isRepeated;
}

/** Whether the list has a place for the token of the next page. */
function knowsEnd(operation: DescribedOperation, exchange: TargetExchange, api: JudgedApi): boolean {
  const { companions = {}, headers = {} } = api.ruleOf(operation) ?? {};
  const has = [...Object.values(companions), ...Object.values(headers)];
  const page = { operation, exchange, api };
  return (
    has.some(one => one === 'nextCursor' || one === 'nextUrl' || one === 'links') || readFact('hasMore', page) === false
  );
}

/** The token that leads on from the last page; undefined at the end. */
function tokenAfter({ operation, pages }: Omit<Walk, 'complete'>, api: JudgedApi): string | undefined {
  const { paging } = api.ruleOf(operation) ?? {};
  const last = pages.at(-1);
  if (paging?.by !== 'cursor' || !last) return undefined;
  const page = { operation, exchange: last.exchange, api };
  const shown = readFact('nextCursor', page);
  if ((typeof shown === 'string' && shown !== '') || typeof shown === 'number') return String(shown);
  const link = readLink('next', page);
  const linked = link === undefined ? undefined : new URLSearchParams(link.split('?')[1] ?? '').get(paging.after ?? '');
  if (linked) return linked;
  if (paging.token !== 'key' || readFact('hasMore', page) === false) return undefined;
  const key = last.records.at(-1)?.key;
  return key === undefined ? undefined : String(key);
}

/** Whether all pages could be read. */
export function isRead(walk: Walk | undefined, exchanges: readonly TargetExchange[]): walk is Walk {
  return walk !== undefined && walk.pages.length > 0 && exchanges.every(isSuccess);
}
