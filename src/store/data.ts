import type { StoredRecord } from './record.js';

/** Everything a store holds, as its file shows it. */
export type Data = {
  /** The form of the file and what its records were seeded from. */
  about: About;
  /** The next id of each collection that numbers its records. */
  next: Record<string, number>;
  /** The records of each collection, named `api.collection`. */
  collections: Record<string, StoredRecord[]>;
};

export type About = { understudy: typeof DATA_FORM; seed: number; users: number };

/** The version of the file's form. */
export const DATA_FORM = 1;

/** A collection's name (`dnl.users`), the key of its records, and what is wrong with a record, as pointer and sentence. */
export type CollectionDefinition = {
  name: string;
  key: string;
  faults(record: unknown): readonly RecordFault[];
};

export type RecordFault = { pointer: string; message: string };
