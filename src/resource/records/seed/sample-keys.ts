import type { SampleKey } from '../../resource-api.js';
import type { OperationRule } from '../../resources.js';
import type { Kept } from '../kept.js';
import { type Family, seededParents } from './belonging.js';

/** The keys with which a request finds the first starting record that an operation is about, and those of its parents. */
export function findSampleKeys(
  { key, parents = {} }: OperationRule,
  { kept, family }: { kept: Kept; family: Family },
): SampleKey[] {
  const [own] = family.keysOf(kept.name);
  const above = own === undefined ? {} : seededParents(kept, 0, family);
  const ofParents = Object.entries(parents).flatMap(([parent, name]): SampleKey[] => {
    const value = above[parent] ?? family.keysOf(parent)[0];
    return value === undefined ? [] : [{ in: 'path', name, value }];
  });
  return key && own !== undefined ? [...ofParents, { ...key, value: own }] : ofParents;
}
