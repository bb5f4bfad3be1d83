import { type Finding, fails, formatValue, inconclusive, passes } from '../../../model/check.js';
import { nameOfRecord } from '../../judged-api.js';
import { followNames } from '../../known/read-records.js';
import type { Walk, WalkedRecord } from '../../known/walk.js';
import { defineLaw } from '../../law.js';
import { onlyCompanion } from '../../walk/page-facts.js';
import { readWalks } from '../../walk/read-walk.js';
import { knownWalk } from '../../walk/walk-list.js';
import { type FilterExpectation, filterCases, pairCase } from './filter-cases.js';
import { spread } from './filter-values.js';
import { isBound, type ListFilter, listFilters, matches, versionsOf } from './filters.js';

export const listFilter = defineLaw<FilterExpectation>({
  id: 'list-filter',
  says: 'A filter finds only records that match, and all of them.',
  certainty: 'derived',
  cases: (operation, api) => listFilters(operation, api).flatMap(filter => filterCases(filter, operation, api)),
  judge: judgeFilters,
});

export const filtersTogether = defineLaw<FilterExpectation>({
  id: 'filters-together',
  says: 'Two filters together find the records that each of them finds.',
  certainty: 'derived',
  cases(operation, api) {
    const all = listFilters(operation, api);
    const pairs = all.flatMap((filter, at) =>
      all.slice(at + 1).flatMap(other => (areTwo(filter, other) ? [[filter, other] as const] : [])),
    );
    return spread(pairs, api.isLarge ? all.length : MAX_PAIRS).flatMap((pair, at) =>
      pairCase(pair, operation, { api, inPages: at === 0 }),
    );
  },
  judge: judgeFilters,
});

/** The most pairs of filters that are tried. */
const MAX_PAIRS = 24;

/** Whether two filters compare other members, or are the two bounds of one. */
function areTwo(left: ListFilter, right: ListFilter): boolean {
  const isLower = ({ compare }: ListFilter) => compare === 'above' || compare === 'atLeast';
  return left.member !== right.member || (isBound(left) && isBound(right) && isLower(left) !== isLower(right));
}

type FilterRun = Parameters<Parameters<typeof defineLaw<FilterExpectation>>[0]['judge']>[0];

/** The target may follow any accepted choice of a reading, and has to keep to it in all responses. */
function judgeFilters(run: FilterRun): Finding[] {
  const {
    requirement,
    operation,
    exchanges,
    known,
    expect: { filters },
  } = run;
  const walks = readWalks(operation, exchanges, known.api);
  const reference = knownWalk(operation, known);
  if (walks.length === 0 || walks.flatMap(({ pages }) => pages).length < exchanges.length)
    return [inconclusive(requirement, 'The target did not accept the filter.')];
  if (!reference) return [inconclusive(requirement, 'The list could not be read without the filter.')];
  const versions = versionsOfAll(filters).map(all => ({
    all,
    findings: walks.map(walk => judgeWalk(walk, { ...run, reference, filters: all })),
  }));
  const right = versions.filter(({ findings }) => findings.every(({ verdict }) => verdict !== 'fail'));
  const [only, ...others] = right;
  if (!only) {
    const failing = versions.flatMap(({ findings }) => findings.find(({ verdict }) => verdict === 'fail') ?? []);
    return failing.slice(0, 1);
  }
  const finding = only.findings.find(({ verdict }) => verdict === 'inconclusive') ?? passes(requirement);
  return [{ ...finding, ...(others.length === 0 && observeChoice(filters, only.all)) }];
}

/** Each way in which some filters may compare together. */
function versionsOfAll(filters: readonly ListFilter[]): ListFilter[][] {
  return filters.reduce<ListFilter[][]>(
    (all, filter) => all.flatMap(before => versionsOf(filter).map(version => [...before, version])),
    [[]],
  );
}

/** Which choice of its reading a filter alone follows. */
function observeChoice([filter, ...others]: readonly ListFilter[], [version]: readonly ListFilter[]): Partial<Finding> {
  if (!filter?.reading || others.length > 0) return {};
  const { id, choices } = filter.reading;
  const choice = choices.find(({ compare }) => compare === version?.compare);
  return choice ? { observed: { reading: id, choice: choice.id, where: filter.parameter.name } } : {};
}

function judgeWalk(
  walk: Walk,
  {
    requirement,
    operation,
    known,
    expect: { isOdd },
    reference,
    filters,
  }: FilterRun & { reference: Walk; filters: readonly ListFilter[] },
): Finding {
  const values = filters.map(filter => readValue(walk.query.get(filter.parameter.name) ?? '', filter));
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
      const expected = `only records that match ${conditions}`;
      return fails(requirement, { ...shared, at, message, expected, got: describe(stranger) });
    }
  }
  const at = walk.pages.at(-1)?.at ?? 0;
  const found = new Set(walk.records.map(({ id }) => id));
  const missing = reference.records.find(record => match(record) === 'yes' && !found.has(record.id));
  if (missing && walk.complete) {
    const message =
      filters.length > 1
        ? 'Two filters together do not find a record that both match.'
        : 'The filter does not find all records that match.';
    const expected = `all records that match ${conditions}`;
    return fails(requirement, { ...shared, at, message, expected, got: `not ${describe(missing)}` });
  }
  // beside the total of what is found, a list may have one of all records
  const total = onlyCompanion('total', operation, known.api);
  if (walk.complete && total !== undefined && walk.total !== undefined && walk.total !== walk.records.length) {
    const message = 'The total of a filtered list is not the number of records that are found.';
    const [expected, got] = [`${walk.records.length}`, `${walk.total}`];
    return fails(requirement, {
      parameter: total,
      at,
      message,
      expected,
      got,
      causes: [`claim ${operation.id} ${total}`],
    });
  }
  const matching = reference.records.map(match);
  if (!matching.includes('no') || !(isOdd || matching.includes('yes')))
    return inconclusive(requirement, 'No two records differ in what the filter compares.');
  return passes(requirement);
}

function joinMatches(all: readonly ReturnType<typeof matches>[]): ReturnType<typeof matches> {
  return all.includes('no') ? 'no' : all.includes('maybe') ? 'maybe' : 'yes';
}

/** A value as it was before it was written in a query. */
function readValue(text: string, { view: { types }, takesSeveral }: ListFilter): unknown {
  if (takesSeveral) return text.split(',');
  if (types.has('boolean') && /^(?:true|false)$/.test(text)) return text === 'true';
  return (types.has('number') || types.has('integer')) && text.trim() !== '' && !Number.isNaN(Number(text))
    ? Number(text)
    : text;
}
