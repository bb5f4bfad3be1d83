import { type DescribedOperation, findResponse, type ResponseLink } from '../../../openapi/index.js';
import type { TargetExchange } from '../../../target/index.js';
import type { Step } from '../../model/case.js';
import { type Finding, fails, formatValue, inconclusive, passes } from '../../model/check.js';
import { effectOf, type JudgedApi } from '../judged-api.js';
import type { Knowledge } from '../known/knowledge.js';
import { isSuccess } from '../known/read-records.js';
import { defineLaw, type LawCase } from '../law.js';
import { planRequest } from '../request/plan-request.js';
import { evaluateLink } from '../request/runtime-expression.js';
import { phaseOf, planSteps } from '../request/steps.js';

type Wanted = { link: ResponseLink; status: string };

/** What a request that is right in itself does not get. */
const MISLED = [400, 404, 405, 410, 422];

export const describedLinks = defineLaw<Wanted>({
  id: 'described-links',
  says: 'A link of a response leads to a request that is accepted: the operation finds what the link says.',
  certainty: 'explicit',
  ignoresData: true,
  cases(operation, api) {
    return operation.responses
      .filter(({ status }) => /^2/.test(status))
      .flatMap(({ status, links }) => links.flatMap(link => linkCase(operation, api, { link, status })));
  },
  judge({ operation, requirement, exchanges, known: { api }, expect: { link, status } }): Finding[] {
    const target = findLinked(link, api);
    const at = exchanges.length - 1;
    const [from, to] = [exchanges.at(-2), exchanges[at]];
    const isFollowed =
      target && from && to && to.request.method === target.method && leadsFrom(operation, status, from);
    if (!isFollowed) return [inconclusive(requirement, 'No response has what the link needs.')];
    const { response } = to;
    if (!response || !MISLED.includes(response.status)) return [passes(requirement)];
    return [
      fails(requirement, {
        at,
        parameter: link.name,
        message: `The link ${link.name} leads to a request that is refused.`,
        expected: `a success of ${target.id}`,
        got: `${response.status} ${formatValue(response.json ?? response.text)}`,
        place: link.place,
        causes: [link.place],
      }),
    ];
  },
});

/** The request of the operation, and the one to which the link of its response leads: only a read is sent. */
function linkCase(operation: DescribedOperation, api: JudgedApi, { link, status }: Wanted): LawCase<Wanted>[] {
  const target = findLinked(link, api);
  const steps = target && effectOf(target, api) === 'reads' ? planSteps(operation, api) : undefined;
  const last = steps?.at(-1);
  if (!steps || !last || !target) return [];
  const follow = ({ exchanges }: { exchanges: readonly TargetExchange[] }): Step<Knowledge> | undefined => {
    const exchange = exchanges.at(-1);
    if (!exchange || !leadsFrom(operation, status, exchange)) return undefined;
    const request = evaluateLink(link, { exchange, from: operation, to: target, template: api.templateOf(operation) });
    const planned = request && planRequest(target, api, request);
    return planned && { ...planned, expects: 'described' };
  };
  return [
    {
      id: `${operation.id} ${link.name}`,
      parameter: link.name,
      steps: [...steps.slice(0, -1), { ...last, next: { most: 1, step: follow } }],
      phase: phaseOf(operation, api),
      expect: { link, status },
    },
  ];
}

function leadsFrom(operation: DescribedOperation, status: string, exchange: TargetExchange): boolean {
  return isSuccess(exchange) && findResponse(operation, exchange.response?.status ?? 0)?.status === status;
}

/** The operation that a link names; a reference is the place of an operation, perhaps in another file. */
function findLinked({ operation }: ResponseLink, api: JudgedApi): DescribedOperation | undefined {
  if ('id' in operation) return api.operations.find(({ id }) => id === operation.id);
  const pointer = decodeURIComponent(operation.reference.replace(/^[^#]*#/, '#'));
  return api.operations.find(({ place }) => decodeURIComponent(place).endsWith(pointer));
}
