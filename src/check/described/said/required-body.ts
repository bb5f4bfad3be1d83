import { effectOf } from '../judged-api.js';
import { defineLaw } from '../law.js';
import { phaseOf, planSteps } from '../request/steps.js';
import { judgeRefusal } from './refusal.js';

export const requiredBody = defineLaw<undefined>({
  id: 'required-body',
  says: 'A request without the body that is required is refused.',
  certainty: 'explicit',
  ignoresData: true,
  cases(operation, api) {
    const { id, body } = operation;
    if (!body?.required || effectOf(operation, api) === 'changes-others') return [];
    const steps = planSteps(operation, api, { plan: { body: undefined } });
    return steps ? [{ id, steps, phase: phaseOf(operation, api) }] : [];
  },
  judge: run =>
    judgeRefusal(run, {
      sends: 'no body',
      wants: 'a body is required',
      place: run.operation.body?.place ?? run.operation.place,
    }),
});
