import { applyPatch, type Operation } from 'rfc6902';
import { isObject } from '../../kernel/index.js';
import type { SchemaView } from '../../openapi/index.js';
import { memberView } from '../records/member-path.js';
import type { VisibleRecord } from '../records/stored.js';
import type { ResourceCall } from '../resource-api.js';

/** A changed record, or why the change cannot be made. */
export type Patched = { record: VisibleRecord; changed: readonly string[] } | { failure: string };

/** Whether the body of a request is a list of operations on a record (RFC 6902). */
export function isJsonPatch(headers: ResourceCall['headers']): boolean {
  return mediaTypeOf(headers) === 'application/json-patch+json';
}

/** Whether null in the body of a request always removes a member (RFC 7396). */
export function isMergePatch(headers: ResourceCall['headers']): boolean {
  return mediaTypeOf(headers) === 'application/merge-patch+json';
}

function mediaTypeOf({ 'content-type': type = '' }: ResourceCall['headers']): string {
  return (type.split(';')[0] as string).trim().toLowerCase();
}

/** Applies a body of `application/json-patch+json` (RFC 6902). */
export function applyJsonPatch(record: VisibleRecord, body: unknown): Patched {
  if (!Array.isArray(body) || !body.every(isObject)) return { failure: 'The body must be a list of operations.' };
  const draft: unknown = structuredClone(record);
  // the whole record may be replaced
  const whole = { record: draft };
  const operations = body.map(operation => moveInto(operation));
  const failures = applyPatch(whole, operations as unknown as Operation[]);
  const at = failures.findIndex(failure => failure !== null);
  if (at >= 0) {
    const { op, path } = body[at] ?? {};
    return { failure: `The operation ${at + 1} (${String(op)} ${String(path)}) cannot be applied.` };
  }
  if (!isObject(whole.record)) return { failure: 'The record must stay an object.' };
  const changed = body.flatMap(({ op, path }) => (op === 'test' ? [] : [String(path).split('/')[1] ?? '']));
  return { record: whole.record, changed };
}

/** The same operation one level deeper. */
function moveInto(operation: Record<string, unknown>): Record<string, unknown> {
  const deeper = (path: unknown) => (typeof path === 'string' ? `/record${path}` : path);
  return {
    ...operation,
    path: deeper(operation.path),
    ...('from' in operation && { from: deeper(operation.from) }),
  };
}

/**
 * Merges a body into a record (RFC 7396): null removes a member. Where a member may be null and the media type is plain JSON, in
 * which many APIs mean it, or where the member is required, null is a value.
 */
export function applyMergePatch(
  record: VisibleRecord,
  body: VisibleRecord,
  { view, isStrict }: { view: SchemaView | undefined; isStrict: boolean },
): VisibleRecord {
  return merge(record, body, { view, isStrict }) as VisibleRecord;
}

function merge(
  target: unknown,
  patch: unknown,
  { view, isStrict }: { view: SchemaView | undefined; isStrict: boolean },
): unknown {
  if (!isObject(patch)) return patch;
  const merged = new Map(isObject(target) ? Object.entries(target) : []);
  for (const [name, value] of Object.entries(patch)) {
    const member = view?.members.get(name);
    const isValue = member?.nullable === true && (member.required || !isStrict);
    if (value === null && !isValue) merged.delete(name);
    else merged.set(name, merge(merged.get(name), value, { view: view && memberView(view, name), isStrict }));
  }
  return Object.fromEntries(merged);
}
