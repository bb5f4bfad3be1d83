import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Problem } from '../kernel/index.js';
import { TurnNeeded, type Turns } from '../store/index.js';
import type { Workspaces } from './context/workspace.js';
import { isAdminPath, targetOf } from './request/request-head.js';
import { problemOf } from './response/send-response.js';

/** The pipe; with a problem it refuses the request. */
type Pipe = (request: IncomingMessage, response: ServerResponse, refusal?: Problem) => void;

/**
 * Lets requests that concern shared data begin only once the data are as they were saved last, by any process. Sandboxes that
 * are there do not wait, and the control plane waits by itself.
 */
export function inTurns(
  pipe: Pipe,
  workspaces: Workspaces,
): (request: IncomingMessage, response: ServerResponse) => void {
  const { turns } = workspaces.main.store;
  // without what Express passes beside these two
  if (!turns) return (request, response) => pipe(request, response);
  return (request, response) => {
    const { path, sandbox } = targetOf(request.url ?? '/');
    const isElsewhere = sandbox !== undefined && workspaces.sandboxes.has(sandbox);
    if (isElsewhere || isAdminPath(path)) return pipe(request, response);
    turns.read(() => pipe(request, response)).catch(error => pipe(request, response, problemOf(error)));
  };
}

/** Handles a request on shared data: a read in a turn for it, everything else in a turn for changes. */
export function handleInTurn<T>(turns: Turns, method: string, work: () => T): Promise<T> {
  if (method !== 'GET' && method !== 'OPTIONS') return turns.write(work);
  return turns.read(work).catch(error => {
    // records that are made when they are first needed
    if (error instanceof TurnNeeded) return turns.write(work);
    throw error;
  });
}
