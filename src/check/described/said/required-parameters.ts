import { effectOf } from '../judged-api.js';
import { defineLaw } from '../law.js';
import { phaseOf, planSteps } from '../request/steps.js';
import { judgeRefusal } from './refusal.js';

/** Parameters that the client or its library sets. */
const SET_BY_CLIENTS = /^(accept|authorization|content-type)$/i;

export const requiredParameters = defineLaw<{ name: string; where: string; place: string }>({
  id: 'required-parameters',
  says: 'A request without a required parameter is refused.',
  certainty: 'explicit',
  ignoresData: true,
  cases(operation, api) {
    if (effectOf(operation, api) === 'changes-others') return [];
    const required = operation.parameters.filter(
      one => one.required && one.in !== 'path' && !SET_BY_CLIENTS.test(one.name),
    );
    return required.flatMap(({ name, in: where, place }) => {
      const steps = planSteps(operation, api, { plan: { values: { [where]: { [name]: undefined } } } });
      if (!steps) return [];
      return [
        {
          id: `${operation.id} ${where} ${name}`,
          parameter: name,
          steps,
          phase: phaseOf(operation, api),
          expect: { name, where, place },
        },
      ];
    });
  },
  judge: run =>
    judgeRefusal(run, {
      sends: `no ${run.expect.where} parameter ${run.expect.name}`,
      wants: `the ${run.expect.where} parameter ${run.expect.name} is required`,
      parameter: run.expect.name,
      place: run.expect.place,
      families: [`required-parameters ${run.operation.id}`],
    }),
});
