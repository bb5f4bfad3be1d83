import { parseInstant } from '../../../kernel/index.js';
import type { Condition } from '../../../store/index.js';
import type { Comparison, FilterRule } from '../../list-rules.js';
import type { Kept } from '../../records/kept.js';
import type { OperationRule } from '../../resources.js';
import { listMembers, readMembers } from '../names/member-paths.js';
import { type QueryName, type QueryValues, valueReader } from '../names/query-parameters.js';
import { type Comparable, comparable, convert, kindOf, toRange } from './convert.js';
import { isTrue, toCondition } from './to-condition.js';

/** Whether a record, as an object, is found. */
export type RecordTest = (record: unknown) => boolean;

/** What a query asks for: conditions that the store tests, and tests of whole records. */
export type Wanted = { conditions: readonly Condition[]; tests: readonly RecordTest[] };

/** Reads what a query asks for. Of a parameter that came more than once, `repeated` has all values, any of which counts. */
export type ReadWanted = (query: QueryValues, repeated?: Readonly<Record<string, readonly unknown[]>>) => Wanted;

/** Creates the function that turns the filters and searches of a query into conditions and tests. */
export function compileFilters(
  { filters = {}, search = [] }: Pick<OperationRule, 'filters' | 'search'>,
  { kept, parameters }: { kept: Kept; parameters: readonly QueryName[] },
): ReadWanted {
  const readers = new Map<string, ReadFilter[]>();
  for (const [name, rule] of Object.entries(filters)) {
    const parameter = parameters.find(one => one.name === name);
    const sentAs = parameter?.path[0] ?? name;
    const read = createReader({ name, parameters, filter: compileFilter({ kept, parameter, ...rule }) });
    readers.set(sentAs, [...(readers.get(sentAs) ?? []), read]);
  }
  const searches = search.map(name => valueReader(parameters, name));
  return (query, repeated = {}) => {
    const conditions: Condition[] = [];
    const tests: RecordTest[] = [];
    // most requests have few of the parameters
    for (const name in query) {
      for (const read of readers.get(name) ?? []) {
        const found = read(query, repeated);
        if (typeof found === 'function') tests.push(found);
        else if (found) conditions.push(found);
      }
    }
    for (const read of searches) {
      const text = read(query);
      if (text !== undefined) tests.push(searchFor(text));
    }
    return { conditions, tests };
  };
}

type ReadFilter = (
  query: QueryValues,
  repeated: Readonly<Record<string, readonly unknown[]>>,
) => Condition | RecordTest | undefined;

function createReader({
  name,
  parameters,
  filter,
}: {
  name: string;
  parameters: readonly QueryName[];
  filter: (value: unknown) => Condition | RecordTest | undefined;
}): ReadFilter {
  const read = valueReader(parameters, name);
  return (query, { [name]: sent }) => {
    const value = read(query);
    if (value === undefined) return undefined;
    return sent ? anyOf(sent.map(filter)) : filter(value);
  };
}

/** What finds the records that one of several conditions or tests finds; undefined where one of these finds all. */
function anyOf(filters: readonly (Condition | RecordTest | undefined)[]): Condition | RecordTest | undefined {
  const conditions = filters.filter(one => typeof one === 'object');
  const tests = filters.filter(one => typeof one === 'function');
  if (conditions.length + tests.length < filters.length) return undefined;
  const [first] = conditions;
  // a comparison that gives both has values to which all records are unequal
  if (first && tests.length > 0) return undefined;
  return first ? { key: first.key, is: 'any', of: conditions } : record => tests.some(test => test(record));
}

type Filter = FilterRule & { kept: Kept; parameter: QueryName | undefined };

