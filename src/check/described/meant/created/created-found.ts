import { formatInstant } from '../../../../kernel/index.js';
import type { DescribedOperation } from '../../../../openapi/index.js';
import { type CaseContext, fromTarget, type Step } from '../../../model/case.js';
import { type Finding, fails, formatValue, inconclusive, passes } from '../../../model/check.js';
import { effectOf, type JudgedApi, nameOfRecord } from '../../judged-api.js';
import type { Knowledge } from '../../known/knowledge.js';
import { MARKS } from '../../known/own-records.js';
import { followNames, isSuccess, keyOfCreated, nameOfKey, readRecord } from '../../known/read-records.js';
import { defineLaw, type LawCase } from '../../law.js';
import { nameOfCompanion, readCount } from '../../walk/page-facts.js';
import { readWalks } from '../../walk/read-walk.js';
import { knownWalk } from '../../walk/walk-list.js';
import { toInstant } from '../lists/compare-values.js';
import { tellingValues } from '../lists/filter-values.js';
import { isBound, type ListFilter, listFilters, matches } from '../lists/filters.js';
import { type Fresh, getterOf, listersOf, planFresh } from '../records/fresh.js';
import { bodyWith, onlyRequired } from '../records/sent.js';

/** Where the new record has to be: in a list, or in what a filter finds of it, or not there. */
type Wanted = { list: string; filter?: ListFilter; isMatching: boolean };

/** The most filters that are tried, in a small description and in a large one. */
const MAX_FILTERS = 12;
const FEW_FILTERS = 3;

export const createdFound = defineLaw<Wanted>({
  id: 'created-found',
  says: 'A new record is found once: by get, in the lists and their totals, and by the filters that it matches, but by no others.',
  certainty: 'derived',
  ignoresData: true,
  cases(operation, api) {
    const { does, collection = '' } = api.ruleOf(operation) ?? {};
    if (does !== 'create' || effectOf(operation, api) !== 'creates') return [];
    return listersOf(collection, api).flatMap(lister => [
      ...plainCase(operation, lister, api),
      ...listFilters(lister, api)
        .filter(({ compare }) => compare !== 'containing' && compare !== 'unequal')
        .slice(0, api.isLarge ? FEW_FILTERS : MAX_FILTERS)
        .flatMap(filter =>
          [true, false].flatMap(isMatching => filterCase(operation, api, { lister, filter, isMatching })),
        ),
    ]);
  },
  judge({ operation, requirement, exchanges, known: { api }, expect: { list, filter, isMatching } }): Finding[] {
    const [create, get] = exchanges;
    const key = keyOfCreated(operation, create, api);
    if (!isSuccess(create) || key === undefined)
      return [inconclusive(requirement, 'The target did not create the record.')];
    const { collection = '' } = api.ruleOf(operation) ?? {};
    const lister = api.operation(list);
    const name = nameOfRecord(collection);
    const parameter = filter?.parameter.name;
    const shared = {
      causes: [`found ${operation.id} ${list} ${parameter ?? ''}`],
      ...(parameter !== undefined && { parameter }),
    };
    if (getterOf(collection, api) && get && !isSuccess(get) && readWalks(lister, [get], api).length === 0) {
      const got = `${get.response?.status}`;
      const message = 'A new record cannot be got.';
      return [
        fails(requirement, {
          operation: operation.id,
          causes: [`got ${operation.id}`],
          at: 1,
          message,
          expected: `${name} ${key}`,
          got,
        }),
      ];
    }
    const own: readonly string[] = create?.request.body?.match(MARKS) ?? [];
    const shown: readonly string[] = isSuccess(get) ? (get?.response?.text.match(MARKS) ?? []) : [];
    if (getterOf(collection, api) && shown.length > 0 && own.length > 0 && !shown.some(mark => own.includes(mark))) {
      const message = 'The key of a new record is that of another one.';
      const parameter = nameOfKey(operation, api);
      const about = { operation: operation.id, at: 0, ...(parameter !== undefined && { parameter }) };
      const [expected, got] = [`a record with ${own[0]}`, `a record with ${shown[0]}`];
      return [fails(requirement, { ...about, causes: [`key ${operation.id} of another`], message, expected, got })];
    }
    const walk = readWalks(lister, exchanges, api).at(-1);
    if (!walk || walk.pages.length === 0) return [inconclusive(requirement, 'The list could not be read.')];
    const found = walk.records.filter(record => String(record.key) === String(key));
    if (!isMatching) {
      if (found.length === 0) return [passes(requirement)];
      const message = `The filter ${parameter} finds a new record that does not match.`;
      return [
        fails(requirement, { ...shared, message, expected: `no ${name} ${key}`, got: formatValue(found[0]?.value) }),
      ];
    }
    const marks = filter ? [] : own;
    // while other cases create records, pages may show a record twice
    const distinct = [...new Map(walk.records.map(record => [record.id, record])).values()];
    const made = distinct.filter(({ value }) => marks.some(mark => JSON.stringify(value).includes(mark)));
    if (made.length > 1) {
      const message = `One creation makes several records.`;
      return [
        fails(requirement, {
          ...shared,
          operation: operation.id,
          at: 0,
          message,
          expected: `1 ${name}`,
          got: `${made.length}`,
        }),
      ];
    }
    const [other] = made;
    if (other && String(other.key) !== String(key)) {
      const parameter = nameOfKey(operation, api);
      const about = { operation: operation.id, at: 0, ...(parameter !== undefined && { parameter }) };
      const message = 'The response shows another key than the new record has.';
      const [expected, got] = [`${name} ${other.key}`, `${name} ${key}`];
      return [fails(requirement, { ...about, causes: [`key ${operation.id} of another`], message, expected, got })];
    }
    if (found.length === 0 && !walk.complete) return [inconclusive(requirement, 'The list is too long to be read.')];
    if (found.length === 0) {
      const message = filter
        ? `The filter ${parameter} does not find a new record that matches.`
        : `A new record is not in the list of ${list}.`;
      const got = `${walk.records.length} others`;
      return [fails(requirement, { ...shared, message, expected: `${name} ${key}`, got })];
    }
    const total = nameOfCompanion('total', lister, api);
    const says = readCount('total', { operation: lister, exchange: walk.pages.at(-1)?.exchange, api });
    // while other cases create records, only a list of one page has a certain total
    const isOnePage = walk.complete && walk.pages.slice(1).every(({ records }) => records.length === 0);
    const count = isOnePage ? walk.total : says;
    if (
      total !== undefined &&
      count !== undefined &&
      (isOnePage ? count !== distinct.length : count < distinct.length)
    ) {
      const message = 'The total of a list with a new record is not the number of its records.';
      const [expected, got] = [`${isOnePage ? '' : 'at least '}${distinct.length}`, `${count}`];
      return [fails(requirement, { causes: [`claim ${list} ${total}`], parameter: total, message, expected, got })];
    }
    const keyName = nameOfKey(operation, api);
    return [
      passes(requirement),
      passes(requirement, { operation: operation.id, at: 0 }),
      ...(keyName === undefined ? [] : [passes(requirement, { operation: operation.id, parameter: keyName, at: 0 })]),
    ];
  },
});

