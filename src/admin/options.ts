import type { Contract } from '../contract/index.js';
import type { Scenario } from '../fake/index.js';
import type { Problem } from '../kernel/index.js';
import type { Workspaces } from '../server/index.js';
import type { Meter } from './meter.js';

/** What the control plane is told of the mock that it controls. */
export type AdminOptions = {
  workspaces: Workspaces;
  /** The APIs that are served. */
  apis: readonly AdminApi[];
  /** The scenarios that can be begun. */
  scenarios: () => readonly Scenario[];
  /** The package's version. */
  version: string;
  /** What counts the requests. */
  meter: Meter;
  /** What it asks for; without one it is for this machine alone. */
  token: string | undefined;
  /** Whether sandboxes are open to everybody, who may then make one and use its control plane. */
  isOpen: boolean;
  /** The most bytes of a body, and of one that brings records. */
  limits: { bytes: number; records: number };
  /** Aborted once the server stops: answers that would go on for ever then end. */
  closing: AbortSignal;
  /** Told of each failure of ours that a client saw as a 500. */
  onFailure(problem: Problem): void;
};

/** An API, what its paths begin with (`/acefone/v1`), and the tokens that its clients may send, by whose they are. */
export type AdminApi = {
  name: string;
  basePath: string;
  contract: Contract;
  tokens: Readonly<Record<string, string>>;
};
