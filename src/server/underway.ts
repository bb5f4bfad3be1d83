import type { IncomingMessage } from 'node:http';
import type { Match } from '../contract/index.js';
import type { Arrangement } from './arrange.js';
import type { Endpoint } from './endpoints.js';
import type { HeaderList, Replying } from './reply.js';
import type { RequestTarget } from './request-target.js';
import type { Situation } from './situation.js';

/** A request on its way: what it asks for, what it is answered from, and what is told of it at the end. */
export type Underway = Omit<RequestTarget, 'search'> &
  Replying & {
    /** The query, without what is our own in it. */
    search: string;
    readonly request: IncomingMessage;
    readonly situation: Situation;
    /** The generation of its API's data when its operation was found; 0 where none was. */
    generation: number;
    /** The method, with GET for HEAD, which is answered alike. */
    readonly method: string;
    /** Headers that its answer has whatever the answer is. */
    headers: HeaderList;
  };

/** A request on its way that has found its operation; `arranged` is what else was asked for, if anything was. */
export type Matched = { underway: Underway; found: Match<Endpoint>; arranged: Arrangement | undefined };
