/** The records that are chosen: some by their keys, or all that the filter finds. */
export type ChosenRecords = ReadonlySet<string> | 'all';

export const NOTHING: ChosenRecords = new Set<string>();

export function isChosen(selection: ChosenRecords, id: string): boolean {
  return selection === 'all' || selection.has(id);
}

/** The selection with a record, or without it. All that a filter finds stay all. */
export function toggle(selection: ChosenRecords, id: string): ChosenRecords {
  if (selection === 'all') return selection;
  const next = new Set(selection);
  if (!next.delete(id)) next.add(id);
  return next;
}

/** How many records are chosen, of as many as the filter finds. */
export function countChosen(selection: ChosenRecords, total: number): number {
  return selection === 'all' ? total : selection.size;
}

/** How a request names the chosen records. */
export function describeSelection(selection: ChosenRecords, filter: string): { filter?: string; ids?: string[] } {
  if (selection !== 'all') return { ids: [...selection] };
  return filter === '' ? {} : { filter };
}
