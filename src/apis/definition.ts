import type { Contract, Readings } from '../contract/index.js';
import type { Api } from '../server/index.js';
import type { CollectionDefinition, StoredRecord } from '../store/index.js';

/** All that is one API's own, beside its contract and fixtures. */
export interface ApiDefinition {
  /** The collections of its records: what the store has to know, and the contract's schema that a record must fulfil. */
  readonly collections: Readonly<Record<string, RecordKind>>;
  /** The tokens that a user may send, by whose they are; the same for the same seed. */
  tokens(seed: number): Readonly<Record<string, string>>;
  /** The records that each collection starts with, and the next id of those that number theirs. */
  createRecords(numbers: { seed: number; users: number }): SeedRecords;
  /** The API, ready to be played with the answers that are chosen for its readings. */
  create(parts: ApiParts): Api;
}

export type ApiParts = {
  contract: Contract;
  readings: Readings;
  seed: number;
  /** What signs the tokens of those who log in. */
  tokenKey: () => Uint8Array;
};

export type RecordKind = Omit<CollectionDefinition, 'name' | 'flaws' | 'completer'> & {
  schema: string;
  /** The key of a given record by its place, where none of them has one; their number, counted from 1, by default. */
  keyAt?(place: number): unknown;
  /** What makes given records whole. */
  completer?(contract: Contract): RecordCompleter;
};

/** Makes a given record whole, which may lack what create fills in by itself. It has its key, if it is to have one. */
export type RecordCompleter = (record: Readonly<Record<string, unknown>>) => Readonly<Record<string, unknown>>;

export type SeedRecords = {
  collections: Readonly<Record<string, Iterable<StoredRecord>>>;
  next: Readonly<Record<string, number>>;
};
