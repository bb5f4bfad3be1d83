import { type Finding, fails, formatValue, inconclusive, passes } from '../../../model/check.js';
import { nameOfRecord } from '../../judged-api.js';
import { followNames } from '../../known/read-records.js';
import type { WalkedRecord } from '../../known/walk.js';
import { defineLaw } from '../../law.js';
import { onlyCompanion } from '../../walk/page-facts.js';
import { readWalks } from '../../walk/read-walk.js';
import { knownWalk } from '../../walk/walk-list.js';
import { type FilterExpectation, filterCase } from './filter-cases.js';
import { spread } from './filter-values.js';
import { isBound, type ListFilter, listFilters, matches } from './filters.js';

/** The most values of a filter that are tried, where it has only some values and where it has any. */
const MAX_LISTED = 6;
const MAX_OTHERS = 3;

export const listFilter = defineLaw<FilterExpectation>({
  id: 'list-filter',
  says: 'A filter finds only records that match, and all of them.',
  certainty: 'derived',
  cases: (operation, api) =>
    listFilters(operation, api).flatMap(filter => {
      const listed = filter.view.enum?.length ?? (filter.view.types.has('boolean') ? 2 : undefined);
      const turns = listed === undefined ? MAX_OTHERS : Math.min(listed, MAX_LISTED);
      return Array.from({ length: turns }, (_, turn) => filterCase(operation, api, { filters: [filter], turn, turns }))
        .concat([filterCase(operation, api, { filters: [filter], turn: turns, turns, near: true })])
        .flat();
    }),
  judge: run => judgeFilters(run.requirement, run),
});

export const filtersTogether = defineLaw<FilterExpectation>({
  id: 'filters-together',
  says: 'Two filters together find the records that each of them finds.',
  certainty: 'derived',
  cases(operation, api) {
    const all = listFilters(operation, api);
    const pairs = all.flatMap((filter, at) =>
      all.slice(at + 1).flatMap(other => (areTwo(filter, other) ? [[filter, other]] : [])),
    );
    return spread(pairs, api.isLarge ? all.length : MAX_PAIRS).flatMap((filters, at) =>
      filterCase(operation, api, { filters, turn: Math.min(at, 1), turns: 1 }),
    );
  },
  judge: run => judgeFilters(run.requirement, run),
});

/** The most pairs of filters that are tried. */
const MAX_PAIRS = 24;

/** Whether two filters compare other members, or are the two bounds of one. */
function areTwo(left: ListFilter, right: ListFilter): boolean {
  const isLower = ({ compare }: ListFilter) => compare === 'above' || compare === 'atLeast';
  return left.member !== right.member || (isBound(left) && isBound(right) && isLower(left) !== isLower(right));
}

type FilterRun = Parameters<Parameters<typeof defineLaw<FilterExpectation>>[0]['judge']>[0];

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
  // beside the total of what is found, a list may have one of all records
  const total = onlyCompanion('total', operation, known.api);
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
