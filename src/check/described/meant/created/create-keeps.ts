import * as fc from 'fast-check';
import { isObject } from '../../../../kernel/index.js';
import type { DescribedOperation } from '../../../../openapi/index.js';
import { Placeholder } from '../../../model/case.js';
import { type Finding, fails, formatValue, inconclusive, passes } from '../../../model/check.js';
import type { JudgedApi } from '../../judged-api.js';
import type { Knowledge } from '../../known/knowledge.js';
import { MARKS } from '../../known/own-records.js';
import { isSuccess } from '../../known/read-records.js';
import { defineLaw, type LawCase } from '../../law.js';
import { generateKeys, generateMembers, namesKey } from '../../request/generated-values.js';
import { canBeSpecial, SPECIAL_VALUES, withSpecial } from '../../request/special-values.js';
import { viewOfRecord } from '../../walk/record-view.js';
import { contains, isKept, isShown, sentMembers } from '../records/members.js';
import { bodyWith, freeMembers, knownValues, onlyRequired, sentRecord, varied } from '../records/sent.js';
import { planCreated, type ShownRecord, shownRecords } from './created-shown.js';

/** How often values are generated for all members, for some of them, and for keys of records that the target has not shown. */
const RUNS = { 'every member': 2, 'some members': 6, 'other keys': 1 } as const;

export const createKeeps = defineLaw<undefined>({
  id: 'create-keeps',
  says: 'A new record has the values that were sent.',
  certainty: 'derived',
  ignoresData: true,
  cases(operation, api) {
    const plan = (name: string, body: unknown, more: Partial<LawCase<undefined>> = {}) =>
      planCreated(operation, api, { name, body }).map((one): LawCase<undefined> => ({ ...one, ...more }));
    // documents seldom say all that a server refuses
    const tried = (name: string, body: unknown, more: Partial<LawCase<undefined>> = {}) =>
      plan(name, body, { ...more, mayFail: true });
    return [
      ...plan('', undefined),
      ...tried(' least', bodyWith(operation, api, onlyRequired(operation, api))),
      ...(api.isLarge ? [0] : [0, 1, 2]).flatMap(turn =>
        tried(` other values ${turn + 1}`, bodyWith(operation, api, varied(operation, api, turn))),
      ),
      ...specialBodies(operation, api).flatMap(([name, body]) => tried(name, body)),
      ...(api.isLarge
        ? []
        : generatedCases(operation, api).flatMap(({ id, body, ...more }) => plan(` ${id}`, body, more))),
    ];
  },
  judge({ operation, requirement, exchanges, known: { api } }): Finding[] {
    const [create] = exchanges;
    const sent = sentRecord(operation, create, api);
    if (!isSuccess(create) || !sent) return [inconclusive(requirement, 'The target did not create the record.')];
    const shown = shownRecords(operation, exchanges, api);
    if (shown.length === 0) return [inconclusive(requirement, 'No response shows the record.')];
    const judged = shown.flatMap(one => judgeShown(one, { operation, sent, requirement, api }));
    const failed = judged.filter(({ verdict }) => verdict === 'fail');
    const kept = judged.filter(({ verdict }) => verdict === 'pass');
    return failed.length > 0
      ? failed.filter(({ parameter }, at) => failed.findIndex(other => other.parameter === parameter) === at)
      : [passes(requirement), ...kept];
  },
});

function specialBodies(operation: DescribedOperation, api: JudgedApi): [string, unknown][] {
  const members = freeMembers(operation, api);
  const kinds = api.isLarge ? [] : SPECIAL_VALUES.filter(kind => canBeSpecial(kind, members).length > 0);
  return kinds.map(kind => [` ${kind}`, bodyWith(operation, api, record => withSpecial(kind, record, members))]);
}

