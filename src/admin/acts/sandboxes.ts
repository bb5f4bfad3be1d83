import { Problem } from '../../kernel/index.js';
import { ADMIN_PATH } from '../../server/index.js';
import type { Act } from '../act.js';
import type { AdminOptions } from '../options.js';
import { visitorName } from '../visitor-name.js';

const DONE = { status: 204 };

/** The sandboxes of the mock. A sandbox has none, and what is asked of it is about itself alone. */
export function sandboxActs({ workspaces }: AdminOptions): Record<string, Act> {
  const { sandboxes } = workspaces;
  const acts: Record<string, Act> = {
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
    deleteSandbox({ path: { name = '' } }) {
      if (sandboxes.forget(name)) return DONE;
      const names = sandboxes.names.join(', ') || 'none';
      throw new Problem('no-such-sandbox', `There is no sandbox ${name}; there are: ${names}.`);
    },
  };
  return Object.fromEntries(Object.entries(acts).map(([id, act]) => [id, ofTheMock(act)]));
}

function ofTheMock(act: Act): Act {
  return call => {
    if (call.sandbox === undefined) return act(call);
    throw new Problem('no-such-operation', 'A sandbox has no sandboxes.', {
      fix: 'Ask the mock itself, without a sandbox before `/__admin`.',
    });
  };
}
