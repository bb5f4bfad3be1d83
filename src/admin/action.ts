import type { ServerResponse } from 'node:http';
import type { Workspace } from '../server/index.js';
import type { Generations } from '../store/index.js';
import type { AdminResponse } from './admin-response.js';

/** A request to the control plane, read and valid. */
export type AdminCall = {
  /** What it acts on: the mock itself, or a sandbox of it, which is made by the first act that looks for it. */
  readonly workspace: Workspace;
  /** The sandbox's name. */
  sandbox: string | undefined;
  /** What stands before all paths where the client asks: where a host app or a proxy has the mock. */
  mount: string;
  /** The parameters in its path, as text. */
  path: Readonly<Record<string, string>>;
  query: Readonly<Record<string, unknown>>;
  body: unknown;
  /** The generations of the data when the request came, before its body had arrived; undefined where there were no data yet. */
  since: Generations | undefined;
  /** Where an act that goes on answers by itself. */
  response: ServerResponse;
};

/** What one operation of the control plane does. It answers nothing where it answers by itself. */
export type Action = (call: AdminCall) => AdminResponse | undefined | Promise<AdminResponse | undefined>;

/** What stands before the paths of what an act is about. */
export function prefixOf({ mount, sandbox }: Pick<AdminCall, 'mount' | 'sandbox'>): string {
  return sandbox === undefined ? mount : `${mount}/~${sandbox}`;
}
