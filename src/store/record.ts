/** A stored object. It is never changed in place: a write puts a new one in its place. */
export type StoredRecord = Readonly<Record<string, unknown>>;

/** What identifies a record within its collection. */
export type Key = number | string;

const texts = new WeakMap<StoredRecord, string>();

/** A record's JSON, serialised once for all answers and file writes, since a record never changes. */
export function recordText(record: StoredRecord): string {
  let text = texts.get(record);
  if (text === undefined) {
    text = JSON.stringify(record);
    texts.set(record, text);
  }
  return text;
}
