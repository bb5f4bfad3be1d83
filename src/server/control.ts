import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Problem } from '../kernel/index.js';
import type { RequestTarget } from './request-target.js';

/** What answers a request to the control plane, and tells of the problem that it refuses one with. */
export type Control = (
  request: IncomingMessage,
  response: ServerResponse,
  target: RequestTarget,
  onRefused?: (problem: Problem) => void,
) => void;

/** Where the control plane is. */
export const CONTROL = '/__admin';

/** Whether a path, without the prefix of a sandbox, leads to the control plane. */
export function isControl(path: string): boolean {
  return path.startsWith(CONTROL) && (path.length === CONTROL.length || path[CONTROL.length] === '/');
}
