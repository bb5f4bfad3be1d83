import { formatInstant, type Instant } from '../../../../kernel/index.js';
import type { Knowledge } from '../../known/knowledge.js';
import { followNames } from '../../known/read-records.js';
import type { Walk, WalkedRecord } from '../../known/walk.js';
import { isDay, toInstant, toNumber } from './compare-values.js';
import { isBound, type ListFilter, matches } from './filters.js';

/**
 * A bound half a second after a time of the run's own records, where no other record is near: only of these it is certain that
 * the server shows the whole time.
 */
export function halfSecondLater(filter: ListFilter, { records }: Pick<Walk, 'records'>, known: Knowledge): unknown {
  if (!isBound(filter) || filter.view.format !== 'date-time' || filter.isServerSet) return undefined;
  const isExact = ({ key, value }: WalkedRecord, time: string) =>
    known.created.some(
      ({ own, key: created, sent }) =>
        own && created === key && [sent, decodeForm(sent)].some(text => text.includes(time)),
    ) && followNames(value, filter.member) === time;
  const times = records.flatMap(record => {
    const held = followNames(record.value, filter.member);
    return typeof held === 'string' && toInstant(held) !== undefined ? [{ record, held }] : [];
  });
  const near = (time: string) =>
    times.filter(({ held }) => Math.abs((toInstant(held) ?? 0) - (toInstant(time) ?? 0)) < 1e6);
  const exact = times.find(({ held }) => near(held).every(other => isExact(other.record, other.held)))?.held;
  return exact === undefined ? undefined : formatInstant((toInstant(exact) ?? 0) + 5e5);
}

function decodeForm(text: string): string {
  return [...new URLSearchParams(text).values()].join('\n');
}

/** How many values of a long list are compared with all of its records. */
const MAX_CANDIDATES = 60;

/** Values with which a filter finds some of the records and not all, spread over the list. */
export function tellingValues(filter: ListFilter, { records }: Pick<Walk, 'records'>): unknown[] {
  const candidates = spread(distinct(candidatesFrom(filter, { records })), MAX_CANDIDATES);
  const telling = candidates.filter(value => isAllowed(filter, value) && isTelling(filter, { records }, value));
  return isBound(filter) ? telling.toSorted((left, right) => (toNumber(left) ?? 0) - (toNumber(right) ?? 0)) : telling;
}

/** Whether a filter with a value finds some of the records and not all. */
export function isTelling(filter: ListFilter, { records }: Pick<Walk, 'records'>, value: unknown): boolean {
  const finds = (match: 'yes' | 'no') => records.some(record => matches(filter, record.value, value) === match);
  return finds('yes') && finds('no');
}

/** So many values, the first and the last of all among them. */
export function spread<T>(values: readonly T[], count: number): T[] {
  if (values.length <= count) return [...values];
  return Array.from(
    { length: count },
    (_, at) => values[Math.round((at * (values.length - 1)) / Math.max(1, count - 1))] as T,
  );
}

/** The values that records have, each once, as the parameter takes them. */
export function distinctHeld(filter: ListFilter, { records }: Pick<Walk, 'records'>): unknown[] {
  const held = records
    .flatMap(({ value }) => followNames(value, filter.member))
    .filter(value => value !== null && value !== undefined && typeof value !== 'object');
  return distinct(held).map(value => asText(value, filter));
}

/** A number as a text, where the parameter wants texts. */
function asText(value: unknown, { view: { types } }: ListFilter): unknown {
  const isNumber = types.has('integer') || types.has('number');
  return typeof value === 'number' && types.has('string') && !isNumber ? String(value) : value;
}

function candidatesFrom(filter: ListFilter, walk: Pick<Walk, 'records'>): unknown[] {
  if (filter.compare === 'null') return [true, false];
  const held = distinctHeld(filter, walk);
  if (filter.compare === 'containing') return held.flatMap(value => longestWord(value) ?? []);
  // some servers know only the values of the member, and some only true and false
  if (filter.whenTrue !== undefined && !held.some(value => isAllowed(filter, value))) return [true, false];
  if (!isBound(filter)) return held;
  return held.flatMap(value => (toNumber(value) === undefined ? [] : [asTime(value, filter)]));
}

const DAY = 24 * 3600e6;
const FAR = 1_000_003;

/** A value that matches no record; undefined where none can be made. */
export function findUnmatched(filter: ListFilter, walk: Pick<Walk, 'records'>, unique: () => string): unknown {
  const held = distinctHeld(filter, walk);
  if (isText(filter)) return unique();
  const numbers = held.flatMap(value => toNumber(value) ?? Number(value)).filter(Number.isFinite);
  if (numbers.length < held.length || held.length === 0) return undefined;
  const isLower = filter.compare === 'below' || filter.compare === 'atMost';
  const end = numbers.reduce((one, other) => (isLower ? Math.min(one, other) : Math.max(one, other)));
  const isTime = toInstant(held[0]) !== undefined;
  if (isTime && !isBound(filter)) return undefined;
  const beyond = isTime ? [DAY] : [FAR, 1];
  return beyond
    .map(distance => (isLower ? end - distance : end + distance))
    .map(number => (isTime ? asTime(formatInstant(number), filter) : asText(number, filter)))
    .find(value => isAllowed(filter, value));
}

/** Whether any text is a value of the filter. */
export function isText({ view, compare }: ListFilter): boolean {
  const { types, format, pattern } = view;
  return (
    types.has('string') && format === undefined && pattern === undefined && ['equal', 'containing'].includes(compare)
  );
}

/** A day as a point in time, where the parameter wants one. */
function asTime(value: unknown, { view }: ListFilter): unknown {
  if (view.format === 'date-time' && isDay(value)) return `${value}T00:00:00Z`;
  return view.format === 'date' && !isDay(value) ? String(value).slice(0, 10) : value;
}

function longestWord(value: unknown): string | undefined {
  const words = typeof value === 'string' ? value.split(/[^\p{L}\p{N}]+/u).filter(word => word.length >= 3) : [];
  return words.toSorted((left, right) => right.length - left.length)[0];
}

export function isAllowed({ parameter: { schema } }: ListFilter, value: unknown): boolean {
  return value !== '' && [value, [value]].some(one => schema.validate(one).length === 0);
}

function distinct(values: readonly unknown[]): unknown[] {
  return [...new Map(values.map(value => [JSON.stringify(value), value])).values()];
}

/** A bound near a time, as clients elsewhere write it: its text stands on one side of that time, and the bound on the other. */
export function atOffset(value: unknown, minutes: number): unknown {
  const instant = isDay(value) ? undefined : toInstant(value);
  if (instant === undefined || minutes === 0) return value;
  // half of the offset before the time, and so half of it after the time as a text
  return formatAtOffset(instant - (minutes / 2) * 60e6, minutes);
}

/** A point in time with an offset of some minutes from UTC. */
export function formatAtOffset(instant: Instant, minutes: number): string {
  const local = formatInstant(instant + minutes * 60e6)
    .replace('+00:00', '')
    .replace(/\.0+$/, '');
  const [hours, rest] = [Math.floor(Math.abs(minutes) / 60), Math.abs(minutes) % 60];
  return `${local}${minutes < 0 ? '-' : '+'}${pad(hours)}:${pad(rest)}`;
}

function pad(number: number): string {
  return String(number).padStart(2, '0');
}
