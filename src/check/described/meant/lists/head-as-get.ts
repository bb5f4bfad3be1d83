import { type Finding, fails, inconclusive, passes } from '../../../model/check.js';
import { isSuccess } from '../../known/read-records.js';
import { defineLaw } from '../../law.js';
import { planRequest } from '../../request/plan-request.js';
import { planSteps } from '../../request/steps.js';

export const headAsGet = defineLaw<undefined>({
  id: 'head-as-get',
  says: 'The headers that the description gives to a GET have the same values in the response to a HEAD, as far as that has them.',
  certainty: 'derived',
  cases(operation, api) {
    const getter =
      operation.method === 'HEAD'
        ? api.operations.find(({ method, path }) => method === 'GET' && path === operation.path)
        : undefined;
    const get = getter && planSteps(getter, api)?.at(-1);
    const head = planRequest(operation, api);
    if (!get || !head) return [];
    // a header that differs between two responses to GET changes by itself
    const steps = [get, { ...head, path: get.path ?? {}, expects: 'described' as const }, get];
    return [{ id: operation.id, steps, phase: 'read', expect: undefined }];
  },
  judge({ operation, requirement, exchanges, known: { api } }): Finding[] {
    const getter = api.operations.find(({ method, path }) => method === 'GET' && path === operation.path);
    const [before, head, after] = exchanges.map(({ response }) => response?.headers ?? {});
    if (!before || !head || !after || !exchanges.every(isSuccess))
      return [inconclusive(requirement, 'The target did not accept the requests.')];
    const names = [getter, operation]
      .flatMap(one => one?.responses ?? [])
      .filter(({ status }) => /^2/.test(status))
      .flatMap(({ headers }) => headers.map(({ name }) => name));
    const compared = [...new Set(names)].filter(name => {
      const [one, other, shown] = [before, after, head].map(headers => headers[name.toLowerCase()]);
      return one !== undefined && one === other && shown !== undefined;
    });
    const [first] = compared;
    if (first === undefined) return [inconclusive(requirement, 'No header is in the responses to both methods.')];
    const wrong = compared.find(name => before[name.toLowerCase()] !== head[name.toLowerCase()]);
    if (wrong === undefined) return [passes(requirement)];
    return [
      fails(requirement, {
        at: 1,
        message: `The header ${wrong} of a HEAD differs from that of the GET.`,
        expected: `${before[wrong.toLowerCase()]}`,
        got: `${head[wrong.toLowerCase()]}`,
        causes: [`head ${operation.id} ${wrong}`],
      }),
    ];
  },
});
