import type { Collection, SlotChange } from './collection.js';
import type { Data } from './data.js';
import type { Generations } from './generations.js';
import type { Key, StoredRecord } from './record.js';

/** A change as the log has it: a record put, or one that goes. */
type LoggedChange = { in: string; put: StoredRecord } | { in: string; drop: Key };

/**
 * One transaction as the log has it: its changes in order, and the next ids and the generations that it set. A transaction too large for one
 * entry has `part`s before it, which count only once the `whole` of the same number is there.
 */
export type LogEntry = {
  changes: LoggedChange[];
  next?: Record<string, number>;
  generations?: Generations;
  /** Beside generations only; without it they are those of no scenario. */
  scenario?: string | undefined;
  part?: number;
  whole?: number;
};

/** One record's change in a collection. */
export type Changed = { collection: Collection; slots: SlotChange };

/** The JSON of an entry. Records have their JSON ready. */
export function entryText(
  changes: readonly Changed[],
  { next, generations, scenario, part, whole }: Omit<LogEntry, 'changes'> = {},
): string {
  const listed = changes.map(({ collection, slots: { before, after } }) => {
    const name = JSON.stringify(collection.name);
    return after === undefined
      ? `{"in":${name},"drop":${JSON.stringify(collection.keyAt(before as number))}}`
      : `{"in":${name},"put":${collection.indexes.heap.text(after)}}`;
  });
  const rest = [
    next && `,"next":${JSON.stringify(next)}`,
    generations && `,"generations":${JSON.stringify(generations)}`,
    scenario !== undefined && `,"scenario":${JSON.stringify(scenario)}`,
    part !== undefined && `,"part":${part}`,
    whole !== undefined && `,"whole":${whole}`,
  ].filter(text => typeof text === 'string');
  return `{"changes":[${listed.join(',')}]${rest.join('')}}`;
}

/** Does to data what the entries of a log did, one after the other. */
export function replayer(data: Data): (entry: LogEntry) => void {
  const parts = new Map<number, LoggedChange[][]>();
  const replay = (changes: readonly LoggedChange[]): void => {
    for (const change of changes) replayChange(data.collection(change.in), change);
  };
  return ({ changes, next, generations, scenario, part, whole }) => {
    if (part !== undefined) {
      const before = parts.get(part);
      if (before) before.push(changes);
      else parts.set(part, [changes]);
      return;
    }
    if (whole !== undefined) {
      for (const changes of parts.get(whole) ?? []) replay(changes);
      parts.delete(whole);
    }
    replay(changes);
    Object.assign(data.next, next);
    if (generations) data.about = { ...data.about, generations, scenario };
  };
}

function replayChange({ indexes }: Collection, change: LoggedChange): void {
  const { heap, byKey } = indexes;
  const key = 'put' in change ? change.put[heap.definition.key] : change.drop;
  const before = byKey.slotOf(key);
  const after = 'put' in change ? heap.add(change.put) : undefined;
  if (before !== undefined || after !== undefined) indexes.changeSlots(before, after);
}
