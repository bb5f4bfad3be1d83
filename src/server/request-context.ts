import type { IncomingMessage } from 'node:http';
import type { Match } from '../contract/index.js';
import type { Overrides } from './resolve-overrides.js';
import type { Endpoint } from './endpoints.js';
import type { HeaderList, ResponseContext } from './send-response.js';
import type { RequestTarget } from './request-target.js';
import type { Workspace } from './workspace.js';

/** A request on its way: what it asks for, what it is answered from, and what is told of it at the end. */
export type RequestContext = Omit<RequestTarget, 'search'> &
  ResponseContext & {
    /** The query, without what is our own in it. */
    search: string;
    readonly request: IncomingMessage;
    readonly workspace: Workspace;
    /** The generation of its API's data when its operation was found; 0 where none was. */
    generation: number;
    /** The method, with GET for HEAD, which is answered alike. */
    readonly method: string;
    /** Headers that its answer has whatever the answer is. */
    headers: HeaderList;
  };

/** A request on its way that has found its operation; `arranged` is what else was asked for, if anything was. */
export type MatchedRequest = { context: RequestContext; found: Match<Endpoint>; overrides: Overrides | undefined };
