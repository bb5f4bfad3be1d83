import type { Contract, Readings } from '../../contract/index.js';
import type { Api } from '../../server/index.js';
import type { CollectionDefinition, StoredRecord } from '../../store/index.js';

/** What one API needs beside its contract and fixtures. */
export interface ApiDefinition {
  /** Its collections: what the store needs, and the contract's schema of their records. */
  readonly collections: Readonly<Record<string, RecordKind>>;
  /** The tokens that a caller may send, by their owner; the same for the same seed. */
  tokens(seed: number): Readonly<Record<string, string>>;
  /** Creates the starting records of each collection, and the next id of collections that number their records. */
  createRecords(numbers: { seed: number; users: number }): SeedRecords;
  /** Creates the API for the choices of its readings. */
  create(parts: ApiParts): Api;
}

export type ApiParts = {
  contract: Contract;
  readings: Readings;
  seed: number;
  /** The key that signs the tokens of log-ins. */
  tokenKey: () => Uint8Array;
};

export type RecordKind = Omit<CollectionDefinition, 'name' | 'issues' | 'completer'> & {
  schema: string;
  /** The key of a given record by its place, if none of the given records has one; by default their number, from 1. */
  keyAt?(place: number): unknown;
  /** Completes given records. */
  completer?(contract: Contract): RecordCompleter;
};

/** Completes a given record, which may lack members that create would fill in. */
export type RecordCompleter = (record: Readonly<Record<string, unknown>>) => Readonly<Record<string, unknown>>;

export type SeedRecords = {
  collections: Readonly<Record<string, Iterable<StoredRecord>>>;
  next: Readonly<Record<string, number>>;
};
