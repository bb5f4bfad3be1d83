import { nameOfThing } from '../../../fake/index.js';
import type { SchemaIssue } from '../../../openapi/index.js';
import type { StoredRecord } from '../../../store/index.js';
import type { Kept } from '../../records/kept.js';
import type { ResourceRefusal } from '../../resource-api.js';

/** A record as the store shall have it. */
export type ChangedRecord = { record: StoredRecord };

/** In the place of a result, why there is none. */
export type Refused = { refusal: ResourceRefusal };

/** The record that a request names does not exist: `There is no pet 7.` */
export function refuseUnknown(kept: Kept, key: string | undefined): Refused {
  return {
    refusal: { statuses: [404], message: `There is no ${nameOne(kept)}${key === undefined ? '' : ` ${key}`}.` },
  };
}

/** A new record has a key that another one has. */
export function refuseTakenKey(kept: Kept, key: string): Refused {
  const message = `There is a ${nameOne(kept)} ${key} already.`;
  return { refusal: { statuses: [409, 422, 400], message } };
}

/** A record has a value that only one may have. */
export function refuseTakenValue(kept: Kept, path: string, value: unknown): Refused {
  const message = `There is a ${nameOne(kept)} with the ${path} ${String(value)} already.`;
  const issue = { in: 'body', where: path, message: 'is taken by another record' } as const;
  return { refusal: { statuses: [409, 422, 400], message, issues: [issue] } };
}

/** A request does not say which record it is about. */
export function refuseMissingKey(name: string, place: 'path' | 'query' | 'header' | 'body'): Refused {
  const issue = { in: place, where: name, message: 'is missing' };
  return { refusal: { statuses: [400, 422, 404], message: `The ${place} has no ${name}.`, issues: [issue] } };
}

/** A change would make a record that its schema does not allow. */
export function refuseInvalid(issues: readonly SchemaIssue[]): Refused {
  const named = issues.map(({ path, message }) => ({ in: 'body', where: path.join('.'), message }) as const);
  const message = `${named.map(({ where, message }) => `The member ${where} ${message}`).join('; ')}.`;
  return { refusal: { statuses: [422, 400], message, issues: named } };
}

/** A patch of the media type `application/json-patch+json` cannot be applied. */
export function refusePatch(message: string): Refused {
  return { refusal: { statuses: [422, 409, 400], message } };
}

/** The record has changed since the client read it. */
export const refusePrecondition: Refused = {
  refusal: { statuses: [412, 409], message: 'The header If-Match names another version of the record.' },
};

/** The name of one record of a collection: `order item`. */
export function nameOne({ name }: Kept): string {
  return nameOfThing(name) || name;
}
