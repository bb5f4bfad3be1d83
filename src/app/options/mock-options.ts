import type { AuthMode } from '../../auth/index.js';
import type { Profile } from '../../contract/index.js';
import type { Exchange } from '../../journal/index.js';
import type { Clock, Problem } from '../../kernel/index.js';
import type { OwnHandlers, UnknownParents } from '../../resource/index.js';
import { MAX_DELAY } from '../../rules/index.js';
import type { ConnectionLimits, RequestLimits } from '../../server/index.js';
import { type Durability, MAX_SNAPSHOTS, type SandboxLimits } from '../../store/index.js';

/** The options of a mock. Each has a default. */
export type MockOptions = {
  /** The shipped APIs to serve, by name; all of them by default. */
  apis?: readonly string[];
  /**
   * The OpenAPI descriptions to serve, as paths or URLs, or contract folders, each under the name of its file or folder. The
   * shipped APIs are then served only if `apis` names them.
   */
  descriptions?: readonly string[];
  /** Folders beside those of the descriptions from which references may be read. */
  allowRefs?: readonly string[];
  /**
   * Which credentials count for the APIs of descriptions: any of the right form (`form`, the default), those in `tokens`
   * (`strict`), or none (`off`).
   */
  auth?: AuthMode;
  /**
   * Whether requests that break a description are refused; true by default. With `warn` the header `Understudy-Violations`
   * names what is wrong, and the request is played as if it were right.
   */
  validateRequests?: boolean | 'warn';
  /** Whether the APIs of descriptions make new values for each request instead of using examples; false by default. */
  dynamic?: boolean;
  /**
   * Whether the callbacks of descriptions are sent: to addresses of this machine (`loopback`, the default), to all (`any`),
   * or not at all (`off`).
   */
  callbacks?: (typeof CALLBACKS)[number];
  /**
   * A YAML file that overrides what is inferred of the only description, or a file for each API by its name:
   * `{ shop: 'shop.yaml' }`.
   */
  resources?: ByApi<string>;
  /**
   * How many records each API begins with: each collection of a description, 25 by default; of a shipped API the collection
   * that docs/data.md names. 0 to 1,000,000, unless an API allows less.
   */
  records?: number;
  /** Whether paths below a record that does not exist are refused (`refuse`, the default) or allowed (`allow`). */
  unknownParents?: UnknownParents;
  /**
   * Handlers in code for operations of the only description, or a JavaScript file that has them as its default export; or
   * either for each API by its name.
   */
  handlers?: ByApi<string | OwnHandlers>;
  /** The API that is also served at `/`; by default the first of `descriptions`, or the first shipped API that is served. */
  defaultApi?: string;
  /** The seed of the generated data, an integer; 1 by default. */
  seed?: number;
  /** The data folder; without it the data are only in memory. */
  data?: string;
  /**
   * The URL of a PostgreSQL database that keeps the data instead of a folder, for several processes at once:
   * `postgres://name@host/database`. It needs the package `pg`.
   */
  store?: string;
  /** Whether reads do not wait for what other processes have saved just now; false by default. Only beside `store`. */
  staleReads?: boolean;
  /** Whether to discard the folder's data and seed again. */
  reset?: boolean;
  /** A JSON file with starting records instead of seeded ones: `{ "shop": { "orders": [] } }`. */
  fixtures?: string;
  /** A folder with the source documents, whose lines the console then shows beside what they state: `NAME.txt`, or with another ending. */
  documents?: string;
  /** The name of the scenario to start with; `documented` by default. */
  scenario?: string;
  /** When a change is acknowledged: on the disk, in the system, or immediately; `fsync` by default. */
  durability?: Durability;
  /** The maximum number of sandboxes, and how many milliseconds one may be idle; 1,000 and no limit by default. */
  sandboxes?: Partial<SandboxLimits>;
  /** After how many milliseconds each time the data, rules, readings and clock are reset, but not those of sandboxes; never by default. */
  resetEvery?: number;
  /** The set of choices for all readings; `documented` by default. */
  profile?: Profile;
  /** Choices for single readings, by id: `{ 'text-match': 'contains' }`. */
  readings?: Readonly<Record<string, string>>;
  /** Returns the time, as a date or in milliseconds since 1970; the machine's by default. */
  clock?: Clock;
  /** Whether each response is validated; one that violates the contract becomes a 500. Off by default. */
  validateResponses?: boolean;
  /** How many of the newest requests are kept, for the mock and for each sandbox; 1,000 by default. */
  journal?: number;
  /** The token for the control plane, which also opens it to other machines. */
  adminToken?: string;
  /** Whether only clients on this machine (`local`, the default) or all (`open`) may use sandboxes and preferences. */
  remoteOverrides?: (typeof REMOTE_OVERRIDES)[number];
  /**
   * Whether each browser gets a sandbox of its own, which a cookie names; false by default. Sandboxes and preferences are then
   * open to all; the control plane of the shared data needs `adminToken`.
   */
  visitorSandboxes?: boolean;
  /** Whether pages of all origins may read the responses (CORS); true by default. Without, `OPTIONS` is a method like the others. */
  cors?: boolean;
  /** Whether to trust the headers `X-Forwarded-*` and `Forwarded` of a proxy; false by default. */
  trustProxy?: boolean;
  /** The delay of each response in milliseconds, unless a rule or preference sets another, 0 to 30,000; 0 by default. */
  delay?: number;
  /** The limits of requests and of what clients may create; docs/sharing.md lists the defaults. */
  limits?: Partial<Limits>;
  /** Called when a request has its response or its connection has closed. */
  onFinished?: (finished: Finished) => void;
  /** Called with each failure that a client gets as a 500, or that happens in the background. */
  onFailure?: (problem: Problem) => void;
  /** Called after each reset of `resetEvery`. */
  onReset?: () => void;
  /** Called with a sentence that a person should know about the data files. */
  onWarning?: (sentence: string) => void;
  /** Called regularly while many records are seeded or read, with their present number. */
  onProgress?: (records: number) => void;
};

