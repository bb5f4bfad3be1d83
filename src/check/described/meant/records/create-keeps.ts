import type { DescribedOperation } from '../../../../openapi/index.js';
import { type Finding, fails, formatValue, inconclusive, passes } from '../../../model/check.js';
import { effectOf, type JudgedApi } from '../../judged-api.js';
import { isSuccess, readRecord } from '../../known/read-records.js';
import { defineLaw, type LawCase } from '../../law.js';
import { canBeSpecial, SPECIAL_VALUES, withSpecial } from '../../request/special-values.js';
import { viewOfRecord } from '../../walk/record-view.js';
import { getterOf, planFresh } from './fresh.js';
import { isKept, isShown, sentMembers } from './members.js';
import { bodyWith, findUnkept, freeMembers, onlyRequired, sentRecord, varied } from './sent.js';

export const createKeeps = defineLaw<undefined>({
  id: 'create-keeps',
  says: 'A new record has the values that were sent, and the defaults of what was not sent.',
  certainty: 'derived',
  ignoresData: true,
  cases(operation, api) {
    const { does, collection = '' } = api.ruleOf(operation) ?? {};
    if (does !== 'create' || effectOf(operation, api) !== 'creates') return [];
    const bodies: [string, unknown][] = [
      ['', undefined],
      [' least', bodyWith(operation, api, onlyRequired(operation, api))],
      ...(api.isLarge ? [0] : [0, 1, 2]).map((turn): [string, unknown] => [
        ` other values ${turn + 1}`,
        bodyWith(operation, api, varied(operation, api, turn)),
      ]),
      ...specialBodies(operation, api),
    ];
    return bodies.flatMap(([name, body]): LawCase<undefined>[] => {
      const fresh = planFresh(collection, api, { body });
      if (!fresh || fresh.step.operation !== operation.id) return [];
      const get = fresh.about(getterOf(collection, api));
      return [
        {
          id: `${operation.id}${name}`,
          steps: [fresh.step, ...(get ? [get] : [])],
          phase: 'create',
          expect: undefined,
        },
      ];
    });
  },
  judge({ operation, requirement, exchanges, known: { api } }): Finding[] {
    const [create, get] = exchanges;
    const sent = sentRecord(operation, create, api);
    if (!isSuccess(create) || !sent) return [inconclusive(requirement, 'The target did not create the record.')];
    const getter = getterOf(api.ruleOf(operation)?.collection ?? '', api);
    const shown = [
      { by: operation, exchange: create, at: 0 },
      ...(getter && get ? [{ by: getter, exchange: get, at: 1 }] : []),
    ].flatMap(({ by, exchange, at }) => {
      const record = readRecord(by, exchange, api);
      return record ? [{ by, record, at }] : [];
    });
    if (shown.length === 0) return [inconclusive(requirement, 'No response shows the record.')];
    const findings = shown.flatMap(({ by, record, at }) =>
      judgeShown({ operation, by, sent, record, at, requirement, api }),
    );
    return findings.length > 0
      ? findings.filter(({ parameter }, at) => findings.findIndex(other => other.parameter === parameter) === at)
      : [passes(requirement)];
  },
});

function specialBodies(operation: DescribedOperation, api: JudgedApi): [string, unknown][] {
  const members = freeMembers(operation, api);
  const kinds = api.isLarge ? [] : SPECIAL_VALUES.filter(kind => canBeSpecial(kind, members).length > 0);
  return kinds.map(kind => [` ${kind}`, bodyWith(operation, api, record => withSpecial(kind, record, members))]);
}

type Shown = {
  operation: DescribedOperation;
  by: DescribedOperation;
  sent: Readonly<Record<string, unknown>>;
  record: Readonly<Record<string, unknown>>;
  at: number;
  requirement: string;
  api: JudgedApi;
};

function judgeShown({ operation, by, sent, record, at, requirement, api }: Shown): Finding[] {
  const { key } = api.collections.get(api.ruleOf(operation)?.collection ?? '') ?? {};
  const view = viewOfRecord(by, api);
  // a server may choose the key, and may show a member in another form
  const isSame = (name: string) =>
    sent[name] === undefined || view?.members.get(name)?.value.schema.validate(sent[name]).length === 0;
  const members = sentMembers(operation, api).filter(({ name }) => name !== key && isShown(view, name) && isSame(name));
  const unkept = findUnkept(
    sent,
    record,
    members.map(({ name }) => name),
  ).map(name => ({ name, expected: sent[name], message: `The member ${name} is not what was sent.` }));
  const others = members
    .filter(
      ({ name, value }) =>
        sent[name] === undefined &&
        value.default !== undefined &&
        record[name] !== undefined &&
        !isKept(value.default, record[name]),
    )
    .map(({ name, value }) => ({
      name,
      expected: value.default,
      message: `The member ${name} was not sent, and is not its default.`,
    }));
  return [...unkept, ...others].map(({ name, expected, message }) =>
    fails(requirement, {
      parameter: name,
      at,
      message,
      expected: formatValue(expected),
      got: formatValue(record[name]),
      causes: [`kept ${operation.id} ${name}`],
    }),
  );
}
