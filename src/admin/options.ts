import type { Contract } from '../contract/index.js';
import type { Scenario } from '../fake/index.js';
import type { Problem } from '../kernel/index.js';
import type { Workspaces } from '../server/index.js';
import type { Meter } from './meter.js';

/** The options of the control plane. */
export type AdminOptions = {
  workspaces: Workspaces;
  /** The served APIs. */
  apis: readonly AdminApi[];
  /** The scenarios that can be started. */
  scenarios: () => readonly Scenario[];
  /** The package's version. */
  version: string;
  meter: Meter;
  /** The admin token; undefined where only this machine may use the control plane. */
  token: string | undefined;
  /** Whether every client may create a sandbox and use its control plane. */
  isOpen: boolean;
  /** How many bytes a body may have, and how many a body with records. */
  limits: { bytes: number; records: number };
  /** Aborted when the server stops, to end the event streams. */
  closing: AbortSignal;
  /** Called for each failure of the mock that a client gets as a 500. */
  onFailure(problem: Problem): void;
};

/** An API, its base path (`/acefone/v1`), and the tokens that its clients may send, by owner. */
export type AdminApi = {
  name: string;
  basePath: string;
  contract: Contract;
  tokens: Readonly<Record<string, string>>;
};
