import type { ResourceRefusal } from '../resource-api.js';

/** Thrown in a handler where the API refuses what it does. If the handler does not catch it, the request is refused like that. */
export class RefusedByApi extends Error {
  readonly refusal: ResourceRefusal;

  constructor(refusal: ResourceRefusal) {
    super(refusal.message);
    this.refusal = refusal;
  }
}
