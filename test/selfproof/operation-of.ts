import type { Asked } from './exchange.js';

/** The operations of both APIs, as defects name them. */
export type OperationName = 'list' | 'get' | 'create' | 'patch-all' | 'patch' | 'other';

const OPERATIONS: readonly (readonly [OperationName, RegExp])[] = [
  ['list', /^GET \/v1\/+user\/+list$/],
  ['create', /^POST \/v1\/+user\/+create$/],
  ['patch-all', /^PATCH \/v1\/+user\/+all$/],
  ['get', /^GET \/v1\/+user\/+[^/]+$/],
  ['patch', /^PATCH \/v1\/+user\/+[^/]+$/],
];

export function operationOf({ method, path }: Asked): OperationName {
  return OPERATIONS.find(([, pattern]) => pattern.test(`${method} ${path}`))?.[0] ?? 'other';
}
