import { Problem } from '../../kernel/index.js';
import type { Action, AdminApi, AdminCall, AdminOptions } from '../action.js';
import { outsideSandboxes } from './sandboxes.js';

/** What is understood of the descriptions, and the resources that override it. */
export function inferenceActions({ apis, overrideResources }: AdminOptions): Record<string, Action> {
  const apiOf = ({ path: { api = '' } }: AdminCall): AdminApi => {
    const found = apis().find(({ name }) => name === api);
    if (found) return found;
    const names = apis().map(({ name }) => name);
    throw new Problem('no-such-api', `There is no API ${api}. Known APIs: ${names.join(', ')}.`);
  };
  const read = async ({ name, infer, overrides }: AdminApi) => {
    if (!overrides) return { api: name, ...(await infer()) };
    const { text, path, isSaved } = overrides;
    return { api: name, ...(await infer()), overrides: { text, path, isSaved } };
  };
  return {
    readInference: async call => ({ json: await read(apiOf(call)) }),

    ...outsideSandboxes('resources of its own', {
      async overrideResources(call) {
        const api = apiOf(call);
        if (!api.overrides) {
          throw new Problem('control-invalid', `The resources of ${api.name} are a part of Understudy.`, {
            fix: 'Override those of a description or of a contract folder.',
          });
        }
        const { text, save = false } = call.body as { text: string; save?: boolean };
        const restarted = await overrideResources(api.name, { text, save });
        return { json: { ...(await read(apiOf(call))), restarted } };
      },
    }),
  };
}
