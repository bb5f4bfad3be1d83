import { isObject } from '../../../../kernel/index.js';
import type { DescribedOperation } from '../../../../openapi/index.js';
import { type Finding, fails, formatValue, inconclusive, passes } from '../../../model/check.js';
import { effectOf, type JudgedApi, nameOfRecord } from '../../judged-api.js';
import { isSuccess, keyOfCreated, readRecord } from '../../known/read-records.js';
import { defineLaw, type LawCase } from '../../law.js';
import { readCount } from '../../walk/page-facts.js';
import { readWalks } from '../../walk/read-walk.js';
import { filteredLists, getterOf, listersOf, planFresh } from './fresh.js';

/** The lists that are read after the deletion; `filter`: only one, with a filter that the record matched. */
type Wanted = { lists: readonly string[]; got: boolean; filter?: string };

export const deletedGone = defineLaw<Wanted>({
  id: 'deleted-gone',
  says: 'A deleted record is gone: from get, from the lists and from their totals. Other records stay, and the deletion can be repeated.',
  certainty: 'derived',
  ignoresData: true,
  cases(operation, api): LawCase<Wanted>[] {
    const { does, collection = '', key } = api.ruleOf(operation) ?? {};
    if (does !== 'delete' || key === undefined || effectOf(operation, api) !== 'changes-own') return [];
    const [other, fresh] = [planFresh(collection, api), planFresh(collection, api, { at: 1 })];
    const getter = getterOf(collection, api);
    const remove = fresh?.about(operation);
    if (!other || !fresh || !remove) return [];
    const gets = [fresh.about(getter), other.about(getter)].flatMap(step => step ?? []);
    const lists = listersOf(collection, api)
      .slice(0, 2)
      .flatMap(lister => {
        const step = fresh.listed(lister);
        return step ? [{ id: lister.id, step }] : [];
      });
    const steps = [other.step, fresh.step, remove, ...gets, remove, ...lists.map(({ step }) => step)];
    return [
      {
        id: operation.id,
        steps,
        phase: 'change',
        expect: { lists: lists.map(({ id }) => id), got: gets.length === 2 },
      },
      ...filteredCases(operation, collection, api),
    ];
  },
  judge({ operation, requirement, exchanges, known: { api }, expect: { lists, got, filter } }): Finding[] {
    const { collection = '' } = api.ruleOf(operation) ?? {};
    const [create, remove, get, other] = filter === undefined ? exchanges.slice(1) : exchanges;
    const creator = api.thatDo('create', collection).find(one => effectOf(one, api) === 'creates');
    const key = creator && keyOfCreated(creator, create, api);
    // a 202 only says that the record will be deleted
    if (key === undefined || !isSuccess(remove) || remove?.response?.status === 202)
      return [inconclusive(requirement, 'The target did not delete the record.')];
    const name = nameOfRecord(collection);
    const shared = { causes: [`deleted ${operation.id}`] };
    const getter = getterOf(collection, api);
    if (got && getter) {
      const record = readRecord(getter, get, api);
      if (isSuccess(get) && !(record && isMarkedAsDeleted(record))) {
        return [
          fails(requirement, {
            ...shared,
            at: 3,
            message: 'A deleted record can still be got.',
            expected: '404',
            got: `${get?.response?.status} ${formatValue(get?.response?.json)}`,
          }),
        ];
      }
      if (other && [404, 410].includes(other.response?.status ?? 0)) {
        return [
          fails(requirement, {
            ...shared,
            at: 4,
            message: `The deletion of one ${name} deletes another one, too.`,
            expected: '200',
            got: `${other.response?.status}`,
          }),
        ];
      }
    }
    for (const list of lists) {
      const lister = api.operation(list);
      const walk = readWalks(lister, exchanges, api).at(-1);
      if (!walk || walk.pages.length === 0) continue;
      const still = walk.records.find(
        record => String(record.key) === String(key) && !(isObject(record.value) && isMarkedAsDeleted(record.value)),
      );
      if (still) {
        const at = walk.pages.find(({ records }) => records.includes(still))?.at ?? exchanges.length - 1;
        return [
          fails(requirement, {
            ...shared,
            at,
            message: `A deleted record is still in the list${filter === undefined ? '' : ` with ${filter}`}.`,
            expected: `no ${name} ${key}`,
            got: formatValue(still.value),
          }),
        ];
      }
      // a total that changes from page to page shows that other clients write
      const totals = walk.pages.map(({ exchange }) => readCount('total', { operation: lister, exchange, api }));
      const { total = 0 } = walk;
      if (walk.complete && totals.every(one => one === total) && total > walk.records.length) {
        const at = walk.pages[0]?.at ?? exchanges.length - 1;
        return [
          fails(requirement, {
            ...shared,
            at,
            message: 'After a deletion the total of the list is too high.',
            expected: `${walk.records.length}`,
            got: `${total}`,
            causes: [`claim ${list} total`],
          }),
        ];
      }
    }
    return got || lists.length > 0
      ? [passes(requirement)]
      : [inconclusive(requirement, 'No operation shows whether a record is deleted.')];
  },
});

/** A record is deleted, and then a list is read with a filter that it matched. */
function filteredCases(operation: DescribedOperation, collection: string, api: JudgedApi): LawCase<Wanted>[] {
  const [lister] = api.isLarge ? [] : listersOf(collection, api);
  const fresh = planFresh(collection, api);
  const remove = fresh?.about(operation);
  if (!lister || !fresh || !remove) return [];
  return filteredLists(lister, fresh, api).map(({ name, step }) => ({
    id: `${operation.id} by ${name} of ${lister.id}`,
    parameter: name,
    steps: [fresh.step, remove, step],
    phase: 'change',
    expect: { lists: [lister.id], got: false, filter: name },
  }));
}

/** Whether a record says that it is deleted: some servers keep what is deleted. */
function isMarkedAsDeleted(record: Record<string, unknown>): boolean {
  return Object.entries(record).some(
    ([name, value]) =>
      (/delet|remov|archiv/i.test(name) && value !== null && value !== false) ||
      (/status|state/i.test(name) && /delet|remov|archiv|cancel/i.test(String(value))),
  );
}
