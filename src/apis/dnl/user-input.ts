import type { Readings } from '../../contract/index.js';
import { digestPassword } from '../../kernel/index.js';
import type { HandlerCall, RequestIssue } from '../../server/index.js';
import type { Store, StoredRecord } from '../../store/index.js';
import type { DnlRole, DnlUser } from '../record-types.js';

/** The keys of a user that a body sets, directly or indirectly. */
export type UserChange = Partial<DnlUser>;

/**
 * What a body changes in every user: its fields, the name of the role in `role_id`, and the name of the carrier in `client`
 * (reading carrier-name). `passwd` is left out, because its digest differs from user to user.
 */
export function toChange({ body, store }: HandlerCall): UserChange {
  const { passwd: _, ...change } = body as UserChange;
  if ('role_id' in change) change.role_name = roleName(store, change.role_id ?? null);
  if ('client' in change) Object.assign(change, readCarrierName(change.client ?? null));
  return change;
}

/** The stored form of a password (reading passwd-form). */
export function digestPasswd(password: unknown, { seed, id }: { seed: number; id: number }): string {
  return digestPassword(String(password), { seed, id });
}

/** Removes the issues of user types that the reading user-type-values accepts in addition to the schema. */
export function withoutKnownTypes(found: readonly RequestIssue[], readings: Readings): RequestIssue[] {
  const { types } = readings.value<{ types: string[] }>('user-type-values');
  return found.filter(
    ({ place, path, expected, value }) =>
      !(place === 'body' && path[0] === 'user_type' && expected === 'choice' && types.includes(String(value))),
  );
}

/** A body must have at least one known field (reading patch-required). */
export function emptyBodyIssues({ sentFields }: HandlerCall, found: readonly RequestIssue[]): RequestIssue[] {
  const isUnread = found.some(({ place }) => place === 'body');
  return sentFields.length > 0 || isUnread ? [] : [{ place: 'body', path: [], expected: 'required' }];
}

/** Whether a user that is not in `by` has this name, which the reading duplicate-name may refuse. */
export function isNameTaken(store: Store, { name, by }: { name: unknown; by: readonly StoredRecord[] }): boolean {
  const holders = store.collection('dnl.users').count([{ key: 'name', is: 'equal', value: name }]);
  return holders > by.filter(user => user.name === name).length;
}

function roleName(store: Store, roleId: number | null): string {
  const role = roleId === null ? undefined : store.collection('dnl.roles').get(roleId);
  return (role as DnlRole | undefined)?.role_name ?? '';
}

function readCarrierName(client: DnlUser['client']): UserChange {
  if (client === null) return { carrier_name: null };
  return client.carrier_name === undefined ? {} : { carrier_name: client.carrier_name };
}
