import type { FilterRule } from '../list-rules.js';
import type { OperationRule } from '../resources.js';
import type { Kept } from './kept.js';

/** Which columns the store sorts into classes, and which orders it keeps from the start. */
export type StoreKeys = { classes: string[]; indexes: string[] };

/**
 * Finds the columns that make the filters of operations fast. Those with few values are classes: booleans, listed values, references,
 * states that a filter compares with one of them, and whether there is a time at all. The others that filters use have orders.
 */
export function findStoreKeys(kept: Kept, operations: Readonly<Record<string, OperationRule>>): StoreKeys {
  const filters = Object.values(operations)
    .filter(({ collection }) => collection === kept.name)
    .flatMap(rule => Object.values(rule.filters ?? {}))
    .filter(({ member }) => member !== kept.number && kept.columnOf(member) !== undefined);
  const classes: string[] = [];
  let combinations = 1;
  for (const filter of filters) {
    const values = classes.includes(filter.member) ? undefined : countValues(kept, filter);
    if (values === undefined || combinations * values > MAX_COMBINATIONS) continue;
    classes.push(filter.member);
    combinations *= values;
  }
  const isOrdered = ({ member, compare }: FilterRule) =>
    !classes.includes(member) || (kept.columns[member] === 'instant' && compare !== 'null');
  return { classes, indexes: [...new Set(filters.filter(isOrdered).map(({ member }) => member))] };
}

/** The store tells so many classes apart. */
const MAX_COMBINATIONS = 0xffff;
/** It gives so many values of a key a class, and one to all others. */
const MAX_VALUES = 32;

/** How many values a filter tells apart at most; undefined where that may be very many. Null is one of them. */
function countValues(kept: Kept, { member, compare, whenTrue }: FilterRule): number | undefined {
  if (kept.columns[member] === 'instant') return compare === 'null' ? 2 : undefined;
  const view = kept.view?.members.get(member)?.value;
  if (view?.types.has('boolean') && view.types.size <= 2) return 3;
  if (view?.enum && view.enum.length < MAX_VALUES) return view.enum.length + 1;
  const isNumber = kept.columns[member] === 'number';
  return isNumber && (whenTrue !== undefined || kept.rule.references?.[member] !== undefined) ? MAX_VALUES : undefined;
}
