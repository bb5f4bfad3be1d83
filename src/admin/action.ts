import type { ServerResponse } from 'node:http';
import type { Workspace } from '../server/index.js';
import type { Generations } from '../store/index.js';
import type { AdminResponse } from './admin-response.js';

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
  /** For an action that sends a stream itself. */
  response: ServerResponse;
};

/** The code of one operation of the control plane. It returns undefined where it sends the response itself. */
export type Action = (call: AdminCall) => AdminResponse | undefined | Promise<AdminResponse | undefined>;

/** The path before all paths of the workspace of a call. */
export function prefixOf({ mount, sandbox }: Pick<AdminCall, 'mount' | 'sandbox'>): string {
  return sandbox === undefined ? mount : `${mount}/~${sandbox}`;
}
