import { nameOfThing } from '../../../fake/index.js';
import type { SchemaIssue } from '../../../openapi/index.js';
import type { Store, StoredRecord } from '../../../store/index.js';
import type { Kept } from '../../records/kept.js';
import type { ResourceRefusal, ResourceResponse } from '../../resource-api.js';
import type { KeyRule } from '../../resources.js';

/** A record as the store shall have it. */
export type ChangedRecord = { record: StoredRecord };

/** In the place of a result, why there is none. */
export type Refused = { refusal: ResourceRefusal };

/** Thrown where the API refuses a part of a work. */
export class RefusedByApi extends Error {
  readonly refusal: ResourceRefusal;

  constructor({ refusal }: Refused) {
    super(refusal.message);
    this.refusal = refusal;
  }
}

/** The record of a result. Throws `RefusedByApi` where there is none. */
export function accept(result: ChangedRecord | Refused): StoredRecord {
  if ('refusal' in result) throw new RefusedByApi(result);
  return result.record;
}

/** Does a work that has several changes. If a part of it is refused, the whole is, and none of its changes is kept. */
export function doAllOrNone(store: Store, work: () => ResourceResponse): ResourceResponse {
  try {
    return store.attempt(work);
  } catch (error) {
    if (error instanceof RefusedByApi) return { refusal: error.refusal };
    throw error;
  }
}

/** The record that a request names does not exist: `There is no pet 7.` */
export function refuseUnknown(kept: Kept, key: string | undefined): Refused {
  return {
    refusal: {
      reason: 'unknown-record',
      statuses: [404],
      message: `There is no ${nameOne(kept)}${key === undefined ? '' : ` ${key}`}.`,
    },
  };
}

/** A request names a key that no record can have. */
export function refuseKey(kept: Kept, key: string): Refused {
  return { refusal: { statuses: [422, 400, 404], message: `No ${nameOne(kept)} can have the key ${key}.` } };
}

/** A new record has a key that another one has. */
export function refuseTakenKey(kept: Kept, key: string): Refused {
  const message = `The ${nameOne(kept)} ${key} exists already.`;
  return { refusal: { reason: 'taken', statuses: [409, 422, 400], message } };
}

/** A record has a value that only one may have. */
export function refuseTakenValue(kept: Kept, path: string, value: unknown): Refused {
  const message = `Another ${nameOne(kept)} has the ${path} ${String(value)}.`;
  const issue = { in: 'body', where: path, message: 'is taken by another record', kind: 'unique' } as const;
  return { refusal: { reason: 'taken', statuses: [409, 422, 400], message, issues: [issue] } };
}

/** A request does not say which record it is about. */
export function refuseMissingKey(name: string, place: KeyRule['in']): Refused {
  const issue = { in: place, where: name, message: 'is missing', kind: 'required' } as const;
  const message = `The ${place} has no ${name}.`;
  return { refusal: { reason: 'invalid', statuses: [400, 422, 404], message, issues: [issue] } };
}

/** A change would make a record that its schema does not allow. */
export function refuseInvalid(issues: readonly SchemaIssue[]): Refused {
  const named = issues.map(({ path, message }) => ({ in: 'body', where: path.join('.'), message }) as const);
  const listed = named.map(({ where, message }) => `${where === '' ? 'The record' : `The member ${where}`} ${message}`);
  const message = `${listed.join('; ')}.`;
  return { refusal: { reason: 'invalid', statuses: [422, 400], message, issues: named } };
}

/** A patch of the media type `application/json-patch+json` cannot be applied. */
export function refusePatch(message: string): Refused {
  return { refusal: { reason: 'invalid', statuses: [422, 409, 400], message } };
}

/** The record has changed since the client read it. */
export const refusePrecondition: Refused = {
  refusal: { statuses: [412, 409], message: 'The header If-Match names another version of the record.' },
};

/** The name of one record of a collection: `order item`. */
export function nameOne(kept: Kept): string {
  const known = names.get(kept) ?? (nameOfThing(kept.name) || kept.name);
  names.set(kept, known);
  return known;
}

/** Finding a name takes longer than finding that there is no record. */
const names = new WeakMap<Kept, string>();
