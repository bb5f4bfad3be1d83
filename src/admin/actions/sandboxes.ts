import { Problem } from '../../kernel/index.js';
import { ADMIN_PATH, visitorName } from '../../server/index.js';
import type { Action, AdminOptions } from '../action.js';

const DONE = { status: 204 };

/** The sandboxes of the mock. A sandbox has none. */
export function sandboxActions({ workspaces }: AdminOptions): Record<string, Action> {
  const { sandboxes } = workspaces;
  const noSuchSandbox = (name: string) =>
    new Problem('no-such-sandbox', `There is no sandbox ${name}. Sandboxes: ${sandboxes.names.join(', ') || 'none'}.`);
  const actions: Record<string, Action> = {
    listSandboxes: () => ({ json: { sandboxes: sandboxes.names } }),
    makeVisitorSandbox() {
      const name = visitorName();
      workspaces.make(name);
      const prefix = `/~${name}`;
      return { status: 201, headers: { Location: `${prefix}${ADMIN_PATH}` }, json: { name, prefix } };
    },
    makeSandbox({ path: { name = '' }, body }) {
      workspaces.make(name, { from: (body as { snapshot?: string }).snapshot });
      return DONE;
    },
    async readSandbox({ path: { name = '' } }) {
      const found = workspaces.look(name);
      if (!found) throw noSuchSandbox(name);
      const { store, rules, journal } = found.workspace;
      const [madeAt, usedAt] = [found.madeAt, found.usedAt].map(time => new Date(time).toISOString());
      const differences = await store.compare();
      return { json: { name, madeAt, usedAt, requests: journal.next - 1, rules: rules.size, differences } };
    },
    deleteSandbox({ path: { name = '' } }) {
      if (sandboxes.forget(name)) return DONE;
      throw noSuchSandbox(name);
    },
  };
  return outsideSandboxes('sandboxes', actions);
}

/** Makes these operations 404 in sandboxes, which have no such things. */
export function outsideSandboxes(things: string, actions: Record<string, Action>): Record<string, Action> {
  const outside = (action: Action): Action => {
    return call => {
      if (call.sandbox === undefined) return action(call);
      throw new Problem('no-such-operation', `A sandbox has no ${things}.`, {
        fix: 'Send the request without a sandbox before `/__admin`.',
      });
    };
  };
  return Object.fromEntries(Object.entries(actions).map(([id, action]) => [id, outside(action)]));
}
