import type { DescribedOperation } from '../../../../openapi/index.js';
import { type CaseContext, fromTarget } from '../../../model/case.js';
import type { JudgedApi } from '../../judged-api.js';
import type { Knowledge } from '../../known/knowledge.js';
import { followNames } from '../../known/read-records.js';
import type { Walk } from '../../known/walk.js';
import type { LawCase } from '../../law.js';
import { knownWalk, sizeForPages, walkList } from '../../walk/walk-list.js';
import { toNumber } from './compare-values.js';
import { atOffset, halfSecondLater, isTelling, spread, tellingValues } from './filter-values.js';
import { isBound, type ListFilter, matches } from './filters.js';

/** The filters of a case, and which of its values are sent. `near`: the bound is half a second after a time. */
export type FilterExpectation = { filters: readonly ListFilter[]; turn: number; near?: true };

/** Minutes east of UTC at which the bounds of times are written, turn by turn. */
const OFFSETS = [0, 840, -720];

/** The case that reads a list with one filter or with two. */
export function filterCase(
  operation: DescribedOperation,
  api: JudgedApi,
  { filters, turn, turns, near }: FilterExpectation & { turns: number },
): LawCase<FilterExpectation>[] {
  const [only] = filters;
  if (near && !(only && isBound(only) && only.view.format === 'date-time' && !only.isServerSet)) return [];
  const choose = (context: CaseContext<Knowledge>) =>
    chooseValues(filters, { walk: knownWalk(operation, context.known), turn, turns, near, known: context.known });
  const query = filters.map(
    ({ parameter: { name }, member }, at) =>
      [name, fromTarget<Knowledge>(`${member} that tells records apart`, context => choose(context)?.[at])] as const,
  );
  const size = (context: CaseContext<Knowledge>) => {
    const walk = knownWalk(operation, context.known);
    const values = choose(context) ?? [];
    const found = walk?.records.filter(record =>
      filters.every((filter, at) => matches(filter, record.value, values[at]) === 'yes'),
    );
    // the pages of the first turn are small, so that the list has some; the others take one request
    return turn === 0 ? sizeForPages(found?.length ?? 1, 3) : 1000;
  };
  const step = walkList(operation, api, { query, size, parent: ({ known }) => knownWalk(operation, known)?.parent });
  const names = filters.map(({ parameter: { name } }) => name);
  const id = `${operation.id} ${names.join(' and ')}${turns > 1 ? ` ${turn + 1}` : ''}`;
  return step ? [{ id, parameter: names.join(' and '), steps: [step], phase: 'read', expect: { filters, turn } }] : [];
}

type Choice = Omit<FilterExpectation, 'filters' | 'near'> & {
  walk: Walk | undefined;
  turns: number;
  near: true | undefined;
  known: Knowledge;
};

/** Values for some filters, with which the list has to find some records, and not all. */
function chooseValues(
  filters: readonly ListFilter[],
  { walk, turn, turns, near, known }: Choice,
): unknown[] | undefined {
  if (!walk) return undefined;
  if (near) {
    const value = halfSecondLater(filters[0] as ListFilter, walk, known);
    return value === undefined ? undefined : [value];
  }
  const [first, second] = filters.map(filter => tellingValues(filter, walk));
  if (!first) return undefined;
  if (!second) {
    const [filter] = filters as [ListFilter];
    const written = first.map(value => write(filter, value, turn)).filter(value => isTelling(filter, walk, value));
    // a time that is written elsewhere has to find other records than the same text would
    const telling = written.filter(value => first.includes(value) || differsAsText(filter, walk, value));
    const values = spread(telling.length > 0 ? telling : written, turns);
    // each turn writes a bound of times otherwise, also where there is only one
    const value = values[isBound(filter) ? Math.min(turn, values.length - 1) : turn];
    return value === undefined ? undefined : [value];
  }
  const count = (indexes: readonly number[], values: readonly unknown[]) =>
    walk.records.filter(({ value }) =>
      indexes.every(at => matches(filters[at] as ListFilter, value, values[at]) === 'yes'),
    ).length;
  const pairs = spread(first, MAX_TRIED).flatMap(one => spread(second, MAX_TRIED).map(other => [one, other]));
  return pairs.find(pair => {
    const both = count([0, 1], pair);
    return both > 0 && both < count([0], pair) && both < count([1], pair);
  });
}

/** How many values of each of two filters are tried. */
const MAX_TRIED = 8;

function write(filter: ListFilter, value: unknown, turn: number): unknown {
  return isBound(filter) && filter.view.format === 'date-time'
    ? atOffset(value, OFFSETS[turn % OFFSETS.length] ?? 0)
    : value;
}

/** Whether the text of a bound has another place among the values of the records than the bound itself. */
function differsAsText({ member }: ListFilter, { records }: Walk, bound: unknown): boolean {
  return records.some(({ value }) => {
    const held = followNames(value, member);
    return typeof held === 'string' && held < String(bound) !== (toNumber(held) ?? 0) < (toNumber(bound) ?? 0);
  });
}
