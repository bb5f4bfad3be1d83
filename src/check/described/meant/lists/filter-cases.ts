import type { DescribedOperation } from '../../../../openapi/index.js';
import { type CaseContext, fromTarget, type Step } from '../../../model/case.js';
import type { JudgedApi } from '../../judged-api.js';
import type { Knowledge } from '../../known/knowledge.js';
import type { Walk } from '../../known/walk.js';
import type { LawCase } from '../../law.js';
import { knownWalk, sizeForPages, walkList } from '../../walk/walk-list.js';
import { oddTexts, planTrials } from './filter-trials.js';
import { spread, tellingValues } from './filter-values.js';
import { type ListFilter, matches, versionsOf } from './filters.js';

/** The filters of a case. `isOdd`: no record has to match. */
export type FilterExpectation = { filters: readonly ListFilter[]; isOdd?: true };

/** The cases that read a list with one filter. */
export function filterCases(
  filter: ListFilter,
  operation: DescribedOperation,
  api: JudgedApi,
): LawCase<FilterExpectation>[] {
  return planTrials(filter, oddTexts(operation, api)).flatMap(({ id, values, isOdd, inPages = false }) => {
    const steps = values.map(choose =>
      filteredList([filter], operation, {
        api,
        inPages,
        isOdd,
        choose: (walk, context) => {
          const value = choose({ walk, context });
          return value === undefined ? undefined : [value];
        },
      }),
    );
    return toCase(steps, operation, { id, expect: { filters: [filter], ...(isOdd && { isOdd }) } });
  });
}

/** The case that reads a list with two filters. */
export function pairCase(
  pair: readonly [ListFilter, ListFilter],
  operation: DescribedOperation,
  { api, inPages }: { api: JudgedApi; inPages: boolean },
): LawCase<FilterExpectation>[] {
  const step = filteredList(pair, operation, { api, inPages, choose: walk => choosePair(pair, walk) });
  return toCase([step], operation, { id: '', expect: { filters: pair, isOdd: true } });
}

function toCase(
  steps: readonly (Step<Knowledge> | undefined)[],
  operation: DescribedOperation,
  { id, expect }: { id: string; expect: FilterExpectation },
): LawCase<FilterExpectation>[] {
  const names = expect.filters.map(({ parameter: { name } }) => name).join(' and ');
  const found = steps.filter(step => step !== undefined);
  if (found.length < steps.length) return [];
  const about = expect.filters.length > 1 ? { about: [''] } : {};
  return [
    { id: `${operation.id} ${names} ${id}`.trim(), parameter: names, ...about, steps: found, phase: 'read', expect },
  ];
}

type FilteredList = {
  api: JudgedApi;
  /** Whether the pages are so small that the list has some. */
  inPages: boolean;
  isOdd?: true | undefined;
  choose(walk: Walk, context: CaseContext<Knowledge>): readonly unknown[] | undefined;
};

/** The step that reads a list with filters. */
function filteredList(
  filters: readonly ListFilter[],
  operation: DescribedOperation,
  { api, inPages, isOdd, choose }: FilteredList,
): Step<Knowledge> | undefined {
  // each parameter asks for its value
  const cache = new WeakMap<CaseContext<Knowledge>, readonly unknown[] | undefined>();
  const chosen = (context: CaseContext<Knowledge>) => {
    const walk = knownWalk(operation, context.known);
    if (!cache.has(context)) cache.set(context, walk && choose(walk, context));
    return cache.get(context);
  };
  const query = filters.map(
    ({ parameter: { name }, member }, at) =>
      [name, fromTarget<Knowledge>(`${member} that tells records apart`, context => chosen(context)?.[at])] as const,
  );
  const size = (context: CaseContext<Knowledge>) => {
    const values = chosen(context) ?? [];
    const found = knownWalk(operation, context.known)?.records.filter(({ value }) => findsAll(filters, value, values));
    return sizeForPages(found?.length ?? 1, 3);
  };
  const step = walkList(operation, api, {
    query,
    ...(inPages && { size }),
    parent: ({ known }) => knownWalk(operation, known)?.parent,
  });
  return step && (isOdd ? step : { ...step, valid: true });
}

function findsAll(filters: readonly ListFilter[], record: unknown, values: readonly unknown[]): boolean {
  return filters.every((filter, at) => matches(versionsOf(filter)[0], record, values[at]) === 'yes');
}

/** How many values of each of two filters are tried. */
const MAX_TRIED = 8;

/** Values for two filters that each find records the other does not; better together they find some. */
function choosePair(pair: readonly [ListFilter, ListFilter], walk: Walk): readonly unknown[] | undefined {
  const [first, second] = pair.map(filter => versionsOf(filter)[0]) as [ListFilter, ListFilter];
  const count = (filters: readonly ListFilter[], values: readonly unknown[]) =>
    walk.records.filter(({ value }) => findsAll(filters, value, values)).length;
  const others = valuesForPair(second, walk);
  const pairs = valuesForPair(first, walk).flatMap(one => others.map(other => [one, other]));
  const telling = pairs
    .map(values => ({ values, both: count([first, second], values) }))
    .filter(({ values: [one, other], both }) => both < count([first], [one]) && both < count([second], [other]));
  return (telling.find(({ both }) => both > 0) ?? telling[0])?.values;
}

function valuesForPair(filter: ListFilter, walk: Walk): unknown[] {
  const telling = tellingValues(filter, walk);
  return filter.takesSeveral ? [telling.filter((_, at) => at % 2 === 0)] : spread(telling, MAX_TRIED);
}
