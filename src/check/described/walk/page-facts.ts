import type { DescribedOperation } from '../../../openapi/index.js';
import type { Companion } from '../../../resource/index.js';
import type { TargetExchange } from '../../../target/index.js';
import type { JudgedApi } from '../judged-api.js';
import { followNames } from '../known/read-records.js';

/** What a page says beside its records, in a member or a header; undefined where it does not say. */
export function readFact(
  companion: Companion,
  { operation, exchange, api }: { operation: DescribedOperation; exchange: TargetExchange | undefined; api: JudgedApi },
): unknown {
  const { companions = {}, headers = {} } = api.ruleOf(operation) ?? {};
  const { json, headers: sent = {} } = exchange?.response ?? {};
  const member = Object.keys(companions).find(names => companions[names] === companion);
  if (member !== undefined) return followNames(json, member);
  const header = Object.keys(headers).find(name => headers[name] === companion);
  return header === undefined ? undefined : sent[header.toLowerCase()];
}

/** The names that lead to what pages say beside their records: `meta.total`; or the header that says it. */
export function nameOfCompanion(
  companion: Companion,
  operation: DescribedOperation,
  api: JudgedApi,
): string | undefined {
  const { companions = {}, headers = {} } = api.ruleOf(operation) ?? {};
  return [companions, headers].flatMap(all => Object.keys(all).filter(name => all[name] === companion))[0];
}

/** The same, where only one name does; a list may have a total of what is found, and one of all records. */
export function onlyCompanion(companion: Companion, operation: DescribedOperation, api: JudgedApi): string | undefined {
  const { companions = {}, headers = {} } = api.ruleOf(operation) ?? {};
  const all = [...Object.values(companions), ...Object.values(headers)].filter(one => one === companion);
  return all.length === 1 ? nameOfCompanion(companion, operation, api) : undefined;
}

/** A count that a page says. */
export function readCount(companion: Companion, page: Parameters<typeof readFact>[1]): number | undefined {
  const fact = readFact(companion, page);
  const count = typeof fact === 'string' && /^\d+$/.test(fact) ? Number(fact) : fact;
  return typeof count === 'number' ? count : undefined;
}

/** The address of a neighbouring page: a member, or a link of the header `Link`. */
export function readLink(side: 'next' | 'previous', page: Parameters<typeof readFact>[1]): string | undefined {
  const member = readFact(side === 'next' ? 'nextUrl' : 'previousUrl', page);
  if (typeof member === 'string' && member !== '') return member;
  const links = readFact('links', page);
  return typeof links === 'string' ? parseLinks(links).get(side === 'next' ? 'next' : 'prev') : undefined;
}

/** The addresses in a header `Link`, by relation. */
function parseLinks(header: string): Map<string, string> {
  const links = header.matchAll(/<([^>]*)>((?:\s*;\s*[\w-]+\s*=\s*(?:"[^"]*"|[^\s",;]+))*)/g);
  return new Map(
    [...links].flatMap(([, address = '', parameters = '']) => {
      const relations = /;\s*rel\s*=\s*(?:"([^"]*)"|([^\s",;]+))/i.exec(parameters);
      const names = (relations?.[1] ?? relations?.[2] ?? '').toLowerCase().split(/\s+/);
      return names.map(name => [name === 'previous' ? 'prev' : name, address] as const);
    }),
  );
}
