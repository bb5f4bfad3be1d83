import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Problem } from '../../kernel/index.js';
import type { RequestTarget } from './request-target.js';

/** Responds to a request to the control plane. Calls `onRefused` with the problem where it refuses the request. */
export type AdminHandler = (
  request: IncomingMessage,
  response: ServerResponse,
  target: RequestTarget,
  onRefused?: (problem: Problem) => void,
) => void;

/** The path of the control plane. */
export const ADMIN_PATH = '/__admin';

/** Whether a path, without the prefix of a sandbox, belongs to the control plane. */
export function isAdminPath(path: string): boolean {
  return path.startsWith(ADMIN_PATH) && (path.length === ADMIN_PATH.length || path[ADMIN_PATH.length] === '/');
}
