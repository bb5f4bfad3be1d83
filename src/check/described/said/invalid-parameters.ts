import { type DescribedOperation, type Parameter, parameterReader, writeParameters } from '../../../openapi/index.js';
import type { JudgedApi } from '../judged-api.js';
import { effectOf } from '../judged-api.js';
import { defineLaw, type LawCase } from '../law.js';
import { listBreaches } from '../request/breaches.js';
import { valueForParameter } from '../request/example-values.js';
import { applyChange } from '../request/schema-walk.js';
import { phaseOf, planSteps } from '../request/steps.js';
import { judgeRefusal, type RefusedRequest } from './refusal.js';

export const invalidParameters = defineLaw<RefusedRequest>({
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

function parameterCases(
  parameter: Parameter,
  operation: DescribedOperation,
  api: JudgedApi,
): LawCase<RefusedRequest>[] {
  const { name, in: where, schema } = parameter;
  const usual = valueForParameter(parameter);
  const seen = new Set<string>();
  return listBreaches(schema).flatMap(breach => {
    const value = applyChange(usual, breach);
    const id = `${operation.id} ${where} ${name} ${breach.keyword} ${breach.sends}`;
    if (!isBroken(parameter, value) || seen.has(id)) return [];
    const steps = planSteps(operation, api, { plan: { values: { [where]: { [name]: value } } } });
    if (!steps) return [];
    seen.add(id);
    const expect: RefusedRequest = {
      sends: `${breach.sends} as the ${where} parameter ${name}`,
      wants: schema.validate(value)[0]?.wanted ?? 'a valid value',
      parameter: name,
      place: breach.place,
      families: [`invalid-parameters ${operation.id}`, `invalid-parameters ${breach.keyword}`],
    };
    return [{ id, parameter: name, steps, phase: phaseOf(operation, api), expect }];
  });
}

/** Whether the text of a value is invalid, too: in a text a number is a text, and an empty list is nothing. */
function isBroken(parameter: Parameter, value: unknown): boolean {
  const { in: where, name, schema } = parameter;
  if (value === undefined || value === null || value === '' || schema.validate(value).length === 0) return false;
  // a slash or a dot in a path may lead to another path
  if (where === 'path' && /^[./]*$|[/?#]/.test(String(value))) return false;
  const { path, search, headers } = writeParameters([parameter], { [where]: { [name]: value } });
  const decoded = Object.fromEntries(Object.entries(path).map(([key, text]) => [key, decodeURIComponent(text)]));
  return parameterReader([parameter])({ path: decoded, search, headers }).issues.length > 0;
}
