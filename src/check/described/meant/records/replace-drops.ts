import { isObject } from '../../../../kernel/index.js';
import type { DescribedOperation } from '../../../../openapi/index.js';
import { fromTarget, type Placeholder } from '../../../model/case.js';
import { type Finding, fails, formatValue, inconclusive, passes } from '../../../model/check.js';
import { effectOf, type JudgedApi } from '../../judged-api.js';
import type { Knowledge } from '../../known/knowledge.js';
import { followNames, isSuccess, readRecord } from '../../known/read-records.js';
import { defineLaw } from '../../law.js';
import { replaceIn } from '../../request/body-templates.js';
import { viewOfRecord } from '../../walk/record-view.js';
import { isSameValue } from '../lists/compare-values.js';
import { type Fresh, getterOf, planFresh } from './fresh.js';
import { isKept, isShown, sentMembers, settableMembers } from './members.js';
import { bodyWith, findUnkept, onlyRequired, sentRecord, varied } from './sent.js';

/** Two replacements: one sends all members, the next one only what is required. The last one is sent twice. */
export const replaceDrops = defineLaw<undefined>({
  id: 'replace-drops',
  says: 'A replacement keeps what was sent and drops all else, leaves other records as they are, and can be repeated.',
  certainty: 'derived',
  ignoresData: true,
  cases(operation, api) {
    const { does, collection = '', key, request: names = '' } = api.ruleOf(operation) ?? {};
    const getter = getterOf(collection, api);
    if (does !== 'replace' || !getter || key === undefined || effectOf(operation, api) !== 'changes-own') return [];
    return (api.isLarge ? [0] : [0, 1]).flatMap(turn => {
      const [other, fresh] = [planFresh(collection, api), planFresh(collection, api, { at: 1 })];
      const full = withKey(bodyWith(operation, api, varied(operation, api, turn)), operation, { fresh, api });
      const least = withKey(bodyWith(operation, api, onlyRequired(operation, api)), operation, { fresh, api });
      const repeated = fromTarget<Knowledge>('same body', ({ exchanges }) => {
        const sent = sentRecord(operation, exchanges[5], api);
        return sent && replaceIn({}, names, sent);
      });
      const steps = [
        other?.step,
        fresh?.step,
        other?.about(getter),
        fresh?.about(operation, { body: full }),
        fresh?.about(getter),
        fresh?.about(operation, { body: least }),
        fresh?.about(getter),
        fresh?.about(operation, { body: repeated }),
        fresh?.about(getter),
        other?.about(getter),
      ];
      return steps.every(step => step !== undefined)
        ? [
            {
              id: `${operation.id} ${turn + 1}`,
              steps: steps.flatMap(step => step ?? []),
              phase: 'change' as const,
              expect: undefined,
            },
          ]
        : [];
    });
  },
  judge({ operation, requirement, exchanges, known: { api } }): Finding[] {
    const { collection = '' } = api.ruleOf(operation) ?? {};
    const getter = getterOf(collection, api);
    if (!getter || exchanges.length < 10 || !exchanges.slice(0, 7).every(isSuccess))
      return [inconclusive(requirement, 'The target did not accept the replacements.')];
    const get = (at: number) => readRecord(getter, exchanges[at], api) ?? {};
    const sent = (at: number) => sentRecord(operation, exchanges[at], api) ?? {};
    const members = sentMembers(operation, api).filter(({ name }) => isShown(viewOfRecord(getter, api), name));
    const fail = (parameter: string, at: number, given: { message: string; expected: unknown; got: unknown }) =>
      fails(requirement, {
        parameter,
        at,
        message: given.message,
        expected: formatValue(given.expected),
        got: formatValue(given.got),
        causes: [`replace ${operation.id} ${parameter}`],
      });
    const { key } = api.collections.get(collection) ?? {};
    const names = members.map(({ name }) => name).filter(name => name !== key);
    for (const [put, at] of [
      [3, 4],
      [5, 6],
    ] as const) {
      const [lost] = findUnkept(sent(put), get(at), names);
      if (lost !== undefined)
        return [
          fail(lost, at, {
            message: `A replacement does not keep ${lost}.`,
            expected: sent(put)[lost],
            got: get(at)[lost],
          }),
        ];
    }
    const dropped = members.filter(
      ({ name }) => name !== key && sent(3)[name] !== undefined && sent(5)[name] === undefined,
    );
    for (const { name, value } of dropped) {
      const [before, after] = [get(4)[name], get(6)[name]];
      const isEmpty = (one: unknown) =>
        one === undefined || one === null || one === '' || (Array.isArray(one) && one.length === 0);
      if (value.default !== undefined && after !== undefined && !isKept(value.default, after)) {
        return [
          fail(name, 6, {
            message: `A replacement without ${name} does not set its default.`,
            expected: value.default,
            got: after,
          }),
        ];
      }
      if (value.default === undefined && !isEmpty(before) && after !== undefined && isKept(before, after)) {
        return [
          fail(name, 6, {
            message: `A replacement without ${name} keeps the old value.`,
            expected: 'no value',
            got: after,
          }),
        ];
      }
    }
    const { created = [] } = api.collections.get(collection) ?? {};
    const renewed = created.find(name => get(4)[name] !== undefined && !isSameValue(get(4)[name], get(6)[name]));
    if (renewed !== undefined)
      return [
        fail(renewed, 6, {
          message: `A replacement changes ${renewed}, the time of the creation.`,
          expected: get(4)[renewed],
          got: get(6)[renewed],
        }),
      ];
    const settable = settableMembers(collection, getter, api);
    const [first, again] = [exchanges[5]?.response?.status, exchanges[7]?.response?.status ?? 0];
    if (again >= 400 && again !== 412 && again !== 428 && again !== 429) {
      return [fail('', 7, { message: 'A replacement that is repeated is refused.', expected: first, got: again })];
    }
    const other = settable.find(name => !isKept(get(6)[name], get(8)[name]) && isSuccess(exchanges[7]));
    if (other !== undefined)
      return [
        fail(other, 8, {
          message: `A replacement that is repeated changes ${other}.`,
          expected: get(6)[other],
          got: get(8)[other],
        }),
      ];
    const spoiled = settable.find(name => get(2)[name] !== undefined && !isKept(get(2)[name], get(9)[name]));
    if (spoiled !== undefined)
      return [
        fail(spoiled, 9, {
          message: `A replacement changes ${spoiled} of another record.`,
          expected: get(2)[spoiled],
          got: get(9)[spoiled],
        }),
      ];
    return [passes(requirement)];
  },
});

/** The body with the key of the record that is replaced, where it has a key: another one could mean another record. */
function withKey(
  body: Placeholder<Knowledge>,
  operation: DescribedOperation,
  { fresh, api }: { fresh: Fresh | undefined; api: JudgedApi },
): Placeholder<Knowledge> {
  const { collection = '', request: names = '' } = api.ruleOf(operation) ?? {};
  const { key } = api.collections.get(collection) ?? {};
  return fromTarget(body.what, context => {
    const value = body.from(context);
    const record = followNames(value, names);
    if (key === undefined || !isObject(record) || record[key] === undefined) return value;
    return replaceIn(value, names, { ...record, [key]: fresh?.record(context)?.key });
  });
}
