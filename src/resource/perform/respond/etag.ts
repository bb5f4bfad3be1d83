import { createHash } from 'node:crypto';
import type { IncomingHttpHeaders } from 'node:http';
import { chooseSuccess, type DescribedOperation } from '../../../openapi/index.js';
import { type Kept, visibleLength } from '../../records/kept.js';
import type { ResourceContext } from '../context/resource-context.js';

/** Whether the records of a collection have versions: where the description has the header ETag, or one that compares versions. */
export function hasVersions({ description, resources }: ResourceContext, { name }: Kept): boolean {
  return description.operations.some(
    operation =>
      resources.operations[operation.id]?.collection === name && (sendsEtag(operation) || comparesEtags(operation)),
  );
}

/** The version of a record. It changes with all that clients see of it. */
export function etagOf(kept: Kept, stored: Uint8Array): string {
  return `"${createHash('sha1')
    .update(stored.subarray(0, visibleLength(kept, stored)))
    .digest('base64url')}"`;
}

/** Whether a header with versions (`"a", W/"b"`, or `*` for any) has a version. */
export function namesVersion(header: string | undefined, etag: string): boolean {
  if (header === undefined) return false;
  return header.trim() === '*' || header.split(',').some(one => one.trim().replace(/^W\//, '') === etag);
}

/** Whether a change may be made of a version of a record. */
export function mayChange({ 'if-match': wanted }: IncomingHttpHeaders, etag: string): boolean {
  return wanted === undefined || namesVersion(wanted, etag);
}

function sendsEtag(operation: DescribedOperation): boolean {
  return chooseSuccess(operation)?.response.headers.some(({ name }) => /^etag$/i.test(name)) === true;
}

function comparesEtags({ parameters }: DescribedOperation): boolean {
  return parameters.some(({ in: place, name }) => place === 'header' && /^if-(none-)?match$/i.test(name));
}
