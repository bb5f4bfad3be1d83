import { effectOf } from '../judged-api.js';
import { defineLaw } from '../law.js';
import { bodyTemplates } from '../request/body-templates.js';
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
    const mediaType = bodyTemplates(operation, api)[0]?.content.mediaType;
    const plan = { body: undefined };
    const bare = planSteps(operation, api, { plan });
    const empty =
      mediaType === undefined ? undefined : planSteps(operation, api, { plan, more: { text: '', mediaType } });
    const phase = phaseOf(operation, api);
    return [
      ...(bare ? [{ id, steps: bare, phase }] : []),
      ...(empty ? [{ id: `${id} with a media type`, steps: empty, phase }] : []),
    ];
  },
  judge: run =>
    judgeRefusal(run, {
      sends: 'no body',
      wants: 'a body is required',
      place: run.operation.body?.place ?? run.operation.place,
      isWrongBody: true,
    }),
});
