import type { Profile } from '../contract/index.js';
import type { Clock, Problem } from '../kernel/index.js';
import type { Durability, SandboxLimits } from '../store/index.js';
import type { Finished } from './finished.js';
import type { Limits } from './limits.js';

/** For whom sandboxes, preferences and `?__code=` are: clients of this machine, or all. */
export const REMOTE_OVERRIDES = ['local', 'open'] as const;

/** The options of a mock. Each has a default. */
export type MockOptions = {
  /** The APIs to serve, of `dnl` and `acefone`; all of them by default. */
  apis?: readonly string[];
  /** The API that is also served at `/`; by default `dnl`, or the first of `apis` where that is not served. */
  defaultApi?: string;
  /** How many DNL users to seed, 1 to 1,000,000; 160 by default. */
  users?: number;
  /** What the seeded data follow from, an integer; 1 by default. */
  seed?: number;
  /** The folder that keeps the data; without it they live in memory. */
  data?: string;
  /** Whether to discard the folder's data and seed anew. */
  reset?: boolean;
  /** A JSON file of records to begin with in the place of seeded ones: `{ "dnl": { "users": [] } }`. */
  fixtures?: string;
  /** The scenario to begin with, by its name; `documented` by default. */
  scenario?: string;
  /** When a change is acknowledged: once it is on the disk, once the system has it, or at once; `fsync` by default. */
  durability?: Durability;
  /** How many sandboxes there may be, and how many milliseconds one may be idle; 1,000 and without end by default. */
  sandboxes?: Partial<SandboxLimits>;
  /** Which answers the readings get; `documented` by default. */
  profile?: Profile;
  /** Single answers of readings, by id: `{ 'text-match': 'contains' }`. */
  readings?: Readonly<Record<string, string>>;
  /** Tells the time, as a date or in milliseconds since 1970; the machine's by default. */
  clock?: Clock;
  /** Whether each answer is held against the contract; one that violates it becomes a 500. Off by default. */
  validateResponses?: boolean;
  /** How many of the requests that were answered are kept, for the mock and for each sandbox; 1,000 by default. */
  journal?: number;
  /** The token that the control plane asks for; with it, other machines may use that, too. */
  adminToken?: string;
  /** Whether sandboxes and preferences are for this machine's clients alone (`local`, the default) or for all (`open`). */
  remoteOverrides?: (typeof REMOTE_OVERRIDES)[number];
  /** Whether to take for true what a proxy says in `X-Forwarded-*` or `Forwarded`; false by default. */
  trustProxy?: boolean;
  /** How many milliseconds each answer waits where no rule or preference says otherwise, 0 to 30,000; 0 by default. */
  delay?: number;
  /** What clients may send and ask for, and how much there may be of what they make; docs/sharing.md lists the defaults. */
  limits?: Partial<Limits>;
  /** Called once a request has been answered or has broken off. */
  onFinished?: (finished: Finished) => void;
  /** Called with each failure that a client saw as a 500, or that nobody waited for. */
  onFailure?: (problem: Problem) => void;
  /** Called with what a person should know of the files of the data, as a sentence. */
  onWarning?: (sentence: string) => void;
  /** Called now and then while many records are seeded or read, with how many there are. */
  onProgress?: (records: number) => void;
};

export const DEFAULT_USERS = 160;
export const DEFAULT_SEED = 1;
export const DEFAULT_JOURNAL = 1000;
