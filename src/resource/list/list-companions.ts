import { COMPANIONS, type Companion } from '../list-rules.js';
import type { OperationRule } from '../resources.js';

/** What members around a list say of it; other companions say what was done. */
export function listCompanions(companions: OperationRule['companions'] = {}): Readonly<Record<string, Companion>> {
  const isOfList = (entry: [string, unknown]): entry is [string, Companion] => COMPANIONS.some(one => one === entry[1]);
  return Object.fromEntries(Object.entries(companions).filter(isOfList));
}