/** Bodies with generated values of all members, and of some: what fails is made smaller. */
function generatedCases(operation: DescribedOperation, api: JudgedApi) {
  const { collection = '' } = api.ruleOf(operation) ?? {};
  const free = new Set(freeMembers(operation, api).map(({ name }) => name));
  const { key, unique = [], passwords = {} } = api.collections.get(collection) ?? {};
  const members = sentMembers(operation, api).filter(
    ({ name }) =>
      free.has(name) || Object.hasOwn(passwords, name) || (namesKey(name) && name !== key && !unique.includes(name)),
  );
  const body = new Placeholder<Knowledge>('<generated>', 'generated body', context => {
    const change = (record: Readonly<Record<string, unknown>>) => {
      const wanted = Object.entries(context.generated as object).filter(
        ([name, value]) =>
          !isMarked(record[name]) && !Object.hasOwn(passwords, name) && !api.givesRights(operation, name, value),
      );
      return { ...record, ...Object.fromEntries(wanted) };
    };
    return bodyWith(operation, api, change).from(context);
  });
  const values = (id: keyof typeof RUNS, known: Knowledge) => {
    const shown = (name: string) => knownValues(name, { collection, known });
    if (id === 'other keys') return fc.record(generateKeys(members, shown));
    return fc.record(generateMembers(members, shown), id === 'every member' ? {} : { requiredKeys: [] });
  };
  return (members.length === 0 ? [] : (['every member', 'some members', 'other keys'] as const)).map(id => ({
    id,
    body,
    generated: { runs: RUNS[id], values: ({ known }: { known: Knowledge }) => values(id, known) },
    ...(id === 'other keys' && { mayFail: true as const }),
  }));
}

/** Whether a text marks a record as the run's own. */
function isMarked(value: unknown): boolean {
  return typeof value === 'string' && value.match(MARKS) !== null;
}

type Sent = {
  operation: DescribedOperation;
  sent: Readonly<Record<string, unknown>>;
  requirement: string;
  api: JudgedApi;
};

function judgeShown({ by, record, at }: ShownRecord, { operation, sent, requirement, api }: Sent): Finding[] {
  const { key, passwords = {}, shows = {} } = api.collections.get(api.ruleOf(operation)?.collection ?? '') ?? {};
  const view = viewOfRecord(by, api);
  const isValid = (name: string, value: unknown) => view?.members.get(name)?.value.schema.validate(value).length === 0;
  // a server may choose the key, and may show a member in another form
  const isComparable = ({ name }: { name: string }) =>
    name !== key &&
    sent[name] !== undefined &&
    isShown(view, name) &&
    !(Object.hasOwn(shows, name) && !isObject(record[name]));
  return sentMembers(operation, api)
    .filter(isComparable)
    .flatMap(({ name }) => {
      // of a password its digest is shown
      if (Object.hasOwn(passwords, name))
        return isValid(name, record[name]) ? [passes(requirement, { parameter: name, at })] : [];
      if (!isValid(name, sent[name])) return [];
      return compareMember({ name, sent: sent[name], shown: record[name] }, api).map(({ parameter, ...values }) =>
        values.isKept
          ? passes(requirement, { parameter, at })
          : fails(requirement, {
              parameter,
              at,
              message: `The member ${parameter} is not what was sent.`,
              expected: formatValue(values.sent),
              got: formatValue(values.shown),
              causes: [`kept ${operation.id} ${name}`],
            }),
      );
    });
}

type Compared = { parameter: string; sent: unknown; shown: unknown; isKept: boolean };

/** A member, and what is in it. */
function compareMember(
  { name, sent, shown }: { name: string; sent: unknown; shown: unknown },
  api: JudgedApi,
): Compared[] {
  const isSame = api.isStated ? contains(shown, sent) : isKept(sent, shown);
  const inner = isObject(sent) && isObject(shown) ? Object.keys(sent) : [];
  const parts = inner.flatMap(part => {
    const [left, right] = [sent, shown].map(value => (value as Record<string, unknown>)[part]);
    return compareMember({ name: `${name}.${part}`, sent: left, shown: right }, api);
  });
  if (!isSame)
    return parts
      .filter(part => !part.isKept)
      .concat(parts.some(part => !part.isKept) ? [] : [{ parameter: name, sent, shown, isKept: false }]);
  const items = [sent]
    .flat()
    .filter(isObject)
    .flatMap(item => Object.keys(item).map(part => `${name}.${part}`));
  const all = [...new Set([name, ...(Array.isArray(sent) ? items : []), ...parts.map(({ parameter }) => parameter)])];
  return all.map(parameter => ({ parameter, sent, shown, isKept: true }));
}
