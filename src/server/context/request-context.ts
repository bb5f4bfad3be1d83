import type { IncomingMessage } from 'node:http';
import type { Match } from '../../contract/index.js';
import type { Effects } from '../../rules/index.js';
import type { ApiSet, Endpoint } from '../port/api-set.js';
import type { CollectedBody } from '../request/collect-body.js';
import type { RequestTarget } from '../request/request-target.js';
import type { HeaderList } from './header-list.js';
import type { ResponseContext } from './recording.js';
import type { Workspace } from './workspace.js';

/** A request on its way: what it asks for, what its response is made from, and what the journal gets at the end. */
export type RequestContext = Omit<RequestTarget, 'search'> &
  ResponseContext & {
    /** The query, without the parameters that are meant for the mock itself. */
    search: string;
    readonly request: IncomingMessage;
    readonly workspace: Workspace;
    /** The method, with GET for HEAD, which gets the same response. */
    readonly method: string;
    /** Headers of its response, whatever that is. */
    headers: HeaderList;
    /** The operation that it asks for; undefined where there is none. */
    match: Match<Endpoint> | undefined;
    /** The generation of its API's data when its operation was found; 0 where there is none. */
    generation: number;
    /** What its preferences and the rules ask for; undefined where they ask for nothing. */
    overrides: Overrides | undefined;
  };

/** What the preferences of a request and the rules of its workspace change in its response. */
export type Overrides = {
  apiSet: ApiSet;
  /** The body, which is read already; undefined where the response needs none. */
  bytes: CollectedBody | undefined;
  /** Its preferences that are heeded, as `Preference-Applied` names them. */
  applied: readonly string[];
  /** The documented outcome that it prefers. */
  outcome?: { code: number; example: string | undefined } | undefined;
} & Partial<Pick<Effects, 'response' | 'fault' | 'retryAfter' | 'expireTokens'>>;

/** A request whose operation was found. */
export type MatchedRequest = RequestContext & { match: Match<Endpoint> };