/** One value for the only description, or one for each API of a description by its name. */
export type ByApi<Value> = Value | Readonly<Record<string, Value>>;

/** Which clients may use sandboxes, preferences and `?__code=`: those on this machine, or all. */
export const REMOTE_OVERRIDES = ['local', 'open'] as const;

/** Where callbacks are sent. */
export const CALLBACKS = ['loopback', 'any', 'off'] as const;

/** The limits of requests and connections, and of what clients may create. */
export type Limits = RequestLimits &
  ConnectionLimits & {
    /** How many rules the mock and each sandbox may have. */
    rules: number;
    /** How many snapshots the mock and each sandbox may have. */
    snapshots: number;
    /** How many bytes a body that replaces records may have. */
    records: number;
  };

/** A finished request; its status is 0 if the connection closed before the response. */
export type Finished = Pick<
  Exchange,
  | 'method'
  | 'url'
  | 'path'
  | 'status'
  | 'startedAt'
  | 'milliseconds'
  | 'sandbox'
  | 'api'
  | 'operation'
  | 'respondedBy'
  | 'rule'
  | 'fault'
> & {
  /** Why it was refused, or what was wrong with it although it was not, in one line without secrets. */
  readonly reason?: string;
};

export const DEFAULT_SEED = 1;
export const DEFAULT_RECORDS = 25;
export const DEFAULT_JOURNAL = 1000;

export const DEFAULT_LIMITS: Limits = {
  bytes: 1024 * 1024,
  depth: 64,
  records: 64 * 1024 * 1024,
  url: 16 * 1024,
  // the longest URL, which is counted here, and as much again
  headers: 32 * 1024,
  connections: 2000,
  requestTimeout: 30_000,
  delay: MAX_DELAY,
  rules: 1000,
  snapshots: MAX_SNAPSHOTS,
};
