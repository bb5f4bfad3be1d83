import { splitWords } from '../../../../fake/index.js';
import { type DescribedOperation, type Parameter, SchemaView } from '../../../../openapi/index.js';
import type { FilterRule } from '../../../../resource/index.js';
import type { JudgedApi } from '../../judged-api.js';
import { followNames } from '../../known/read-records.js';
import type { FilterReading } from '../../open-readings.js';
import { viewOfRecord } from '../../walk/record-view.js';
import { isDay, isSameValue, toInstant, toNumber } from './compare-values.js';

/** A parameter of a list, and which records it finds. */
export type ListFilter = FilterRule & {
  parameter: Parameter;
  view: SchemaView;
  /** Whether only the server sets the member, which may then be more exact than it is shown. */
  isServerSet: boolean;
  /** Whether several values may be sent, with commas between them: then each of them finds records. */
  takesSeveral: boolean;
  /** The reading that leaves open how it compares. */
  reading?: FilterReading | undefined;
  /** Whether documents say how it compares, so that nothing else is right. */
  isExact?: true;
};

/** Whether a filter finds a record. `maybe` where names leave both open. */
type Match = 'yes' | 'no' | 'maybe';

/** The filters of a list that can be sent as one value. */
export function listFilters(operation: DescribedOperation, api: JudgedApi): ListFilter[] {
  const { filters = {}, collection = '', does } = api.ruleOf(operation) ?? {};
  // a change of all records that match is no list
  if (does !== 'list') return [];
  const { created = [], updated = [] } = api.collections.get(collection) ?? {};
  return Object.entries(filters).flatMap(([name, rule]) => {
    const parameter = operation.parameters.find(one => one.in === 'query' && one.name === name);
    if (parameter?.style !== 'form' || parameter.mediaType !== undefined) return [];
    const whole = new SchemaView(parameter.schema);
    const view = whole.types.has('array') ? whole.items : whole;
    if (!view || view.types.has('object')) return [];
    const [outer = ''] = rule.member.split('.');
    const readOnly = viewOfRecord(operation, api)?.members.get(outer)?.readOnly === true;
    return [
      {
        ...rule,
        parameter,
        view,
        isServerSet: readOnly || created.includes(rule.member) || updated.includes(rule.member),
        takesSeveral: view !== whole && !parameter.explode && ['within', 'ranges'].includes(rule.compare),
        reading: api.readingOf(operation, name),
      },
    ];
  });
}

const ANY = ['yes', 'maybe'] as const;

/** A filter as each accepted choice of its reading has it; the filter itself where it has none. */
export function versionsOf(filter: ListFilter): readonly [ListFilter, ...ListFilter[]] {
  const [first = filter, ...others] = (filter.reading?.choices ?? []).map(
    ({ compare }): ListFilter => ({ ...filter, compare, isExact: true }),
  );
  return [first, ...others];
}

/** Whether a filter with a value, or with any of several, finds a record. */
export function matches(filter: ListFilter, record: unknown, value: unknown): Match {
  if (Array.isArray(value)) {
    const all = value.map(one => matches(filter, record, one));
    return ANY.find(match => all.includes(match)) ?? 'no';
  }
  const held = followNames(record, filter.member);
  if (held === undefined) return 'maybe';
  if (filter.whenTrue !== undefined && typeof value === 'boolean')
    return toMatch((held === filter.whenTrue) === (value === true));
  if (filter.compare === 'null') return toMatch((held === null) === (value === true));
  if (filter.compare === 'unequal') return held === null ? 'maybe' : invert(equals(filter, held, value));
  if (held === null) return matchesNull(filter);
  if (filter.compare === 'containing') {
    return toMatch(String(held).toLowerCase().includes(String(value).toLowerCase()));
  }
  return isBound(filter) ? isWithin(filter, held, value) : equals(filter, held, value);
}

/** No value is no number: what has none is not at most so large. Elsewhere null may stand for `without limit`. */
function matchesNull({ compare, view, isExact }: ListFilter): Match {
  if (isExact) return 'no';
  const isNumber = view.types.has('integer') || view.types.has('number');
  const isUpper = compare === 'atMost' || compare === 'below';
  return ['equal', 'within', 'ranges'].includes(compare) || (isUpper && isNumber) ? 'no' : 'maybe';
}

/** Whether a filter has a bound of numbers or times. */
export function isBound({ compare }: Pick<ListFilter, 'compare'>): boolean {
  return ['above', 'atLeast', 'below', 'atMost'].includes(compare);
}

function toMatch(found: boolean): Match {
  return found ? 'yes' : 'no';
}

function invert(match: Match): Match {
  return match === 'maybe' ? 'maybe' : toMatch(match === 'no');
}

/**
 * A filter may find texts that contain the value, or are written in other letters: then both readings are right. Of a list it
 * finds items, and not parts of them.
 */
function equals({ view, parameter, isExact }: ListFilter, held: unknown, value: unknown): Match {
  const all = Array.isArray(held) ? held : [held];
  if (all.some(one => isSameValue(one, value) || String(one) === String(value))) return 'yes';
  const isFree = !isExact && typeof value === 'string' && view.enum === undefined && view.format !== 'uuid';
  const wanted = String(value).toLowerCase();
  const contains = (one: unknown) =>
    typeof one === 'string' &&
    (Array.isArray(held) ? one.toLowerCase() === wanted : one.toLowerCase().includes(wanted));
  // last, because a validator takes its time
  return isFree && all.some(contains) && parameter.schema.validate(value).length === 0 ? 'maybe' : 'no';
}

/** Microseconds by which a day and a point in time may differ, since the day begins elsewhere earlier or later. */
const DAY = 38 * 3600 * 1e6;

function isWithin(filter: ListFilter, held: unknown, value: unknown): Match {
  const [left, right] = [toNumber(held), toNumber(value)];
  if (left === undefined || right === undefined) return 'maybe';
  const isTime = toInstant(held) !== undefined;
  if (isTime && isDay(held) !== isDay(value) && Math.abs(left - right) < DAY) return 'maybe';
  // the shown time may be cut off: the real one is not before it
  const isCut = isTime && filter.isServerSet && !filter.isExact && Math.abs(left - right) < 1e6;
  if (isCut && !(left === right && (filter.compare === 'below' || filter.compare === 'atLeast'))) return 'maybe';
  if (left === right) return atBound(filter);
  return toMatch(left > right === (filter.compare === 'above' || filter.compare === 'atLeast'));
}

/** Some names and descriptions say whether the bound itself is found; `after`, `since` and `to` alone leave it open. */
function atBound({ parameter, compare, isExact }: ListFilter): Match {
  if (isExact) return toMatch(compare === 'atLeast' || compare === 'atMost');
  const { description = '' } = parameter;
  if (
    /\bor (?:after|before|above|below|earlier|equal|fewer|greater|higher|later|less|lower|more|newer|older)\b/i.test(
      description,
    )
  )
    return 'yes';
  const words = splitWords(parameter.name).split(' ');
  const has = (...names: string[]) => words.some(word => names.includes(word));
  if (has('gt', 'lt')) return 'no';
  if (has('gte', 'lte', 'ge', 'le', 'min', 'max', 'minimum', 'maximum', 'least', 'most')) return 'yes';
  return 'maybe';
}
