import { chooseJson, chooseSuccess, type DescribedOperation, SchemaView } from '../../openapi/index.js';
import type { Condition } from '../../store/index.js';
import { hidesMembers, type Kept, visibleLength } from '../records/kept.js';
import { writeMember } from '../records/member-path.js';
import { isShownAsStored } from '../records/show.js';
import type { ResourceCall, ResourceRefusal } from '../resource-api.js';
import type { OperationRule } from '../resources.js';
import { compileFilters } from './find/compile-filters.js';
import { compileOrder, type SortOrder } from './find/compile-order.js';
import { compileWindow } from './find/compile-window.js';
import { type FoundPart, findRecords } from './find/find-records.js';
import { createTokens, type PageTokens } from './find/tokens.js';
import { listCompanions } from './list-companions.js';
import { listQueryParameters, type QueryValues, valueReader } from './names/query-parameters.js';
import { type ListPage, RecentPages } from './recent-pages.js';
import { createBase } from './write/base-response.js';
import { createEnvelope } from './write/envelope.js';
import { joinPage } from './write/frame.js';
import { compileHeaders } from './write/header-values.js';
import { memberChain, resolveNames } from './write/member-chain.js';
import type { PageFacts } from './write/page-facts.js';

/** What a list is made from. */
export type ListSource = {
  rule: OperationRule;
  operation: DescribedOperation;
  kept: Kept;
  /** The whole JSON that the list shows of a stored record. It is only needed where the list has another schema than the records. */
  show(stored: Uint8Array): Uint8Array;
  seed: string;
  /** Whether the examples of the description are known to be valid. */
  areExamplesValid: boolean;
};

/** Lists the records in a scope: those that fulfil all of its conditions. */
export type List = (call: ResourceCall, scope: readonly Condition[]) => ListPage | { refusal: ResourceRefusal };

/** Creates the function that lists the records of a collection as an operation describes it. */
export function compileList(source: ListSource): List {
  let list: List | undefined;
  // most operations of a large description are never called
  return (call, scope) => {
    list ??= compile(source);
    return list(call, scope);
  };
}

function compile({ rule, operation, kept, show, seed, areExamplesValid }: ListSource): List {
  const { paging, companions = {}, headers = {}, response = '', shows, with: fixed = {} } = rule;
  const parameters = listQueryParameters(operation);
  const success = chooseSuccess(operation)?.response;
  const content = success && chooseJson(success.contents);
  const view = content?.schema && new SchemaView(content.schema);
  const names = resolveNames(view, response);
  const listView = names.length === 0 ? view : memberChain(view, names)[names.length - 1]?.value;
  const readWanted = compileFilters(rule, { kept, parameters });
  const readOrder = compileOrder(rule.order, { kept, parameters });
  const readSent = valueReader(parameters, paging?.by === 'cursor' ? paging.after : undefined);
  const readWindow = compileWindow(paging, { kept, parameters, maxItems: readMaxItems(listView) });
  const made =
    names.length === 0 ? [] : createBase(content, { seed: `${seed} ${operation.id}`, names, areExamplesValid });
  const base = Object.entries(fixed).reduce((body, [path, value]) => writeMember(body, path, value), made);
  const own = listCompanions(companions);
  const writeFrame = createEnvelope({ base, view, list: response, companions: own, paging, areExamplesValid });
  const writeHeaders = compileHeaders(headers, success);
  const isOwn = isShownAsStored(kept, { shows, view: listView?.items });
  const visible = isOwn && hidesMembers(kept) ? (stored: Uint8Array) => visibleLength(kept, stored) : undefined;
  const recent = new RecentPages();
  return (call, scope) => {
    const collection = call.store.collection(kept.storeName);
    const request = { state: collection.state, scope, query: call.query };
    const known = recent.find(request);
    if (known) return known;
    const order = readOrder(call.query);
    const window = readWindow(call.query, { collection, scope, order });
    if ('unknownToken' in window) return refuseToken(window.unknownToken);
    const { conditions, tests } = readWanted(call.query, call.repeated);
    const found = findRecords(collection, {
      kept,
      conditions: scope.length === 0 ? conditions : [...scope, ...conditions],
      tests,
      order,
      window,
    });
    const facts = new ListedPage(found, { call, order, paging, kept, readSent });
    const records = isOwn ? found.records : Array.from(found.records, show);
    const page = { json: joinPage(writeFrame(facts), records, visible), headers: writeHeaders(facts) };
    if (!facts.hasUrl) recent.keep(request, page);
    return page;
  };
}

type Context = {
  call: ResourceCall;
  order: SortOrder;
  paging: OperationRule['paging'];
  kept: Kept;
  readSent(query: QueryValues): unknown;
};

/** A class, since each request makes one, and functions of its own would take longer than the rest. */
class ListedPage implements PageFacts {
  readonly total: number;
  readonly offset: number;
  readonly limit: number;
  readonly page: number | undefined;
  readonly count: number;
  readonly paging: PageFacts['paging'];
  readonly search: string;
  /** Whether the page says its own URL, which depends on the host that the client has named. */
  hasUrl = false;
  readonly #records: FoundPart['records'];
  readonly #context: Context;

  constructor({ total, offset, limit, page, records }: FoundPart, context: Context) {
    this.total = total;
    this.offset = offset;
    this.limit = limit;
    this.page = page;
    this.count = records.length;
    this.paging = context.paging;
    this.search = context.call.search;
    this.#records = records;
    this.#context = context;
  }

  url(): string {
    this.hasUrl = true;
    return this.#context.call.url();
  }

  token(side: 'next' | 'previous'): string | undefined {
    const bytes = this.#records.at(side === 'next' ? -1 : 0);
    return bytes && this.#tokens().write(bytes, side);
  }

  key(side: 'first' | 'last'): string | number | undefined {
    const bytes = this.#records.at(side === 'first' ? 0 : -1);
    return bytes && this.#tokens().keyOf(bytes);
  }

  sentKey(): string | number | undefined {
    const { call, readSent } = this.#context;
    const sent = readSent(call.query);
    return typeof sent === 'string' || typeof sent === 'number' ? sent : undefined;
  }

  #tokens(): PageTokens {
    const { paging, kept, order } = this.#context;
    return createTokens(paging, { kept, order });
  }
}

function refuseToken(name: string): { refusal: ResourceRefusal } {
  const message = 'is not a token from an earlier response';
  return {
    refusal: {
      reason: 'invalid',
      statuses: [400, 422],
      message: `The parameter ${name} ${message}.`,
      issues: [{ in: 'query', where: name, message }],
    },
  };
}

/** How many items the schema of a list allows. */
function readMaxItems(view: SchemaView | undefined): number {
  const schema = view?.schema.read();
  const most = typeof schema === 'object' ? schema.maxItems : undefined;
  return typeof most === 'number' ? most : Number.POSITIVE_INFINITY;
}
