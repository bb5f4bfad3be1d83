import type { IncomingHttpHeaders } from 'node:http';
import type { Instant } from '../kernel/index.js';
import type { RequestIssue } from '../openapi/index.js';
import type { BulkChange, CollectionDefinition, Store, StoredRecord } from '../store/index.js';
import type { IssueKind, RefusalReason } from './refusal-rules.js';
import type { KeyRule } from './resources.js';

/** A request to an operation with state, read and found valid. */
export type ResourceCall = {
  /** Path parameters as text. */
  path: Readonly<Record<string, string>>;
  /** Documented query parameters, of the types of their schemas, with the defaults of those that are absent. */
  query: Readonly<Record<string, unknown>>;
  /** All values of parameters that came more than once, where any of them counts. */
  repeated?: Readonly<Record<string, readonly unknown[]>>;
  /** The query without the question mark. */
  search: string;
  headers: IncomingHttpHeaders;
  /** The body of any media type as a value; undefined without one. */
  body: unknown;
  /** The caller: the key of the one whose token the request has; null where it has none. */
  principal?: { userId: string | number | null };
  /** The documented members of the body and parameters that were sent, and the parameters that are not documented. */
  sentFields?: readonly string[];
  sentParameters?: readonly string[];
  unknownParameters?: readonly string[];
  /** How many records a change of many has changed already. */
  changed?: number;
  /** The IP address of the client; null where the connection has none. */
  address?: string | null;
  store: Store;
  now(): Instant;
  /** The URL of the request as its client sees it, without the query. */
  url(): string;
  /** Makes the token of a log-in for the record with a key of the store. Only operations that log in have it. */
  issueToken?(key: number | string): string;
};

/** What an operation with state responds: a documented status with a body as JSON, or a refusal. */
export type ResourceResponse =
  /** The headers are names and values in turn. One with an empty value is not sent, though it may be documented. */
  { status: number; json: Uint8Array | string | undefined; headers?: readonly string[] } | { refusal: ResourceRefusal };

/** Why a request without issues cannot be fulfilled, and the statuses that fit, the best first. */
export type ResourceRefusal = {
  reason?: RefusalReason;
  statuses: readonly number[];
  message: string;
  issues?: readonly RefusedInput[];
};

/** One thing wrong with a request; `where` is empty for the whole. */
export type RefusedInput = {
  in: 'path' | 'query' | 'header' | 'cookie' | 'body';
  where: string;
  message: string;
  kind?: IssueKind;
};

/** A value that a request needs at a place to be about a starting record. */
export type SampleKey = KeyRule & { value: string | number };

/** Finds what is wrong with a request, given what its schemas found. */
export type FindIssues = (call: ResourceCall, found: readonly RequestIssue[]) => readonly RequestIssue[];

/** The collections and handlers of one API. */
export type ResourceApi = {
  /** For the store. They are empty at the start: each is seeded in the first transaction that needs it. */
  collections: readonly CollectionDefinition[];
  /** The key of the record to which a token belongs, by its key in the store; undefined where tokens of such a record do not count. */
  admit(store: Store, key: number | string): string | number | undefined;
  /** The change of many records that an operation makes, where the store can make it between other requests. */
  bulkChange(operation: string): ((call: ResourceCall) => BulkChange) | undefined;
  /** What is wrong with a request to an operation, given what its schemas found. */
  issues(operation: string): FindIssues | undefined;
  /** By operation id; operations without state have none. Each runs inside a transaction. */
  handlers: ReadonlyMap<string, (call: ResourceCall) => ResourceResponse>;
  /** How certain the responses of an operation with a handler are: `explicit` where a person has said what it does. */
  certainty(operation: string): 'explicit' | 'derived';
  /** Puts the starting records into a collection that has never had any. Runs inside a transaction. */
  seed(store: Store, collection: string): void;
  /** Where a request to an operation names starting records, and with which keys, so that it finds them. */
  sampleKeys(operation: string): readonly SampleKey[];
  /** The starting records of a collection, made one by one. */
  records(collection: string): Iterable<StoredRecord>;
  /** The number in the store of the record that follows them. */
  nextNumber(collection: string): number;
};
