import type { DescribedOperation } from '../../../openapi/index.js';
import { inconclusive, passes } from '../../model/check.js';
import { effectOf, type JudgedApi } from '../judged-api.js';
import { isSuccess } from '../known/read-records.js';
import { defineLaw, type LawCase } from '../law.js';
import { bodyTemplates } from '../request/body-templates.js';
import { valuesOfParameter } from '../request/example-values.js';
import { phaseOf, planSteps } from '../request/steps.js';

/** What the description allows: its examples first, then each body and each parameter. The laws of responses judge what comes. */
export const validRequests = defineLaw<undefined>({
  id: 'valid-requests',
  says: 'A request that the description allows gets a response that it describes.',
  certainty: 'explicit',
  ignoresData: true,
  cases(operation, api) {
    const effect = effectOf(operation, api);
    if (effect === 'changes-others') {
      const skip = 'It would change what the run has not created.';
      return [{ id: operation.id, steps: [{ operation: operation.id, expects: 'described' }], skip }];
    }
    return [...bodyCases(operation, api), ...parameterCases(operation, api)].slice(0, api.casesPerLaw);
  },
  judge({ requirement, exchanges }) {
    return isSuccess(exchanges.at(-1))
      ? [passes(requirement)]
      : [inconclusive(requirement, 'The target did not accept the request.')];
  },
});

function bodyCases(operation: DescribedOperation, api: JudgedApi): LawCase<undefined>[] {
  const phase = phaseOf(operation, api, { first: true });
  const templates = bodyTemplates(operation, api);
  const more = { valid: true } as const;
  const usual = planSteps(operation, api, { more });
  const whole = templates.map(({ name, value }): LawCase<undefined> | undefined => {
    const steps = planSteps(operation, api, { plan: { body: value }, more });
    return steps && { id: `${operation.id} ${name}`, steps, phase };
  });
  return [usual && { id: operation.id, steps: usual, phase }, ...whole].filter(one => one !== undefined);
}

/** Each optional parameter alone, with each of its examples or values. */
function parameterCases(operation: DescribedOperation, api: JudgedApi): LawCase<undefined>[] {
  // conditions and cursors must come from an earlier response
  const { paging } = api.ruleOf(operation) ?? {};
  const cursors = paging?.by === 'cursor' ? [paging.after, paging.before] : [];
  const optional = operation.parameters.filter(
    ({ required, name }) => !required && !/^if-/i.test(name) && !cursors.includes(name),
  );
  return optional.flatMap(parameter =>
    valuesOfParameter(parameter).flatMap((value): LawCase<undefined>[] => {
      const values = { [parameter.in]: { [parameter.name]: value } };
      const steps = planSteps(operation, api, { plan: { values }, more: { valid: true } });
      const id = `${operation.id} ${parameter.in} ${parameter.name}=${JSON.stringify(value)}`;
      return steps ? [{ id, parameter: parameter.name, steps, phase: phaseOf(operation, api) }] : [];
    }),
  );
}