function compileFilter({
  kept,
  member,
  compare: usual,
  whenTrue,
  values: meanings = {},
  parameter,
}: Filter): (value: unknown) => Condition | RecordTest | undefined {
  const known = kept.view && listMembers(kept.view).find(one => one.member === member);
  const column = kept.columnOf(member);
  const names = member.split('.');
  const allowed = known?.view.enum;
  const listed = parameter?.view.enum ?? parameter?.view.items?.enum;
  /** Of a parameter with listed values, those that stand for all records. */
  const isAll = (value: unknown) =>
    typeof value === 'string' && /^(?:all|any|both|\*)$/i.test(value) && listed?.includes(value) === true
      ? allowed?.includes(value) !== true
      : false;
  const isDivided = LISTS.has(usual) && parameter?.view.types.has('array') !== true;
  const meaningOf = (value: unknown) => (Object.hasOwn(meanings, String(value)) ? meanings[String(value)] : value);
  const opposite = usual === 'unequal' ? 'equal' : 'unequal';
  return sent => {
    const isSwitch = whenTrue !== undefined && typeof sent === 'boolean';
    const compare = isSwitch && !sent ? opposite : usual;
    const given = isSwitch ? whenTrue : Array.isArray(sent) ? sent.map(meaningOf) : meaningOf(sent);
    const all = Array.isArray(given) ? given : isDivided ? String(given).split(',') : [given];
    const values = all.map(value => (typeof value === 'string' && isDivided ? value.trim() : value));
    // a list of ranges that has none finds nothing
    if ((values.length === 0 && usual !== 'ranges') || values.some(isAll)) return undefined;
    const condition = column && toCondition(values, { column, compare });
    return condition ?? createTest(values, { names, compare, kind: column?.kind ?? kindOf(known?.view) });
  };
}

/** Comparisons with a list of values, which has commas where it is one text. */
const LISTS: ReadonlySet<Comparison> = new Set(['within', 'ranges']);

type TestOptions = { names: readonly string[]; compare: Comparison; kind: ReturnType<typeof kindOf> };

/** A list in a record is found by any of its items. */
function createTest(given: readonly unknown[], { names, compare, kind }: TestOptions): RecordTest {
  const read = (record: unknown) => readMembers(record, names);
  if (compare === 'null') {
    const isWanted = isTrue(given[0]);
    return record => read(record).every(value => value === null || value === undefined) === isWanted;
  }
  if (compare === 'unequal') {
    const isEqual = createTest(given, { names, compare: 'equal', kind });
    return record => !isEqual(record);
  }
  if (compare === 'ranges') {
    const ranges = given.map(toRange).filter(range => range !== undefined);
    const isIn = (number: Comparable) =>
      ranges.some(([first, last]) => Number(number) >= first && Number(number) <= last);
    return record => read(record).some(value => isIn(comparable(value, 'number')));
  }
  const holds = HOLDS[compare];
  return record =>
    read(record).some(value =>
      given.some(one => {
        const [left, right] = toPair(value, one, { kind, compare });
        return left !== undefined && right !== undefined && holds(left, right);
      }),
    );
}

type Holds = (left: number | string, right: number | string) => boolean;

/** The value of a record and a given one, as they compare. Texts of which nothing is known may be times. */
function toPair(
  value: unknown,
  given: unknown,
  { kind, compare }: Pick<TestOptions, 'kind' | 'compare'>,
): [Comparable, Comparable] {
  if (kind !== undefined && kind !== 'text') return [comparable(value, kind), convert(given, kind, compare)];
  if (typeof value !== 'string') return [comparable(value, kind), convert(given, kind ?? 'number')];
  if (typeof given !== 'string') return kind === 'text' ? [value, convert(given, kind)] : [undefined, undefined];
  const times = [value, given].map(text => parseInstant(text));
  return times.includes(undefined) ? [value, given] : (times as [number, number]);
}

const HOLDS: Readonly<Record<Exclude<Comparison, 'null' | 'unequal' | 'ranges'>, Holds>> = {
  equal: (left, right) => left === right,
  within: (left, right) => left === right,
  above: (left, right) => left > right,
  atLeast: (left, right) => left >= right,
  below: (left, right) => left < right,
  atMost: (left, right) => left <= right,
  containing: (left, right) => String(left).toLowerCase().includes(String(right).toLowerCase()),
};

/** Finds records that have a text, in any case, in one of their texts. */
function searchFor(wanted: unknown): RecordTest {
  const text = String(wanted).toLowerCase();
  const has = (value: unknown): boolean => {
    if (typeof value === 'string') return value.toLowerCase().includes(text);
    return value !== null && typeof value === 'object' && Object.values(value).some(has);
  };
  return has;
}