function plainCase(operation: DescribedOperation, lister: DescribedOperation, api: JudgedApi): LawCase<Wanted>[] {
  const { collection = '' } = api.ruleOf(operation) ?? {};
  const fresh = planFresh(collection, api);
  const list = fresh?.listed(lister);
  if (!fresh || !list || fresh.step.operation !== operation.id) return [];
  const get = fresh.about(getterOf(collection, api));
  const steps = [fresh.step, ...(get ? [get] : []), list];
  const about = ['', nameOfCompanion('total', lister, api) ?? ''];
  const expect = { list: lister.id, isMatching: true };
  return [{ id: `${operation.id} in ${lister.id}`, about, judges: lister.id, steps, phase: 'create', expect }];
}

type Filtered = { lister: DescribedOperation; filter: ListFilter; isMatching: boolean };

/** The list with a value of the new record, or with one that others have. */
function filterCase(
  operation: DescribedOperation,
  api: JudgedApi,
  { lister, filter, isMatching }: Filtered,
): LawCase<Wanted>[] {
  const { collection = '' } = api.ruleOf(operation) ?? {};
  const small = planFresh(collection, api, { body: bodyWith(operation, api, onlyRequired(operation, api)) });
  const step = small?.listed(lister);
  if (!small || !step || small.step.operation !== operation.id) return [];
  const getter = getterOf(collection, api);
  const get = small.about(getter);
  const { parameter, member } = filter;
  const value = fromTarget<Knowledge>(`${member} of the new record`, context => {
    const record = shownRecord(small, getter, context);
    return record && chooseValue(filter, { lister, record, isMatching, context });
  });
  const query = [...(step.query ?? []).filter(([other]) => other !== parameter.name), [parameter.name, value] as const];
  const filtered: Step<Knowledge> = { ...step, query };
  const id = `${operation.id} ${isMatching ? 'by' : 'by another'} ${parameter.name} of ${lister.id}`;
  return [
    {
      id,
      parameter: parameter.name,
      judges: lister.id,
      steps: [small.step, ...(get ? [get] : []), filtered],
      phase: 'create',
      expect: { list: lister.id, filter, isMatching },
    },
  ];
}

/** The new record as get shows it, or the creation. */
function shownRecord(
  fresh: Fresh,
  getter: DescribedOperation | undefined,
  context: CaseContext<Knowledge>,
): Record<string, unknown> | undefined {
  const { known, exchanges } = context;
  const got = getter && readRecord(getter, exchanges[1], known.api);
  return got ?? (fresh.record(context)?.value as Record<string, unknown> | undefined);
}

type Choosing = {
  lister: DescribedOperation;
  record: Readonly<Record<string, unknown>>;
  isMatching: boolean;
  context: CaseContext<Knowledge>;
};

/** The record's own value, or one that tells the other records apart. */
function chooseValue(filter: ListFilter, { lister, record, isMatching, context }: Choosing): unknown {
  const held = followNames(record, filter.member);
  const own = Array.isArray(held) ? held[0] : held;
  const isPlain = !isBound(filter) && filter.compare !== 'null';
  const isAllowed = filter.parameter.schema.validate(own).length === 0 || filter.whenTrue === undefined;
  if (isMatching && isPlain && isAllowed) return own === null || typeof own === 'object' ? undefined : own;
  const walk = knownWalk(lister, context.known);
  const wanted = isMatching ? 'yes' : 'no';
  const candidates = [...(walk ? tellingValues(filter, walk) : []), ...besideTime(own, filter)];
  return candidates.find(value => matches(filter, record, value) === wanted);
}

/** Bounds a day before and after a time: a new record may have a later one than all others. */
function besideTime(time: unknown, filter: ListFilter): string[] {
  const instant = toInstant(time);
  if (instant === undefined || !isBound(filter) || filter.view.format !== 'date-time') return [];
  return [instant - DAY, instant + DAY].map(formatInstant);
}

/** In microseconds. */
const DAY = 86_400e6;
