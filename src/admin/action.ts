import type { IncomingHttpHeaders, ServerResponse } from 'node:http';
import type { RunOptions } from '../check/index.js';
import type { Contract } from '../contract/index.js';
import type { Scenario } from '../fake/index.js';
import type { Problem } from '../kernel/index.js';
import type { DescribedSchema } from '../openapi/index.js';
import type { SampleOptions } from '../play/index.js';
import type { Workspace, Workspaces } from '../server/index.js';
import type { Generations, Store } from '../store/index.js';
import type { AdminResponse } from './admin-response.js';
import type { Meter } from './meter.js';

/** A request to the control plane, read and valid. */
export type AdminCall = {
  /** The workspace of the mock or of a sandbox. Reading this member creates the sandbox, if it does not exist yet. */
  readonly workspace: Workspace;
  /** The sandbox's name. */
  sandbox: string | undefined;
  /** The path before all paths in the client's URL: where a host app or a proxy has mounted the mock. */
  mount: string;
  /** The parameters in its path, as text. */
  path: Readonly<Record<string, string>>;
  query: Readonly<Record<string, unknown>>;
  body: unknown;
  /** The generations of the data when the request arrived, before its body; undefined where the sandbox did not exist yet. */
  since: Generations | undefined;
  headers: IncomingHttpHeaders;
  /** For an action that sends a stream itself. */
  response: ServerResponse;
};

/** The code of one operation of the control plane. It returns undefined where it sends the response itself. */
export type Action = (call: AdminCall) => AdminResponse | undefined | Promise<AdminResponse | undefined>;

/** The path before all paths of the workspace of a call. */
export function prefixOf({ mount, sandbox }: Pick<AdminCall, 'mount' | 'sandbox'>): string {
  return sandbox === undefined ? mount : `${mount}/~${sandbox}`;
}

/** The options of the control plane. */
export type AdminOptions = {
  workspaces: Workspaces;
  /** The served APIs at present. */
  apis: () => readonly AdminApi[];
  /**
   * Overrides what is inferred of an API from the next request on, and perhaps saves that. Resolves to the collections that begin
   * again. Rejects with `control-invalid`, `file-changed`.
   */
  overrideResources: (api: string, given: { text: string; save: boolean }) => Promise<readonly string[]>;
  /** The scenarios that can be started. */
  scenarios: () => readonly Scenario[];
  /** The package's version. */
  version: string;
  meter: Meter;
  /** The folder with the source documents, if there is one. */
  documents: string | undefined;
  /** The admin token; undefined where only this machine may use the control plane. */
  token: string | undefined;
  /** Whether every client may create a sandbox and use its control plane. */
  isOpen: boolean;
  /** How many bytes a body may have, and how many a body with records. */
  limits: { bytes: number; records: number };
  /** When the mock will be reset, in ISO 8601; undefined where that is not planned. */
  nextReset: () => string | undefined;
  /** Aborted when the server stops, to end the event streams. */
  closing: AbortSignal;
  /** Called for each failure of the mock that a client gets as a 500. */
  onFailure(problem: Problem): void;
};

/** An API, its base path (`/shop/v1`), and the tokens that its clients may send, by owner. */
export type AdminApi = {
  name: string;
  basePath: string;
  contract: Contract;
  tokens: Readonly<Record<string, string>>;
  /** The names of its collections. */
  collections: readonly string[];
  /** What is known of the records of one of them. */
  describeCollection(name: string): DescribedCollection;
  /** What a check judges servers against, and the credentials for the mock itself. */
  checked: { load(): Promise<RunOptions['api']>; tokens: RunOptions['tokens'] };
  /** Says what is understood of its description, with the whole resources as YAML. */
  infer(): Promise<object>;
  /** The YAML that overrides it, and its file; undefined for a shipped API. */
  overrides?: { text: string; path: string | undefined; isSaved: boolean } | undefined;
  /** What requests to it are made with. */
  samples: SampleOptions;
  /** Puts the starting records into a collection that gets them when it is first needed. Runs inside a transaction. */
  seed?: ((store: Store, collection: string) => void) | undefined;
};

/**
 * The schema of a collection's records, the member by which clients know a record, and the members that have that of a record of
 * another collection.
 */
export type DescribedCollection = {
  schema: DescribedSchema | undefined;
  identifier: string | undefined;
  references: Readonly<Record<string, string>>;
};
