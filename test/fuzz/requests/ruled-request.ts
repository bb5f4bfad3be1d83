import type * as fc from 'fast-check';
import type { Aim } from '../aim.js';
import type { HttpRequest } from '../http-request.js';
import { operationRequest } from './operation-request.js';

/** A request to a sandbox for which rules may have been made, so that nobody can tell what it answers. */
export function ruledRequest(aim: Aim): fc.Arbitrary<HttpRequest> {
  return operationRequest({ ...aim, sandboxes: aim.ruled });
}
