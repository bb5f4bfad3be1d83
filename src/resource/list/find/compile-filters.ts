import { parseInstant } from '../../../kernel/index.js';
import type { Condition } from '../../../store/index.js';
import type { Kept } from '../../records/kept.js';
import type { Comparison, OperationRule } from '../../resources.js';
import { listMembers, readMembers } from '../names/member-paths.js';
import { type QueryName, type QueryValues, valueReader } from '../names/query-parameters.js';
import { type Comparable, comparable, convert, kindOf } from './convert.js';
import { isTrue, toCondition } from './to-condition.js';

/** Whether a record, as an object, is found. */
export type RecordTest = (record: unknown) => boolean;

/** What a query asks for: conditions that the store tests, and tests of whole records. */
export type Wanted = { conditions: readonly Condition[]; tests: readonly RecordTest[] };

/** Reads what a query asks for. */
export type ReadWanted = (query: QueryValues) => Wanted;

/** Creates the function that turns the filters and searches of a query into conditions and tests. */
export function compileFilters(
  { filters = {}, search = [] }: Pick<OperationRule, 'filters' | 'search'>,
  { kept, parameters }: { kept: Kept; parameters: readonly QueryName[] },
): ReadWanted {
  const readers = Object.entries(filters).map(([name, { member, compare }]) => {
    const parameter = parameters.find(one => one.name === name);
    const read = valueReader(parameters, name);
    const filter = compileFilter({ kept, member, compare, parameter });
    return (query: QueryValues) => {
      const value = read(query);
      return value === undefined ? undefined : filter(value);
    };
  });
  const searches = search.map(name => valueReader(parameters, name));
  return query => {
    const found = readers.flatMap(read => read(query) ?? []);
    const texts = searches.flatMap(read => read(query) ?? []);
    return {
      conditions: found.flatMap(one => (typeof one === 'function' ? [] : one)),
      tests: [...found.flatMap(one => (typeof one === 'function' ? one : [])), ...texts.map(searchFor)],
    };
  };
}

type Filter = { kept: Kept; member: string; compare: Comparison; parameter: QueryName | undefined };

function compileFilter({
  kept,
  member,
  compare,
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
  const isDivided = compare === 'within' && parameter?.view.types.has('array') !== true;
  return given => {
    const all = Array.isArray(given) ? given : isDivided ? String(given).split(',') : [given];
    const values = all.map(value => (typeof value === 'string' && isDivided ? value.trim() : value));
    if (values.length === 0 || values.some(isAll)) return undefined;
    const condition = column && toCondition(values, { column, compare });
    return condition ?? createTest(values, { names, compare, kind: column?.kind ?? kindOf(known?.view) });
  };
}

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
  const holds = HOLDS[compare];
  return record =>
    read(record).some(value =>
      given.some(one => {
        const [left, right] = toPair(value, one, kind);
        return left !== undefined && right !== undefined && holds(left, right);
      }),
    );
}

type Holds = (left: number | string, right: number | string) => boolean;

/** The value of a record and a given one, as they compare. Texts of which nothing is known may be times. */
function toPair(value: unknown, given: unknown, kind: TestOptions['kind']): [Comparable, Comparable] {
  if (kind !== undefined && kind !== 'text') return [comparable(value, kind), convert(given, kind)];
  if (typeof value !== 'string') return [comparable(value, kind), convert(given, kind ?? 'number')];
  if (typeof given !== 'string') return kind === 'text' ? [value, convert(given, kind)] : [undefined, undefined];
  const times = [value, given].map(text => parseInstant(text));
  return times.includes(undefined) ? [value, given] : (times as [number, number]);
}

const HOLDS: Readonly<Record<Exclude<Comparison, 'null' | 'unequal'>, Holds>> = {
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
