import type { Contract, Readings } from '../../contract/index.js';
import type { Api } from '../../server/index.js';
import type { SeedNumbers, StoredRecord } from '../../store/index.js';

/** What one API needs beside its contract and fixtures. */
export interface ApiDefinition {
  /** Its collections, of which `resources.yaml` says how they are kept. */
  readonly collections: Readonly<Record<string, RecordKind>>;
  /** The tokens that a caller may send, by their owner; the same for the same seed. */
  tokens(seed: number, contract: Contract): Readonly<Record<string, string>>;
  /** What a number of records means to it; undefined where the number of its starting records is fixed. */
  readonly records?: RecordNumber;
  /** Creates the starting records of each collection, and the next id of collections that number their records. */
  createRecords(numbers: SeedNumbers): SeedRecords;
  /** The log-in of its starting data. */
  readonly logIn?: LogIn;
  /** A request that its starting data allow, with one of its tokens. */
  sample?(tokens: Readonly<Record<string, string>>): ShownRequest;
  /** Creates the API for the choices of its readings. */
  create(parts: ApiParts): Api;
}

/** How many records an API begins with by default, and within which bounds another number may be. */
export type RecordNumber = {
  /** The collection that the number is of; all collections where none is named. */
  collection?: string;
  usual: number;
  least: number;
  most: number;
};

/** A log-in, with the path below the API's base path to which it is posted. */
export type LogIn = { path: string; name: string; password: string };

/** A request whose path is below the API's base path. */
export type ShownRequest = {
  method: string;
  path: string;
  headers: Readonly<Record<string, string>>;
  body?: string;
};

export type ApiParts = SeedNumbers & {
  contract: Contract;
  readings: Readings;
  /** The key that signs the tokens of log-ins. */
  tokenKey: () => Uint8Array;
};

export type RecordKind = {
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
