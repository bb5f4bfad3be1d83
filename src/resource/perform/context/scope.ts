import type { Collection, Condition, Store } from '../../../store/index.js';
import { equalText, type Kept, scopeConditions } from '../../records/kept.js';
import { GONE, parseStored, toStored } from '../../records/stored.js';
import type { ResourceCall } from '../../resource-api.js';
import { type Refused, refuseUnknown } from './refusing.js';
import type { OperationContext, ResourceContext } from './resource-context.js';

/** The records that a request can be about. */
export type Scope = {
  kept: Kept;
  collection: Collection;
  /** The keys of the parents that the request names. */
  parents: Readonly<Record<string, string>>;
  /** The conditions that records with these parents fulfil. */
  where: readonly Condition[];
};

const NO_PARENTS: Scope['parents'] = {};

/** Seeds what a request needs, and finds the parents that it names. Refuses where one of them does not exist. */
export function openScope(context: OperationContext, call: ResourceCall): Scope | Refused {
  const { rule } = context;
  if (rule.parents === undefined) return scopeBelow(context, { parents: NO_PARENTS, store: call.store });
  const parents: Record<string, string> = {};
  for (const [parent, parameter] of Object.entries(rule.parents)) {
    const key = call.path[parameter];
    if (key === undefined) continue;
    const above = context.collections.get(parent);
    if (above && !hasParent(context, call, { above, key, parents })) return refuseUnknown(above, key);
    parents[parent] = key;
  }
  return scopeBelow(context, { parents, store: call.store });
}

/** The records of a collection, seeded, below parents with these keys. */
export function scopeBelow(
  { kept, seeds }: OperationContext,
  { parents, store }: { parents: Scope['parents']; store: Store },
): Scope {
  seeds.seed(store, kept.name);
  const collection = store.collection(kept.storeName);
  return { kept, collection, parents, where: scopeConditions(kept, parents) };
}

/** Whether a parent exists, in the scope of those outside of it. */
function hasParent(
  { seeds, unknownParents }: ResourceContext,
  { store }: ResourceCall,
  { above, key, parents }: { above: Kept; key: string; parents: Readonly<Record<string, string>> },
): boolean {
  if (unknownParents === 'allow' || above.rule.singleton === true) return true;
  seeds.seed(store, above.name);
  const own = Object.entries(parents).filter(([name]) => Object.hasOwn(above.rule.parents ?? {}, name));
  const where = [equalText(above, above.keyColumn, key), ...scopeConditions(above, Object.fromEntries(own))];
  return store.collection(above.storeName).count(where) > 0;
}

/** The bytes of the record with a key; undefined where there is none. */
export function findRecord({ kept, collection, where }: Scope, key: string): Uint8Array | undefined {
  const condition = equalText(kept, kept.keyColumn, key);
  // most requests name no parents
  if (where.length === 0 && condition.is === 'equal') {
    const { key: column, value } = condition;
    return column === kept.number ? collection.bytes(value as number | string) : collection.firstWith(column, value);
  }
  // in the order of the key, its index finds the record at once
  return first(collection, [condition, ...where], kept.keyColumn);
}

/** The bytes of the only record of a scope, which is made when it is first needed; undefined where it was deleted. */
export function findSingleton(
  { seeds }: ResourceContext,
  { kept, collection, parents, where }: Scope,
  { store }: ResourceCall,
): Uint8Array | undefined {
  const known = first(collection, where, kept.number);
  if (known) return parseStored(known)[GONE] === true ? undefined : known;
  collection.add(toStored(kept, seeds.singleton(kept, parents), { n: store.nextId(kept.storeName), parents }));
  return first(collection, where, kept.number);
}

/** The stored bytes of all records of a scope, in the order of their creation. */
export function listScope({ kept, collection, where }: Scope): Iterable<Uint8Array> {
  const order = { key: kept.number, direction: 'ascending' } as const;
  return collection.page({ where, order, offset: 0, limit: Number.MAX_SAFE_INTEGER }).records;
}

function first(collection: Collection, where: readonly Condition[], key: string): Uint8Array | undefined {
  const [found] = collection.page({ where, order: { key, direction: 'ascending' }, offset: 0, limit: 1 }).records;
  return found;
}
