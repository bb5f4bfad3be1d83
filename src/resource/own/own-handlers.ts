/**
 * Handlers in code for operations of a description, by operation id or by `METHOD /path`:
 * `{ 'POST /login': ({ request, records }) => ({ status: 200, body: { token: 'x' } }) }`.
 */
export type OwnHandlers = Readonly<Record<string, OwnHandler>>;

/**
 * Handles a request to one operation. It returns an `OwnResponse`, or any other value as the body of the documented success. It
 * is synchronous, since it runs in a transaction: if it throws, none of its changes is kept.
 */
export type OwnHandler = (call: OwnCall) => unknown;

/** What a handler gets. */
export type OwnCall = {
  request: OwnRequest;
  /** The records of each collection, by its name as `understudy infer` prints it. */
  records: Readonly<Record<string, CollectionRecords>>;
  /** The clock of the mock. */
  clock: { now(): Date };
  /** Does what the mock would do without the handler, and returns its response. */
  respond(): OwnResponse;
};

/** A request that is valid under the description. */
export type OwnRequest = {
  method: string;
  /** The path parameters as text. */
  path: Readonly<Record<string, string>>;
  /** The documented query parameters, of the types of their schemas. */
  query: Readonly<Record<string, unknown>>;
  /** By name in lower case. */
  headers: Readonly<Record<string, string | readonly string[] | undefined>>;
  /** The body as a value; undefined without one. */
  body: unknown;
};

/** A response of a handler. A value that has any other member, or a status that is no number, is a body. */
export type OwnResponse = {
  /** By default that of the documented success. */
  status?: number;
  headers?: Readonly<Record<string, string | number>>;
  body?: unknown;
};

/** A record as clients see it. */
export type OwnRecord = Readonly<Record<string, unknown>>;

/** The keys of a record's parents, by the name of the parent: `{ customers: 7 }`. */
export type OwnParents = Readonly<Record<string, string | number>>;

/** The records of one collection. Their `parents` are needed only where records of several parents have the same key. */
export interface CollectionRecords {
  /** The records whose members have these values, in the order of their creation; all by default. */
  list(where?: OwnRecord, parents?: OwnParents): OwnRecord[];
  /** The record with a key, or undefined. */
  get(key: string | number, parents?: OwnParents): OwnRecord | undefined;
  /** Adds a record. What the value does not have is set as it is for a client: the key, times, defaults. */
  create(value: OwnRecord, parents?: OwnParents): OwnRecord;
  /** Changes members of a record; undefined where there is no such record. */
  update(key: string | number, changes: OwnRecord, parents?: OwnParents): OwnRecord | undefined;
  /** Replaces a record, except for its key; undefined where there is no such record. */
  replace(key: string | number, value: OwnRecord, parents?: OwnParents): OwnRecord | undefined;
  /** Deletes a record. Returns whether there was one. */
  delete(key: string | number, parents?: OwnParents): boolean;
}
