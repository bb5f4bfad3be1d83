import { fails, passes } from '../../model/check.js';
import { defineLaw } from '../law.js';
import { planSteps } from '../request/steps.js';

/** No description promises them, but a server that knows them at all must not break at them. */
export const headAndOptions = defineLaw<{ method: string }>({
  id: 'head-and-options',
  says: 'HEAD and OPTIONS get a response without an error of the server, and a HEAD that succeeds has the media type of its GET.',
  certainty: 'explicit',
  ignoresData: true,
  cases(operation, api) {
    if (operation.method !== 'GET') return [];
    const methods = ['HEAD', 'OPTIONS'].filter(
      method => !api.operations.some(one => one.path === operation.path && one.method === method),
    );
    return api.inTurns(methods, operation).flatMap(method => {
      const steps = planSteps(operation, api, { more: { method, formless: true } });
      return steps ? [{ id: `${method} ${operation.path}`, steps, phase: 'read', expect: { method } }] : [];
    });
  },
  judge({ operation, requirement, exchanges, expect: { method } }) {
    const { status = 0 } = exchanges.at(-1)?.response ?? {};
    if (status < 500) return [passes(requirement)];
    return [
      fails(requirement, {
        message: `${method} gets the status ${status}.`,
        expected: 'any status but a 5xx',
        got: String(status),
        place: operation.place,
        causes: [`${method} ${status}`],
      }),
    ];
  },
});
