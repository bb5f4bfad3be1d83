import type { DescribedOperation } from '../../../../openapi/index.js';
import type { CaseContext, Step } from '../../../model/case.js';
import { type Finding, fails, inconclusive, passes } from '../../../model/check.js';
import { effectOf, type JudgedApi, nameOfRecord } from '../../judged-api.js';
import type { Knowledge } from '../../known/knowledge.js';
import { keyOfCreated } from '../../known/read-records.js';
import { defineLaw, type LawCase } from '../../law.js';
import { planRequest } from '../../request/plan-request.js';
import { readWalks } from '../../walk/read-walk.js';
import { knownWalk, walkList } from '../../walk/walk-list.js';
import { listersOf, planFresh } from '../records/fresh.js';

/** The list, and the index of the first creation. */
type Wanted = { list: string; from: number };

/** The most records that are created. */
const MAX_MADE = 13;

/** The most pages that are read. */
const MAX_SMALL_PAGES = 24;

export const createdPaged = defineLaw<Wanted>({
  id: 'created-paged',
  says: 'Records that are created in the same second are each once on the pages of a list, however small these are.',
  certainty: 'derived',
  ignoresData: true,
  cases(operation, api) {
    const { does, collection = '', parents = {} } = api.ruleOf(operation) ?? {};
    if (does !== 'create' || effectOf(operation, api) !== 'creates' || api.isLarge) return [];
    return listersOf(collection, api).flatMap((lister): LawCase<Wanted>[] => {
      const { paging, parents: above = {} } = api.ruleOf(lister) ?? {};
      const isSame = Object.keys(above).at(-1) === Object.keys(parents).at(-1);
      const steps = paging && paging.by !== 'size' && isSame ? planSmallPages(operation, lister, api) : undefined;
      const from = (steps?.length ?? 0) - 2;
      const id = `${operation.id} on small pages of ${lister.id}`;
      return steps ? [{ id, judges: lister.id, steps, phase: 'change', expect: { list: lister.id, from } }] : [];
    });
  },
  judge({ operation, requirement, exchanges, known: { api }, expect: { list, from } }): Finding[] {
    const lister = api.operation(list);
    const walk = readWalks(lister, exchanges, api).at(-1);
    const [first] = walk?.pages ?? [];
    if (!walk || !first) return [inconclusive(requirement, 'The list could not be read.')];
    const keys = exchanges.slice(from, first.at).map(exchange => keyOfCreated(operation, exchange, api));
    if (keys.includes(undefined)) return [inconclusive(requirement, 'The target did not create all records.')];
    const placesOf = (key: unknown) =>
      walk.pages.flatMap(({ at, records }) => records.filter(one => String(one.key) === String(key)).map(() => at));
    const places = keys.map(placesOf);
    const { collection = '', paging } = api.ruleOf(lister) ?? {};
    const name = nameOfRecord(collection);
    const shared = { operation: list, causes: [`small pages ${list}`] };
    const twice = places.findIndex(({ length }) => length > 1);
    // a record that another client creates meanwhile moves the pages of numbers, but no cursor
    if (twice >= 0 && paging?.by === 'cursor') {
      const message = 'Small pages of the list have a new record twice.';
      const got = `${name} ${keys[twice]} again`;
      return [
        fails(requirement, { ...shared, at: places[twice]?.[1] ?? 0, message, expected: 'each record once', got }),
      ];
    }
    const missing = places.findIndex(({ length }) => length === 0);
    if (missing >= 0 && !walk.complete) return [inconclusive(requirement, 'The list is too long to be read.')];
    if (missing >= 0) {
      const message = `Small pages of the list do not have all records that were created one after another.`;
      const got = `${places.filter(({ length }) => length > 0).length}, without ${name} ${keys[missing]}`;
      return [fails(requirement, { ...shared, message, expected: `all ${keys.length}`, got })];
    }
    return new Set(places.flat()).size > 1
      ? [passes(requirement)]
      : [inconclusive(requirement, 'The smallest page has room for all new records.')];
  },
});

/**
 * Creates records, below a new one where the list stands below another, and reads the list. A page has less than half of the new
 * records, so that it ends between two of the same second even if a second has passed meanwhile.
 */
function planSmallPages(
  operation: DescribedOperation,
  lister: DescribedOperation,
  api: JudgedApi,
): Step<Knowledge>[] | undefined {
  const above = Object.keys(api.ruleOf(lister)?.parents ?? {}).at(-1);
  const parent = above === undefined ? undefined : planFresh(above, api);
  if (above !== undefined && !parent) return undefined;
  const from = parent ? 1 : 0;
  const sizeFor = (exchanges: CaseContext<Knowledge>['exchanges']) => Math.floor((exchanges.length - from - 1) / 2);
  const isEnough = ({ exchanges, known }: CaseContext<Knowledge>) => {
    const { collection = '' } = api.ruleOf(operation) ?? {};
    const others = known.created.filter(one => one.collection === collection).length;
    const count = parent ? 0 : (knownWalk(lister, known)?.records.length ?? 0) + others;
    return sizeFor(exchanges) * MAX_SMALL_PAGES > count;
  };
  const list = walkList(lister, api, {
    pages: MAX_SMALL_PAGES,
    size: ({ exchanges }) => sizeFor(exchanges),
    ...(parent && { parent: parent.record }),
  });
  const request = planRequest(operation, api, parent ? { record: parent.record } : {});
  if (!list || !request) return undefined;
  const create: Step<Knowledge> = {
    ...request,
    expects: 'described',
    next: { most: MAX_MADE - 1, step: context => (isEnough(context) ? undefined : create) },
  };
  return [...(parent ? [parent.step] : []), create, list];
}
