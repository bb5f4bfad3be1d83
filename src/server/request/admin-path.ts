import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Problem } from '../../kernel/index.js';
import type { RequestTarget } from './request-target.js';

/** What answers a request to the control plane, and tells of the problem that it refuses one with. */
export type AdminHandler = (
  request: IncomingMessage,
  response: ServerResponse,
  target: RequestTarget,
  onRefused?: (problem: Problem) => void,
) => void;

/** Where the control plane is. */
export const ADMIN_PATH = '/__admin';

/** Whether a path, without the prefix of a sandbox, leads to the control plane. */
export function isAdminPath(path: string): boolean {
  return path.startsWith(ADMIN_PATH) && (path.length === ADMIN_PATH.length || path[ADMIN_PATH.length] === '/');
}
