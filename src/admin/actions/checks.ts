import { Problem } from '../../kernel/index.js';
import type { Action, AdminApi, AdminCall, AdminOptions } from '../action.js';
import type { ChangeReports } from '../change-reports.js';
import { CheckRuns, type CheckStart } from '../check-runs.js';
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
      const api = apiOf(apis(), options.api);
      const sandbox = runs.nextId();
      const common = { ...options, load: api.checked.load };
      if (target !== undefined) {
        assertTarget(target);
        const tokens = token === undefined ? {} : tokensFor(api, token);
        return began(
          call,
          runs.start({ ...common, target, tokens }, () => {}),
        );
      }
      workspaces.make(sandbox);
      const own = { ...common, target: `${ownUrl(call)}/~${sandbox}${mountOf(api)}`, tokens: api.checked.tokens };
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

function apiOf(apis: readonly AdminApi[], name: string): AdminApi {
  const found = apis.find(api => api.name === name);
  if (found) return found;
  const names = apis.map(api => api.name).join(', ');
  throw new Problem('control-invalid', `/api names the unknown API ${name}. Known APIs: ${names}.`);
}

/** A credential for an API: the token of a shipped one, else that of its first security scheme. */
function tokensFor({ checked: { tokens } }: AdminApi, token: string): CheckStart['tokens'] {
  const [scheme] = Object.keys(tokens.schemes ?? {});
  return scheme === undefined ? { token } : { schemes: { [scheme]: token } };
}

/** Addresses that only the machine's own services have, such as the credentials of a cloud. */
const LINK_LOCAL = /^(169\.254\.|\[fe[89ab])/i;

function assertTarget(target: string): void {
  const isHttp = URL.canParse(target) && /^https?:$/.test(new URL(target).protocol);
  if (!isHttp) throw new Problem('control-invalid', '/target must be a URL with http or https.');
  if (!LINK_LOCAL.test(new URL(target).hostname)) return;
  throw new Problem('control-invalid', '/target must not be a link-local address.');
}

/** Where this server has received the call: that address leads to it in any case. */
function ownUrl({ response, mount }: AdminCall): string {
  const { localAddress = '127.0.0.1', localPort } = response.req.socket;
  const host = localAddress.includes(':') && !localAddress.startsWith('::ffff:') ? `[${localAddress}]` : localAddress;
  return `http://${host.replace('::ffff:', '')}:${localPort}${mount}`;
}

/** The path before the documented base path: `/NAME` for all APIs but one. */
function mountOf({ basePath, contract }: AdminApi): string {
  return basePath.slice(0, basePath.length - contract.basePath.length);
}
