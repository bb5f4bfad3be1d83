/** A stored object. It is never changed in place: a write puts a new one in its place. */
export type StoredRecord = Readonly<Record<string, unknown>>;

/** What identifies a record within its collection. */
export type Key = number | string;

export type RecordFlaw = { pointer: string; message: string };
