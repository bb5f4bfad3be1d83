import type { DescribedOperation, Parameter } from '../../../openapi/index.js';
import type { JudgedApi } from '../judged-api.js';
import { effectOf } from '../judged-api.js';
import { defineLaw, type LawCase } from '../law.js';
import { applyBreach, type Breach, listBreaches } from '../request/breaches.js';
import { valueForParameter } from '../request/example-values.js';
import { phaseOf, planSteps } from '../request/steps.js';
import { judgeRefusal, type Refused } from './refusal.js';

export const invalidParameters = defineLaw<Refused>({
  id: 'invalid-parameters',
  says: 'A parameter whose value its schema forbids is refused: another type, a value outside of an enum or of bounds, a broken format or pattern.',
  certainty: 'explicit',
  ignoresData: true,
  cases(operation, api) {
    if (effectOf(operation, api) === 'changes-others') return [];
    return operation.parameters
      .filter(one => one.mediaType === undefined && !/^(accept|authorization|content-type)$/i.test(one.name))
      .flatMap(parameter => parameterCases(parameter, operation, api))
      .slice(0, api.casesPerLaw);
  },
  judge: run => judgeRefusal(run, run.expect),
});

function parameterCases(parameter: Parameter, operation: DescribedOperation, api: JudgedApi): LawCase<Refused>[] {
  const { name, in: where, schema } = parameter;
  const usual = valueForParameter(parameter);
  const seen = new Set<string>();
  return listBreaches(schema).flatMap(breach => {
    const value = applyBreach(usual, breach);
    if (!isBroken(parameter, breach, value) || seen.has(breach.place)) return [];
    const steps = planSteps(operation, api, { plan: { values: { [where]: { [name]: value } } } });
    if (!steps) return [];
    seen.add(breach.place);
    const id = `${operation.id} ${where} ${name} ${breach.keyword}`;
    const expect: Refused = {
      sends: `${breach.sends} as the ${where} parameter ${name}`,
      wants: schema.validate(value)[0]?.wanted ?? 'a valid value',
      parameter: name,
      place: breach.place,
      families: [`invalid-parameters ${operation.id}`, `invalid-parameters ${breach.keyword}`],
    };
    return [{ id, parameter: name, steps, phase: phaseOf(operation, api), expect }];
  });
}

/** Whether a value is invalid also as the text of a parameter: there a number is a text, and null and an empty list are nothing. */
function isBroken(
  { schema, in: where, style, explode }: Parameter,
  { keyword, path }: Breach,
  value: unknown,
): boolean {
  if (value === undefined || value === null || value === '' || schema.validate(value).length === 0) return false;
  if (Array.isArray(value) && value.length === 0) return false;
  // a list without its brackets is a text, and a text is a list of one
  if (
    keyword === 'type' &&
    (typeof value === 'number'
      ? schema.validate(String(value)).length === 0
      : path.length === 0 && style === 'deepObject')
  )
    return false;
  if (typeof value === 'string' && schema.validate([value]).length === 0) return false;
  if (typeof value === 'object' && !explode && style === 'deepObject') return false;
  // a slash or a dot in a path may lead to another path
  return where !== 'path' || (typeof value !== 'object' && !/^[./]*$|[/?#]/.test(String(value)));
}
