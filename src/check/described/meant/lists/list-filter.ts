import type { DescribedOperation } from '../../../../openapi/index.js';
import { type CaseContext, fromTarget } from '../../../model/case.js';
import { type Finding, fails, formatValue, inconclusive, passes } from '../../../model/check.js';
import type { JudgedApi } from '../../judged-api.js';
import { nameOfRecord } from '../../judged-api.js';
import type { Knowledge } from '../../known/knowledge.js';
import { followNames } from '../../known/read-records.js';
import type { Walk, WalkedRecord } from '../../known/walk.js';
import { defineLaw, type LawCase } from '../../law.js';
import { nameOfCompanion } from '../../walk/page-facts.js';
import { readWalks } from '../../walk/read-walk.js';
import { knownWalk, sizeForPages, walkList } from '../../walk/walk-list.js';
import { toNumber } from './compare-values.js';
import { atOffset, isTelling, spread, tellingValues } from './filter-values.js';
import { isBound, type ListFilter, listFilters, matches } from './filters.js';

type Wanted = { filters: readonly ListFilter[]; turn: number };

/** The most values of a filter that are tried, where it has only some values and where it has any. */
const MAX_LISTED = 6;
const MAX_OTHERS = 3;

/** Minutes east of UTC at which the bounds of times are written, turn by turn. */
const OFFSETS = [0, 840, -720];

export const listFilter = defineLaw<Wanted>({
  id: 'list-filter',
  says: 'A filter finds only records that match, and all of them.',
  certainty: 'derived',
  cases: (operation, api) =>
    listFilters(operation, api).flatMap(filter => {
      const listed = filter.view.enum?.length ?? (filter.view.types.has('boolean') ? 2 : undefined);
      const turns = listed === undefined ? MAX_OTHERS : Math.min(listed, MAX_LISTED);
      return Array.from({ length: turns }, (_, turn) =>
        filterCase(operation, api, { filters: [filter], turn, turns }),
      ).flat();
    }),
  judge: run => judgeFilters(run.requirement, run),
});

export const filtersTogether = defineLaw<Wanted>({
  id: 'filters-together',
  says: 'Two filters together find the records that each of them finds.',
  certainty: 'derived',
  cases(operation, api) {
    const all = listFilters(operation, api);
    const pairs = all.flatMap((filter, at) => {
      const other = all[(at + 1) % all.length];
      return other && other.member !== filter.member && (all.length > 2 || at === 0) ? [[filter, other]] : [];
    });
    return pairs.flatMap(filters => filterCase(operation, api, { filters, turn: 0, turns: 1 }));
  },
  judge: run => judgeFilters(run.requirement, run),
});

function filterCase(
  operation: DescribedOperation,
  api: JudgedApi,
  { filters, turn, turns }: Wanted & { turns: number },
): LawCase<Wanted>[] {
  const choose = (context: CaseContext<Knowledge>) =>
    chooseValues(filters, { walk: knownWalk(operation, context.known), turn, turns });
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

/** Values for some filters, with which the list has to find some records, and not all. */
function chooseValues(
  filters: readonly ListFilter[],
  { walk, turn, turns }: { walk: Walk | undefined; turn: number; turns: number },
): unknown[] | undefined {
  if (!walk) return undefined;
  const [first, second] = filters.map(filter => tellingValues(filter, walk));
  if (!first) return undefined;
  if (!second) {
    const [filter] = filters as [ListFilter];
    const written = first.map(value => write(filter, value, turn)).filter(value => isTelling(filter, walk, value));
    // a time that is written elsewhere has to find other records than the same text would
    const telling = written.filter(value => first.includes(value) || differsAsText(filter, walk, value));
    const value = spread(telling.length > 0 ? telling : written, turns)[turn];
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

type FilterRun = Parameters<Parameters<typeof defineLaw<Wanted>>[0]['judge']>[0];

function judgeFilters(requirement: string, { operation, exchanges, known, expect: { filters } }: FilterRun): Finding[] {
  const [walk] = readWalks(operation, exchanges, known.api);
  const reference = knownWalk(operation, known);
  if (!walk || walk.pages.length < exchanges.length)
    return [inconclusive(requirement, 'The target did not accept the filter.')];
  if (!reference) return [inconclusive(requirement, 'The list could not be read without the filter.')];
  const values = filters.map(({ parameter: { name }, view }) => readValue(walk.query.get(name) ?? '', view.types));
  const match = ({ value }: WalkedRecord) =>
    joinMatches(filters.map((filter, at) => matches(filter, value, values[at])));
  const collection = nameOfRecord(known.api.ruleOf(operation)?.collection ?? '');
  const place = filters[0]?.parameter.place;
  const shared = {
    causes: filters.map(({ parameter: { name } }) => `filter ${operation.id} ${name}`),
    ...(place !== undefined && { place }),
  };
  const conditions = filters.map(({ parameter: { name } }, at) => `${name}=${values[at]}`).join(' and ');
  const describe = (record: WalkedRecord) =>
    `${collection} ${record.id} with ${filters.map(({ member }) => `${member} ${formatValue(followNames(record.value, member))}`).join(' and ')}`;
  for (const { at, records } of walk.pages) {
    const stranger = records.find(record => match(record) === 'no');
    if (stranger) {
      const message =
        filters.length > 1
          ? 'Two filters together find a record that one of them must not find.'
          : 'The filter finds a record that does not match.';
      return [
        fails(requirement, {
          ...shared,
          at,
          message,
          expected: `only records that match ${conditions}`,
          got: describe(stranger),
        }),
      ];
    }
  }
  const found = new Set(walk.records.map(({ id }) => id));
  const missing = reference.records.find(record => match(record) === 'yes' && !found.has(record.id));
  if (missing && walk.complete) {
    const message =
      filters.length > 1
        ? 'Two filters together do not find a record that both match.'
        : 'The filter does not find all records that match.';
    return [
      fails(requirement, {
        ...shared,
        message,
        expected: `all records that match ${conditions}`,
        got: `not ${describe(missing)}`,
      }),
    ];
  }
  const total = nameOfCompanion('total', operation, known.api);
  if (walk.complete && total !== undefined && walk.total !== undefined && walk.total !== walk.records.length) {
    const message = 'The total of a filtered list is not the number of records that are found.';
    const [expected, got] = [`${walk.records.length}`, `${walk.total}`];
    return [
      fails(requirement, { parameter: total, message, expected, got, causes: [`claim ${operation.id} ${total}`] }),
    ];
  }
  const matching = reference.records.map(match);
  if (!matching.includes('yes') || !matching.includes('no'))
    return [inconclusive(requirement, 'No two records differ in what the filter compares.')];
  return [passes(requirement)];
}

function joinMatches(all: readonly ReturnType<typeof matches>[]): ReturnType<typeof matches> {
  return all.includes('no') ? 'no' : all.includes('maybe') ? 'maybe' : 'yes';
}

/** A value as it was before it was written in a query. */
function readValue(text: string, types: ReadonlySet<string>): unknown {
  if (types.has('boolean') && /^(?:true|false)$/.test(text)) return text === 'true';
  return (types.has('number') || types.has('integer')) && text.trim() !== '' && !Number.isNaN(Number(text))
    ? Number(text)
    : text;
}
