import type { Condition, Store, StoredRecord } from '../../store/index.js';
import { equalText, type Kept, storeKey } from '../records/kept.js';
import { GONE, numberOf, parentsOf, storedKeyValue, toStored, visibleOf } from '../records/stored.js';
import type { OperationRule } from '../resources.js';
import type { ResourceContext } from './context/resource-context.js';
import type { Scope } from './context/scope.js';

/** Adds a record. That of a singleton takes the place of the one that was deleted. */
export function addRecord({ kept, collection, where }: Scope, record: StoredRecord): void {
  if (kept.rule.singleton === true) {
    const gone = collection.find([...where]).filter(one => one[GONE] === true);
    for (const one of gone) collection.remove(numberOf(kept, one));
  }
  collection.add(record);
}

/** A stored record, and where it is. */
type Removed = { kept: Kept; record: StoredRecord; store: Store };

/**
 * Removes a record, and those that clients can reach only below it. The record of a singleton is only marked, so that it is not
 * made again.
 */
export function removeRecord(context: ResourceContext, { kept, record, store }: Removed): void {
  const collection = store.collection(kept.storeName);
  const n = numberOf(kept, record);
  if (kept.rule.singleton === true) {
    const parents = parentsOf(kept, record);
    collection.replace(toStored(kept, visibleOf(kept, record), { n, parents, isGone: true }));
    return;
  }
  collection.remove(storeKey(kept, n));
  removeBelow(context, { kept, record, store });
}

function removeBelow(context: ResourceContext, { kept, record, store }: Removed): void {
  for (const child of dependents(context, kept)) {
    // those that come later would belong to a record that is not there
    context.seeds.seed(store, child.name);
    const collection = store.collection(child.storeName);
    for (const one of collection.find(belongsTo(child, kept, record))) {
      collection.remove(storeKey(child, numberOf(child, one)));
      removeBelow(context, { kept: child, record: one, store });
    }
  }
}

/** The collections whose records clients can reach only below a record of another one. */
function dependents({ collections, resources }: ResourceContext, { name }: Kept): Kept[] {
  const rules = Object.values(resources.operations);
  return [...collections.values()].filter(
    child =>
      Object.hasOwn(child.rule.parents ?? {}, name) &&
      isOnlyBelow(
        rules.filter(({ collection }) => collection === child.name),
        name,
      ),
  );
}

/** Whether all operations on one record name a parent; where there are none, whether all on the collection do. */
function isOnlyBelow(rules: readonly OperationRule[], parent: string): boolean {
  const ofOne = rules.filter(({ key }) => key !== undefined);
  return (ofOne.length > 0 ? ofOne : rules).every(({ parents }) => Object.hasOwn(parents ?? {}, parent));
}

/** The conditions that the children of a record fulfil. Those of the same key below another parent are not its own. */
function belongsTo(child: Kept, parent: Kept, record: StoredRecord): Condition[] {
  const keys = { ...parentsOf(parent, record), [parent.name]: String(storedKeyValue(parent, record)) };
  return Object.entries(keys).flatMap(([name, key]) =>
    key === null || !Object.hasOwn(child.rule.parents ?? {}, name)
      ? []
      : [equalText(child, child.parentColumn(name), key)],
  );
}
