import type { StoredRecord } from '../../store/index.js';
import { readMember } from '../records/member-path.js';
import { numberOf, parseStored, type VisibleRecord } from '../records/stored.js';
import { type Refused, refuseTakenValue } from './context/refusing.js';
import type { OperationContext } from './context/resource-context.js';
import type { Scope } from './context/scope.js';

/** Refuses a record that has a value which only one may have below its parents, and another one has. */
export function findTaken(scope: Scope, record: StoredRecord, displaced: readonly number[] = []): Refused | undefined {
  const { kept } = scope;
  for (const path of kept.rule.unique ?? []) {
    const value = readMember(record, path);
    const others = findWith(scope, path, value).filter(
      other => numberOf(kept, other) !== numberOf(kept, record) && !displaced.includes(numberOf(kept, other)),
    );
    if (others.length > 0) return refuseTakenValue(kept, path, value);
  }
  return undefined;
}

/**
 * The numbers of the starting records that give way to a new one: examples of the description that nothing has changed, with the
 * key or a unique value of the new one. Clients send the same examples, and expect them back.
 */
export function findDisplaced(
  { kept, seeds }: OperationContext,
  scope: Scope,
  { sent, found }: { sent: VisibleRecord; found: Uint8Array | undefined },
): number[] {
  const sameValues = (kept.rule.unique ?? []).flatMap(path => findWith(scope, path, readMember(sent, path)));
  return [...(found ? [parseStored(found)] : []), ...sameValues]
    .filter(record => seeds.isExample(kept.name, record))
    .map(record => numberOf(kept, record));
}

function findWith({ kept, collection, where }: Scope, path: string, value: unknown): StoredRecord[] {
  if (value === undefined || value === null) return [];
  const column = kept.columnOf(path);
  return column
    ? collection.find([{ key: column.key, is: 'equal', value }, ...where])
    : collection.find([...where]).filter(other => readMember(other, path) === value);
}
