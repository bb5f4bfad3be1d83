import { isObject } from '../../kernel/index.js';
import { readMember, splitPath, writeMember } from '../records/member-path.js';
import type { VisibleRecord } from '../records/stored.js';
import type { Patched } from './patch.js';

/** The operations of a body such as SCIM has (RFC 7644): `{"Operations": [{"op": "replace", "path": "active", "value": false}]}`. */
export function readScimOperations(body: unknown): Record<string, unknown>[] | undefined {
  if (!isObject(body)) return undefined;
  const operations = body.Operations;
  if (!Array.isArray(operations) || operations.length === 0) return undefined;
  return operations.every(isOperation) ? operations : undefined;
}

/** Applies such operations. A path is the names of members; one that chooses from a list is a failure. */
export function applyScimPatch(record: VisibleRecord, operations: readonly Record<string, unknown>[]): Patched {
  let patched: unknown = record;
  const changed: string[] = [];
  for (const { op, path, value } of operations) {
    const kind = String(op).toLowerCase();
    if (typeof path === 'string' && !/^[\w$-]+(?:\.[\w$-]+)*$/.test(path)) {
      return { failure: `The path ${path} is not understood: only names of members are.` };
    }
    const changes = typeof path === 'string' ? [[path, value] as const] : isObject(value) ? Object.entries(value) : [];
    for (const [at, wanted] of changes) {
      const before = readMember(patched, at);
      const isAdded = kind === 'add' && Array.isArray(before);
      if (kind === 'remove') patched = removeMember(patched, splitPath(at));
      else patched = writeMember(patched, at, isAdded ? [...before, ...[wanted].flat()] : wanted);
      changed.push(splitPath(at)[0] ?? '');
    }
  }
  return { record: patched as VisibleRecord, changed };
}

function isOperation(value: unknown): value is Record<string, unknown> {
  return isObject(value) && typeof value.op === 'string' && /^(?:add|replace|remove)$/i.test(value.op);
}

function removeMember(value: unknown, [first, ...rest]: readonly string[]): unknown {
  if (!isObject(value)) return value;
  const kept = Object.entries(value).flatMap(([name, inner]) => {
    if (name !== first) return [[name, inner] as const];
    return rest.length === 0 ? [] : [[name, removeMember(inner, rest)] as const];
  });
  return Object.fromEntries(kept);
}
