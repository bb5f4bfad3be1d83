import type { IncomingMessage } from 'node:http';
import type { Effects } from '../../rules/index.js';
import type { Preferred, ReadParameters, RequestParts } from '../port/api.js';
import { type ApiSet, type EndpointMatch, matchUrl } from '../port/api-set.js';
import type { CollectedBody } from '../request/collect-body.js';
import type { RequestTarget } from '../request/request-head.js';
import type { HeaderList } from './header-list.js';
import type { ResponseContext } from './recording.js';
import type { Workspace } from './workspace.js';

/** A request in progress: its target, its workspace, its response, and its recording for the journal. */
export type RequestContext = Omit<RequestTarget, 'search' | 'prefix'> &
  ResponseContext & {
    /** The query, without the parameters that are meant for the mock itself. */
    search: string;
    readonly request: IncomingMessage;
    readonly workspace: Workspace;
    /** The method, with GET for HEAD, which gets the same response. */
    readonly method: string;
    /** Headers that every response to it has. */
    headers: HeaderList;
    /** The matching operation; undefined where there is none. */
    match: EndpointMatch | undefined;
    /** The generation of its API's data when its operation was matched; 0 without an operation. */
    generation: number;
    /** What its preferences and the rules ask for; undefined where they ask for nothing. */
    overrides: Overrides | undefined;
  };

/** What the preferences of a request and the rules of its workspace change in its response. */
export type Overrides = {
  apiSet: ApiSet;
  /** The body, which is read already; undefined where the response needs none. */
  bytes: CollectedBody | undefined;
  /** The preferences that are applied, as `Preference-Applied` names them. */
  applied: readonly string[];
  /** The example that it prefers, where it prefers no status. */
  preferred?: Preferred | undefined;
  /** The documented outcome that it prefers. */
  outcome?: (Preferred & { code: number }) | undefined;
} & Partial<Pick<Effects, 'response' | 'fault' | 'retryAfter' | 'expireTokens'>>;

/** A request that matches an operation. */
export type MatchedRequest = RequestContext & { match: EndpointMatch };

/** The URL of a request as its client sees it, without the query; only a path where its header Host is none. */
export function urlOf({ recording: { exchange }, request }: RequestContext): string {
  const { origin, prefix, path } = exchange;
  const { host = '' } = request.headers;
  return (origin ?? (HOST.test(host) ? `http://${host}` : '')) + prefix + path;
}

const HOST = /^[\w.:[\]-]+$/;

/** The parts of a request that its API reads before the body. */
export function partsOf({ match, search, request }: MatchedRequest): RequestParts {
  return { path: match.parameters, search, headers: request.headers };
}

/** The operation that a request matches; `context.method` has GET for HEAD. */
export function endpointOf({ request, path, method }: RequestContext, apiSet: ApiSet): RequestContext['match'] {
  return matchUrl(apiSet, { method: request.method ?? method, url: request.url ?? '', path });
}

/** Reads the parameters of a request, which a later one with the same URL has, too. */
export function readParameters(context: MatchedRequest): ReadParameters {
  const { search, match } = context;
  const { api, operation } = match.value;
  const parameters = api.readParameters(operation, partsOf(context));
  // a later request with the same URL may have other headers
  if (!operation.readsHeaders) match.read = { search, parameters };
  return parameters;
}
