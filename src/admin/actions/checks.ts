import { Problem } from '../../kernel/index.js';
import type { Action, AdminApi, AdminCall, AdminOptions } from '../action.js';
import type { ChangeReports } from '../change-reports.js';
import { CheckRuns, type CheckStart } from '../check-runs.js';
import { assertTarget, mountOf, ownAddress } from '../server-address.js';
import { outsideSandboxes } from './sandboxes.js';

type CheckBody = Pick<CheckStart, 'writes' | 'seed' | 'budget'> & { api: string; target?: string; token?: string };

/** The checks of this mock and of other servers. */
export function checkActions({
  workspaces,
  apis,
  closing,
  changes,
}: AdminOptions & { changes: ChangeReports }): Record<string, Action> {
  const runs = new CheckRuns({ closing, onProgress: () => changes.report(workspaces.main, 'startCheck') });
  return outsideSandboxes('checks', {
    listChecks: () => ({ json: { checks: runs.list() } }),

    startCheck(call) {
      const { target, token, ...options } = call.body as CheckBody;
      const api = namedApi(apis(), { name: options.api, member: '/api' });
      const sandbox = runs.nextId();
      const common = { ...options, load: api.checked.load };
      if (target !== undefined) {
        assertTarget(target, '/target');
        const tokens = token === undefined ? {} : tokensFor(api, token);
        return began(
          call,
          runs.start({ ...common, target, tokens }, () => {}),
        );
      }
      workspaces.make(sandbox);
      const own = { ...common, target: `${ownAddress(call)}/~${sandbox}${mountOf(api)}`, tokens: api.checked.tokens };
      return began(
        call,
        runs.start(own, () => workspaces.sandboxes.forget(sandbox)),
      );
    },

    readCheck: ({ path: { id = '' } }) => ({ json: runs.get(id) }),

    deleteCheck({ path: { id = '' } }) {
      runs.delete(id);
      return { status: 204 };
    },
  });
}

function began({ mount }: AdminCall, run: object & { id: string }) {
  return { status: 202, headers: { Location: `${mount}/__admin/checks/${run.id}` }, json: run };
}

/** The API with a name. Throws `control-invalid`. */
export function namedApi(apis: readonly AdminApi[], { name, member }: { name: string; member: string }): AdminApi {
  const found = apis.find(api => api.name === name);
  if (found) return found;
  const names = apis.map(api => api.name).join(', ');
  throw new Problem('control-invalid', `${member} names the unknown API ${name}. Known APIs: ${names}.`);
}

/** A credential for an API: the token of a shipped one, else that of its first security scheme. */
function tokensFor({ checked: { tokens } }: AdminApi, token: string): CheckStart['tokens'] {
  const [scheme] = Object.keys(tokens.schemes ?? {});
  return scheme === undefined ? { token } : { schemes: { [scheme]: token } };
}
