import { isReused } from '../../kernel/index.js';
import type { Condition } from '../../store/index.js';
import type { ResourceCall } from '../resource-api.js';

/** A page of a list as JSON, and its headers: names and values in turn. */
export type ListPage = { json: Uint8Array; headers: string[] };

/** What a page depends on: the state of the collection, the conditions of its parents, and the query as it was read. */
export type PageRequest = { state: object; scope: readonly Condition[]; query: ResourceCall['query'] };

/** How many pages a list remembers, so that they take little memory. */
const MAX_PAGES = 32;

/**
 * The pages that a list has sent since its collection was last changed, since clients often ask for the same ones. The query
 * of a recent URL is one object, by which its page is found.
 */
export class RecentPages {
  #state: object | undefined;
  readonly #pages = new Map<object, { request: PageRequest; page: ListPage }>();

  find(wanted: PageRequest): ListPage | undefined {
    if (wanted.state !== this.#state) return undefined;
    const known = this.#pages.get(wanted.query);
    return known && isSameScope(known.request.scope, wanted.scope) ? known.page : undefined;
  }

  keep(request: PageRequest, page: ListPage): void {
    if (isReused(page.json)) return;
    if (request.state !== this.#state || this.#pages.size === MAX_PAGES) this.#pages.clear();
    this.#state = request.state;
    this.#pages.set(request.query, { request, page });
  }
}

function isSameScope(scope: readonly Condition[], other: readonly Condition[]): boolean {
  return scope.length === other.length && scope.every((condition, at) => isEqual(condition, other[at]));
}

/** Parents whose condition is another one are rare. */
function isEqual(condition: Condition, other: Condition | undefined): boolean {
  if (condition.is !== 'equal' || other?.is !== 'equal') return false;
  return condition.key === other.key && condition.value === other.value;
}
