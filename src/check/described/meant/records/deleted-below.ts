import { isObject } from '../../../../kernel/index.js';
import type { DescribedOperation } from '../../../../openapi/index.js';
import { fromTarget, type Step } from '../../../model/case.js';
import { type Finding, fails, formatValue, inconclusive, passes } from '../../../model/check.js';
import { effectOf, type JudgedApi, nameOfRecord } from '../../judged-api.js';
import type { Knowledge } from '../../known/knowledge.js';
import { followNames, isSuccess, readList } from '../../known/read-records.js';
import { defineLaw, type LawCase } from '../../law.js';
import { replaceIn } from '../../request/body-templates.js';
import { acceptedBody, planRequest } from '../../request/plan-request.js';
import { recordOf } from '../../request/steps.js';
import { planFresh } from './fresh.js';
import { sentMembers } from './members.js';
import { sentRecord } from './sent.js';

/** The list below the record, and whether the record is created again with the same key. */
type Wanted = { list: string; again: boolean };

export const deletedBelow = defineLaw<Wanted>({
  id: 'deleted-below',
  says: 'What belongs to a deleted record is gone, too: its lists are a 404, and a new record with the same key has nothing of it.',
  certainty: 'derived',
  ignoresData: true,
  cases(operation, api): LawCase<Wanted>[] {
    const { does, collection = '', key } = api.ruleOf(operation) ?? {};
    if (does !== 'delete' || key === undefined || effectOf(operation, api) !== 'changes-own') return [];
    const lists = api.operations.filter(one => {
      const { does, parents = {} } = api.ruleOf(one) ?? {};
      return does === 'list' && one.method === 'GET' && Object.keys(parents).at(-1) === collection;
    });
    return lists.slice(0, 2).flatMap(lister => casesBelow(operation, lister, { api, collection }));
  },
  judge({ operation, requirement, exchanges, known: { api }, expect: { list, again } }): Finding[] {
    const [create, below, remove, gone, renewed, shown] = exchanges;
    const lister = api.operation(list);
    if (![create, below, remove].every(isSuccess) || remove?.response?.status === 202)
      return [inconclusive(requirement, 'The target did not delete a record with another one below it.')];
    const name = nameOfRecord(api.ruleOf(operation)?.collection ?? '');
    const shared = { causes: [`below deleted ${operation.id} ${list}`] };
    const items = readList(lister, gone, api) ?? [];
    const isDocumented = lister.responses.some(({ status }) => status === '404' || status === '410');
    // an empty list may be right where no 404 is documented
    if (isSuccess(gone) && (isDocumented || items.length > 0)) {
      const message = `What belongs to a deleted ${name} can still be listed.`;
      const got = `${gone?.response?.status} with ${items.length} records`;
      return [fails(requirement, { ...shared, at: 3, message, expected: isDocumented ? '404' : 'nothing', got })];
    }
    if (!again) return [passes(requirement)];
    const old = readList(lister, shown, api);
    if (!isSuccess(renewed) || !old) return [inconclusive(requirement, 'The target did not create the record again.')];
    if (old.length === 0) return [passes(requirement)];
    const message = `A new ${name} with the key of a deleted one has what belonged to that.`;
    return [fails(requirement, { ...shared, at: 5, message, expected: 'an empty list', got: formatValue(old[0]) })];
  },
});

function casesBelow(
  remover: DescribedOperation,
  lister: DescribedOperation,
  { api, collection }: { api: JudgedApi; collection: string },
): LawCase<Wanted>[] {
  const { collection: inner = '' } = api.ruleOf(lister) ?? {};
  const creator = api
    .thatDo('create', inner)
    .find(one => Object.keys(api.ruleOf(one)?.parents ?? {}).at(-1) === collection);
  const fresh = planFresh(collection, api);
  const create = fresh && api.operation(fresh.step.operation);
  const below = creator && fresh && planRequest(creator, api, { record: fresh.record });
  const [remove, list] = [fresh?.about(remover), fresh && planRequest(lister, api, { record: fresh.record })];
  if (!fresh || !create || !below || !remove || !list) return [];
  const { key } = api.collections.get(collection) ?? {};
  const again = key !== undefined && sentMembers(create, api).some(({ name, required }) => name === key && required);
  const gone: Step<Knowledge> = { ...list, expects: 'described' };
  const renewed = again && planRequest(create, api, { body: withKeyOf(create, api) });
  const second = again ? planRequest(lister, api, { record: recordOf(create, api, 4) }) : undefined;
  const steps: Step<Knowledge>[] = [
    fresh.step,
    { ...below, expects: 'described' },
    remove,
    gone,
    ...(renewed && second
      ? [
          { ...renewed, expects: 'described' as const },
          { ...second, expects: 'described' as const },
        ]
      : []),
  ];
  const expect = { list: lister.id, again: renewed !== false && renewed !== undefined && second !== undefined };
  return [{ id: `${remover.id} above ${lister.id}`, steps, phase: 'change', expect }];
}

/** A body like the first one of the case, with the key that it had. */
function withKeyOf(create: DescribedOperation, api: JudgedApi) {
  const { collection = '', request: names = '' } = api.ruleOf(create) ?? {};
  const { key = '' } = api.collections.get(collection) ?? {};
  const body = acceptedBody(create, api, value => value);
  return fromTarget<Knowledge>('body with the same key', context => {
    const value = body.from(context);
    const record = followNames(value, names);
    const sent = sentRecord(create, context.exchanges[0], api);
    return isObject(record) && sent ? replaceIn(value, names, { ...record, [key]: sent[key] }) : undefined;
  });
}
