import type { DescribedOperation } from '../../../openapi/index.js';
import type { Step } from '../../model/case.js';
import { inconclusive, passes } from '../../model/check.js';
import { effectOf, type JudgedApi } from '../judged-api.js';
import type { Knowledge } from '../known/knowledge.js';
import { isSuccess } from '../known/read-records.js';
import { defineLaw, type LawCase } from '../law.js';
import { bodyTemplates } from '../request/body-templates.js';
import { unknownKey, valuesOfParameter } from '../request/example-values.js';
import { phaseOf, planSteps, recordOf } from '../request/steps.js';

/** What the description allows: its examples first, then each body and each parameter. The laws of responses judge what comes. */
/** Whether a refusal says nothing, because the request names what the target need not have. */
type Expected = { mayFail: boolean };

const ACCEPTED: Expected = { mayFail: false };

export const validRequests = defineLaw<Expected>({
  id: 'valid-requests',
  says: 'A request that the description allows gets a response that it describes.',
  certainty: 'explicit',
  ignoresData: true,
  cases(operation, api) {
    const effect = effectOf(operation, api);
    if (effect === 'changes-others') {
      const skip = 'It would change what the run has not created.';
      return [{ id: operation.id, steps: [{ operation: operation.id, expects: 'described' }], skip, expect: ACCEPTED }];
    }
    const cases = [
      ...bodyCases(operation, api),
      ...twiceCases(operation, api),
      ...unknownKeyCases(operation, api),
      ...parameterCases(operation, api),
    ];
    return cases.slice(0, api.casesPerLaw);
  },
  judge({ requirement, exchanges, expect: { mayFail } }) {
    return mayFail || isSuccess(exchanges[0])
      ? [passes(requirement)]
      : [inconclusive(requirement, 'The target did not accept the request.')];
  },
});

function bodyCases(operation: DescribedOperation, api: JudgedApi): LawCase<Expected>[] {
  const phase = phaseOf(operation, api, { first: true });
  const templates = bodyTemplates(operation, api);
  const more = { valid: true } as const;
  const usual = planSteps(operation, api, { more });
  const whole = templates.map(({ name, value }): LawCase<Expected> | undefined => {
    const steps = planSteps(operation, api, { plan: { body: value }, more });
    return (
      steps && {
        id: `${operation.id} ${name}`,
        steps: [...steps, ...readAfter(operation, api)],
        phase,
        expect: ACCEPTED,
      }
    );
  });
  // the usual body is one of the others again
  const again = api.isLarge && whole.length > 0 ? undefined : usual;
  return [again && { id: operation.id, steps: again, phase, expect: ACCEPTED }, ...whole].filter(
    one => one !== undefined,
  );
}

/** A read of what was created: a record with few members may be shown otherwise than others. */
function readAfter(operation: DescribedOperation, api: JudgedApi): Step<Knowledge>[] {
  const { does, collection = '' } = api.ruleOf(operation) ?? {};
  const [get] = does === 'create' ? api.thatDo('get', collection) : [];
  const steps = get && planSteps(get, api, { plan: { record: recordOf(operation, api) }, more: { valid: true } });
  return steps ?? [];
}

/** What can be done to a record only once, done twice: a deletion, an action. */
function twiceCases(operation: DescribedOperation, api: JudgedApi): LawCase<Expected>[] {
  const { does = 'respond' } = api.ruleOf(operation) ?? {};
  if (effectOf(operation, api) !== 'changes-own' || !['delete', 'action'].includes(does)) return [];
  const steps = planSteps(operation, api);
  const last = steps?.at(-1);
  if (!steps || !last) return [];
  return [{ id: `${operation.id} twice`, steps: [...steps, last], phase: 'change', expect: { mayFail: true } }];
}

/** A key that no record has: what is documented for that is judged as any response. The law `unknown-items` sends one, too. */
function unknownKeyCases(operation: DescribedOperation, api: JudgedApi): LawCase<Expected>[] {
  const { key } = api.ruleOf(operation) ?? {};
  const parameter = operation.parameters.find(one => one.in === 'path' && key?.in === 'path' && one.name === key.name);
  if (!parameter || api.isLarge || effectOf(operation, api) !== 'reads') return [];
  const value = unknownKey(parameter);
  const plan = { values: { path: { [parameter.name]: value } } };
  const steps = value === undefined ? undefined : planSteps(operation, api, { plan });
  return steps
    ? [
        {
          id: `${operation.id} with an unknown ${parameter.name}`,
          steps,
          phase: phaseOf(operation, api),
          expect: { mayFail: true },
        },
      ]
    : [];
}

/** Each optional parameter alone, with each of its examples or values. */
function parameterCases(operation: DescribedOperation, api: JudgedApi): LawCase<Expected>[] {
  // conditions and cursors must come from an earlier response
  const { paging } = api.ruleOf(operation) ?? {};
  const cursors = paging?.by === 'cursor' ? [paging.after, paging.before] : [];
  const optional = operation.parameters.filter(
    ({ required, name }) => !required && !/^if-/i.test(name) && !cursors.includes(name),
  );
  return optional.flatMap(parameter =>
    valuesOfParameter(parameter).flatMap((value): LawCase<Expected>[] => {
      const values = { [parameter.in]: { [parameter.name]: value } };
      const steps = planSteps(operation, api, { plan: { values }, more: { valid: true } });
      const id = `${operation.id} ${parameter.in} ${parameter.name}=${JSON.stringify(value)}`;
      const phase = phaseOf(operation, api);
      return steps ? [{ id, parameter: parameter.name, steps, phase, expect: ACCEPTED }] : [];
    }),
  );
}
