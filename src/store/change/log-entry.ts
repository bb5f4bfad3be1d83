import type { Key, StoredRecord } from '../memory/definition.js';
import type { Collection, RecordChange } from '../query/collection.js';
import type { Data, Generations } from './data.js';

/** A change as the log has it: a record that was put, or the key of one that was removed. */
type LoggedChange = { in: string; put: StoredRecord } | { in: string; drop: Key };

/**
 * One transaction as the log has it: its changes in order, and the next ids and generations that it set. A transaction too
 * large for one entry has `part`s before it, which count only once the `whole` with the same number is there.
 */
export type LogEntry = {
  changes: LoggedChange[];
  next?: Record<string, number>;
  generations?: Generations;
  /** Beside generations only; without it the data are those of no scenario. */
  scenario?: string | undefined;
  part?: number;
  whole?: number;
  /** What processes that share the data keep beside the records. */
  state?: unknown;
};

/** The change of one record in a collection. */
export type Changed = { collection: Collection; change: RecordChange };

/** The JSON of an entry. Records have their JSON ready. */
export function entryText(changes: readonly Changed[], others: Omit<LogEntry, 'changes'> = {}): string {
  const listed = changes.map(({ collection, change: { key, after } }) => {
    const name = JSON.stringify(collection.name);
    return after === undefined
      ? `{"in":${name},"drop":${JSON.stringify(key)}}`
      : `{"in":${name},"put":${collection.indexes.heap.text(after)}}`;
  });
  const rest = JSON.stringify(others).slice(1);
  return `{"changes":[${listed.join(',')}]${rest === '}' ? '' : ','}${rest}`;
}

/** Repeats the entries of a log on data, one after the other. */
export function replayer(data: Data): (entry: LogEntry) => void {
  const parts = new Map<number, LoggedChange[]>();
  return ({ changes, next, generations, scenario, part, whole }) => {
    if (part !== undefined) {
      const before = parts.get(part);
      if (before) for (const change of changes) before.push(change);
      else parts.set(part, changes);
      return;
    }
    if (whole !== undefined) {
      for (const change of parts.get(whole) ?? []) replay(data, change);
      parts.delete(whole);
    }
    for (const change of changes) replay(data, change);
    Object.assign(data.next, next);
    if (generations) data.about = { ...data.about, generations, scenario };
  };
}

/** Repeats one change, which is in the log already. */
export function replay(data: Data, change: LoggedChange): void {
  const collection = data.collection(change.in);
  const { heap } = collection.indexes;
  const key = 'put' in change ? (change.put[heap.definition.key] as Key) : change.drop;
  const before = collection.slotOf(key);
  const after = 'put' in change ? heap.add(change.put) : undefined;
  if (before !== undefined || after !== undefined) collection.repeat({ key, before, after });
}
