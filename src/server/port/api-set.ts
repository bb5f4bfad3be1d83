import { LRUCache } from 'lru-cache';
import type { Operation, Profile } from '../../contract/index.js';
import { Problem } from '../../kernel/index.js';
import { type Match, OperationMatcher, type Route } from '../../openapi/index.js';
import type { Api, Handler, ReadParameters } from './api.js';

/** The choices of the readings: those of a profile, and some set one by one, by reading id. */
export type ReadingSettings = { profile: Profile; readings: Readonly<Record<string, string>> };

/** The APIs as they are played with one choice of readings. */
export type ApiSet = {
  readonly choice: ReadingSettings;
  /** The present matcher of their operations. */
  readonly matcher: OperationMatcher<Endpoint>;
  /** What recent URLs of GET requests have matched: clients often send the same ones. */
  readonly recent: LRUCache<string, EndpointMatch>;
  /** Whether any of them sends callbacks at present. */
  readonly hasCallbacks: boolean;
};

export type ApiSetOptions = {
  /** Creates the APIs for a choice of readings. Throws `option-invalid` for an unknown reading or choice. */
  apis: (choice: ReadingSettings) => readonly Api[];
  /** The API that is also served without its name before the path. */
  defaultApi: string;
};

/** How many sets are kept: each request may choose other readings. */
const MAX_API_SETS = 32;

/** How many URLs a set remembers, and how many characters one may have, so that they take little memory. */
const MAX_RECENT = 1000;
const MAX_RECENT_LENGTH = 500;

/** Creates API sets when they are needed, and keeps the most recently used ones. */
export class ApiSetCache {
  #apis: ApiSetOptions['apis'];
  readonly #defaultApi: string;
  readonly #sets = new LRUCache<string, ApiSet>({ max: MAX_API_SETS });

  constructor({ apis, defaultApi }: ApiSetOptions) {
    this.#apis = apis;
    this.#defaultApi = defaultApi;
  }

  /** Replaces the APIs of all sets. A request in progress ends with the API that it has matched. */
  replaceApis(apis: ApiSetOptions['apis']): void {
    this.#apis = apis;
  }

  /** The APIs with these readings. Throws `option-invalid`. */
  get(choice: ReadingSettings): ApiSet {
    const key = JSON.stringify([choice.profile, Object.entries(choice.readings).sort()]);
    let set = this.#sets.get(key);
    if (!set) {
      set = this.#create(choice);
      this.#sets.set(key, set);
    }
    return set;
  }

  #create(choice: ReadingSettings): ApiSet {
    const create = () => {
      const apis = this.#apis;
      const played = apis(choice);
      return {
        apis,
        matcher: new OperationMatcher(endpoints({ apis: played, defaultApi: this.#defaultApi })),
        recent: new LRUCache<string, EndpointMatch>({ max: MAX_RECENT }),
        hasCallbacks: played.some(({ callbacks }) => callbacks !== undefined),
      };
    };
    let created = create();
    const present = () => {
      if (created.apis !== this.#apis) created = create();
      return created;
    };
    // workspaces keep their set, so that it has to follow when the APIs are replaced
    return {
      choice,
      get matcher() {
        return present().matcher;
      },
      get recent() {
        return present().recent;
      },
      get hasCallbacks() {
        return present().hasCallbacks;
      },
    };
  }
}

/** An operation with its API, the prefix of that API's collection names, and its handler. */
export type Endpoint = { api: Api; collections: string; operation: Operation; handler: Handler };

/** What a request has matched, and, where the URL alone says them, the parameters that were read for a query. */
export type EndpointMatch = Match<Endpoint> & { read?: { search: string; parameters: ReadParameters } | undefined };

/** The operation of a request by its URL, which a recent one may have had, too. */
export function matchUrl(
  { matcher, recent }: ApiSet,
  { method, url, path }: { method: string; url: string; path: string },
): EndpointMatch | undefined {
  if (method !== 'GET' || url.length > MAX_RECENT_LENGTH) return findEndpoint({ matcher }, { method, path });
  const known = recent.get(url);
  if (known) return known;
  const found = matcher.match(method, path);
  if (!found) return undefined;
  const match = { ...found, read: undefined };
  recent.set(url, match);
  return match;
}

/** The operation of a request. HEAD gets the response of GET, unless the API has an operation HEAD. */
export function findEndpoint(
  { matcher }: Pick<ApiSet, 'matcher'>,
  { method, path }: { method: string; path: string },
): Match<Endpoint> | undefined {
  if (method !== 'HEAD') return matcher.match(method, path);
  return matcher.match(method, path) ?? matcher.match('GET', path);
}

/**
 * Every operation at every path where it is served: below its API's name, and for the default API also at `/`.
 * Throws `contract-invalid` for an operation without a handler.
 */
function endpoints({ apis, defaultApi }: { apis: readonly Api[]; defaultApi: string }): Route<Endpoint>[] {
  const named = apis.map(api => ({ api, mount: `/${api.name}` }));
  const bare = apis.filter(({ name }) => name === defaultApi).map(api => ({ api, mount: '' }));
  return [...bare, ...named].flatMap(({ api, mount }) =>
    api.operations.flatMap(operation => {
      const value = { api, collections: `${api.name}.`, operation, handler: handlerOf(api, operation) };
      const templates = api.templates?.(operation) ?? [operation.template];
      return templates.map(template => ({ method: operation.method, template: mount + template, value }));
    }),
  );
}

function handlerOf({ name, handlers }: Api, { id }: Operation): Handler {
  const handler = handlers[id];
  if (!handler) throw new Problem('contract-invalid', `Failed to play ${name}: ${id} has no handler.`);
  return handler;
}
