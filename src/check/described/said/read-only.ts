import { isObject } from '../../../kernel/index.js';
import { type MemberView, SchemaView } from '../../../openapi/index.js';
import { fails, formatValue, inconclusive, passes } from '../../model/check.js';
import { effectOf } from '../judged-api.js';
import { followNames, isSuccess, readRecord } from '../known/read-records.js';
import { defineLaw } from '../law.js';
import { bodyTemplates, replaceIn } from '../request/body-templates.js';
import { acceptedBody } from '../request/plan-request.js';
import { phaseOf, planSteps } from '../request/steps.js';

export const readOnlyMembers = defineLaw<{ name: string; value: unknown; place: string }>({
  id: 'read-only-members',
  says: 'A read-only member that a client sends is refused or ignored.',
  certainty: 'explicit',
  ignoresData: true,
  cases(operation, api) {
    const rule = api.ruleOf(operation);
    const schema = bodyTemplates(operation, api)[0]?.content.schema;
    if (!schema || !rule || effectOf(operation, api) === 'changes-others' || rule.response === undefined) return [];
    const names = rule.request ?? '';
    let view: SchemaView | undefined = new SchemaView(schema);
    for (const step of names === '' ? [] : names.split('.')) view = view?.members.get(step)?.value;
    const members = [...(view?.members.values() ?? [])].filter(({ readOnly }) => readOnly);
    return members.flatMap(member => {
      const { name } = member;
      const value = otherValue(member);
      if (value === undefined) return [];
      const body = acceptedBody(operation, api, given => {
        const record = followNames(given, names);
        return isObject(record) ? replaceIn(given, names, { ...record, [name]: value }) : undefined;
      });
      const steps = planSteps(operation, api, { plan: { body } });
      const expect = { name, value, place: member.value.schema.place };
      return steps
        ? [{ id: `${operation.id} ${name}`, parameter: name, steps, phase: phaseOf(operation, api), expect }]
        : [];
    });
  },
  judge({ operation, requirement, exchanges, known, expect: { name, value, place } }) {
    const exchange = exchanges.at(-1);
    const about = { parameter: name };
    if (!isSuccess(exchange)) return [passes(requirement, about)];
    const record = readRecord(operation, exchange, known.api);
    if (!record) return [inconclusive(requirement, 'The response shows no record.', about)];
    if (record[name] !== value) return [passes(requirement, about)];
    return [
      fails(requirement, {
        ...about,
        message: `The read-only member ${name} is taken from the request.`,
        expected: `another value of ${name}, or a 4xx`,
        got: formatValue(record[name]),
        place,
        causes: [`${place}/readOnly`],
      }),
    ];
  },
});

/** A value that a server would hardly choose; undefined where there are few values. */
function otherValue({ value: view }: MemberView): unknown {
  if (view.enum !== undefined) return undefined;
  const { types, format } = view;
  if (types.has('integer') || types.has('number')) return pick(view, [987_654, 87, 7]);
  if (!types.has('string')) return undefined;
  const texts = [
    '2001-02-03T04:05:06Z',
    '2001-02-03',
    '0badc0de-0000-4000-8000-0123456789ab',
    'nobody@example.com',
    'https://example.com/nothing',
    'set-by-client',
  ];
  return pick(view, format === undefined ? ['set-by-client', ...texts] : texts);
}

function pick({ schema }: SchemaView, values: readonly unknown[]): unknown {
  return values.find(value => schema.validate(value).length === 0);
}
