import { Problem } from '../../kernel/index.js';
import type { Act } from '../act.js';
import type { ControlOptions } from '../options.js';

const DONE = { status: 204 };

/** The sandboxes of the mock, whichever of them asks. */
export function sandboxActs({ situations }: ControlOptions): Record<string, Act> {
  const { sandboxes } = situations;
  return {
    listSandboxes: () => ({ json: { sandboxes: sandboxes.names } }),
    makeSandbox({ path: { name = '' }, body }) {
      situations.make(name, { from: (body as { snapshot?: string }).snapshot });
      return DONE;
    },
    deleteSandbox({ path: { name = '' } }) {
      if (sandboxes.forget(name)) return DONE;
      throw new Problem(
        'no-such-sandbox',
        `There is no sandbox ${name}; there are: ${sandboxes.names.join(', ') || 'none'}.`,
      );
    },
  };
}
