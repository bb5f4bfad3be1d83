import { type DescribedOperation, SchemaView } from '../../../openapi/index.js';
import { fails, formatValue, inconclusive, passes } from '../../model/check.js';
import { effectOf, type JudgedApi } from '../judged-api.js';
import { isSuccess } from '../known/read-records.js';
import { defineLaw, type LawCase } from '../law.js';
import { listBounds } from '../request/allowed-bounds.js';
import { bodyTemplates } from '../request/body-templates.js';
import { acceptedBody } from '../request/plan-request.js';
import { applyChange, type ValueChange } from '../request/schema-walk.js';
import { phaseOf, planSteps } from '../request/steps.js';

type Allowed = { sends: string; place: string; parameter: string };

/** Refusals that say that a value is wrong; others may come from rules that no schema can say. */
const INVALID = [400, 422];

export const allowedValues = defineLaw<Allowed>({
  id: 'allowed-values',
  says: 'The smallest and the largest value that a schema allows are not refused as invalid, nor is a value of the enum of a parameter.',
  certainty: 'explicit',
  ignoresData: true,
  cases(operation, api) {
    if (effectOf(operation, api) === 'changes-others') return [];
    return [...memberCases(operation, api), ...parameterCases(operation, api)].slice(0, api.casesPerLaw);
  },
  judge({ operation, requirement, exchanges, known, expect: { sends, place, parameter } }) {
    const exchange = exchanges.at(-1);
    const { status = 0, json, text } = exchange?.response ?? {};
    if (isSuccess(exchange)) return [passes(requirement, { parameter })];
    if (!INVALID.includes(status) || !known.accepted.has(operation.id)) {
      return [inconclusive(requirement, 'The request is refused for another reason.', { parameter })];
    }
    return [
      fails(requirement, {
        parameter,
        message: `A request with ${sends} is refused, though the description allows it.`,
        expected: 'a success',
        got: `${status} ${formatValue(json ?? text)}`,
        place,
        causes: [place],
        families: [`allowed-values ${operation.id}`],
      }),
    ];
  },
});

function memberCases(operation: DescribedOperation, api: JudgedApi): LawCase<Allowed>[] {
  const [template] = bodyTemplates(operation, api);
  const schema = template?.content.schema;
  if (!schema) return [];
  const change = (value: unknown, bound: ValueChange) => {
    const changed = applyChange(value, bound);
    return changed !== undefined && schema.validate(changed).length === 0 ? changed : undefined;
  };
  return listBounds(schema).flatMap((bound): LawCase<Allowed>[] => {
    if (change(template.sample, bound) === undefined) return [];
    const name = bound.path.filter(step => !/^\d+$/.test(step)).join('.') || 'body';
    const body = acceptedBody(operation, api, value => change(value, bound));
    const steps = planSteps(operation, api, { plan: { body } });
    const expect = { sends: `${bound.sends} as ${name}`, place: bound.place, parameter: name };
    const id = `${operation.id} ${bound.path.join('.')} ${bound.keyword}`;
    return steps ? [{ id, parameter: name, steps, phase: phaseOf(operation, api), expect }] : [];
  });
}

/** Of each parameter that has no default which a server may replace: its bounds, and the values of its enum. */
function parameterCases(operation: DescribedOperation, api: JudgedApi): LawCase<Allowed>[] {
  const sent = operation.parameters.filter(({ in: where, mediaType }) => where === 'query' && mediaType === undefined);
  return sent.flatMap(({ name, in: where, schema }) => {
    const view = new SchemaView(schema);
    const values = view.types.has('array') ? [] : [view.minimum, view.maximum, ...(view.enum ?? [])];
    const allowed = values.filter(
      value => value !== undefined && value !== null && schema.validate(value).length === 0,
    );
    return allowed.flatMap((value): LawCase<Allowed>[] => {
      const steps = planSteps(operation, api, { plan: { values: { [where]: { [name]: value } } } });
      const sends = `${JSON.stringify(value)} as the ${where} parameter ${name}`;
      const id = `${operation.id} ${where} ${name}=${JSON.stringify(value)}`;
      const expect = { sends, place: schema.place, parameter: name };
      return steps ? [{ id, parameter: name, steps, phase: phaseOf(operation, api), expect }] : [];
    });
  });
}
