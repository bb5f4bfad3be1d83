import { formatInstant } from '../../../../kernel/index.js';
import type { CaseContext } from '../../../model/case.js';
import type { JudgedApi } from '../../judged-api.js';
import type { Knowledge } from '../../known/knowledge.js';
import { followNames } from '../../known/read-records.js';
import type { Walk } from '../../known/walk.js';
import { toInstant, toNumber } from './compare-values.js';
import {
  atOffset,
  distinctHeld,
  findUnmatched,
  formatAtOffset,
  halfSecondLater,
  isAllowed,
  isTelling,
  isText,
  spread,
  tellingValues,
} from './filter-values.js';
import { isBound, type ListFilter, versionsOf } from './filters.js';

/** What is known when a value is chosen. */
type Known = { walk: Walk; context: CaseContext<Knowledge> };

/** A way to try a filter: the list is read once with each value. Without a value it is not tried. */
export type FilterTrial = {
  id: string;
  values: readonly ((known: Known) => unknown)[];
  /** No record has to match, and the target may refuse the value. */
  isOdd?: true;
  /** Whether the list is read in small pages; else it takes one request. */
  inPages?: boolean;
};

/** The most values of a filter that are tried, where it has only some values and where it has any. */
const MAX_LISTED = 6;
const MAX_OTHERS = 3;

/** The ways to try a filter. */
export function planTrials(filter: ListFilter, patterns: readonly OddText[]): FilterTrial[] {
  const [exact] = versionsOf(filter);
  const { enum: values, types } = filter.view;
  const listed = (filter.only ?? values)?.length ?? (types.has('boolean') ? 2 : undefined);
  const count = listed === undefined ? MAX_OTHERS : Math.min(listed, MAX_LISTED);
  if (listed !== undefined || filter.compare === 'null') return planUsual(filter, count);
  return [
    ...(filter.takesSeveral
      ? planSeveral(filter)
      : exact.isExact && isBound(exact)
        ? planTimes(exact)
        : planUsual(filter, count)),
    ...(isText(filter) ? planTexts(exact, patterns) : []),
    {
      id: 'what no record has',
      values: [({ walk, context }) => findUnmatched(exact, walk, context.unique)],
      isOdd: true,
    },
  ];
}

/** Minutes east of UTC at which the bounds of times are written, turn by turn. */
const OFFSETS = [0, 840, -720];

/** Values that tell records apart; the bounds of times stand where clients elsewhere write them. */
function planUsual(filter: ListFilter, turns: number): FilterTrial[] {
  const isTime = isBound(filter) && filter.view.format === 'date-time';
  const usual = Array.from({ length: turns }, (_, turn) => ({
    id: String(turn + 1),
    inPages: turn === 0,
    values: [
      ({ walk }: Known) => {
        const offset = OFFSETS[turn % OFFSETS.length] ?? 0;
        const all = tellingValues(filter, walk);
        const written = isTime ? all.map(value => atOffset(value, offset)) : all;
        const values = spread(preferTexts(filter, walk, written), turns);
        // each turn writes a bound of times otherwise, also where there is only one
        return values[isBound(filter) ? Math.min(turn, values.length - 1) : turn];
      },
    ],
  }));
  if (!isTime || filter.isServerSet) return usual;
  return [
    ...usual,
    { id: 'half a second later', values: [({ walk, context }) => halfSecondLater(filter, walk, context.known)] },
  ];
}

/** Of bounds that tell records apart, those that do not tell the same ones apart as their texts, where there are some. */
function preferTexts(filter: ListFilter, walk: Walk, values: readonly unknown[]): unknown[] {
  const telling = values.filter(value => isTelling(filter, walk, value));
  const differing = telling.filter(value => differsAsText(filter, walk, value));
  return isBound(filter) && differing.length > 0 ? differing : telling;
}

/** Whether the text of a bound has another place among the values of the records than the bound itself. */
function differsAsText({ member }: ListFilter, { records }: Walk, bound: unknown): boolean {
  return records.some(({ value }) => {
    const held = followNames(value, member);
    return typeof held === 'string' && held < String(bound) !== (toNumber(held) ?? 0) < (toNumber(bound) ?? 0);
  });
}

/** The smallest difference that every server can distinguish: a millisecond, in microseconds. */
const NEAR = 1000;

/** Bounds so near to the time of a record that a target which compares texts, days, hours or seconds finds other records. */
const NEAR_TIMES: readonly (readonly [shift: number, offset: number])[] = [
  [-NEAR, 0],
  [NEAR, 0],
  [-NEAR, 840],
  [NEAR, -720],
  [-NEAR, 330],
];

/** How many times of records are tried as bounds. */
const MAX_TIMES = 24;

/** How often the very time of a record is a bound: the target has to do the same each time. */
const AT_TIMES = 2;

/** The bounds of times where documents say that they are points in time. */
function planTimes(filter: ListFilter): FilterTrial[] {
  const near = NEAR_TIMES.map(([shift, offset], at) => ({
    id: `${Math.abs(shift) / 1000} ms ${shift < 0 ? 'before' : 'after'} a time${offset === 0 ? '' : `, at an offset of ${offset} minutes`}`,
    inPages: at === 0,
    values: [
      ({ walk }: Known) => {
        const all = instantsOf(filter, walk);
        const bounds = spread(all, MAX_TIMES)
          .map(instant => instant + shift)
          .filter(bound => !all.includes(bound));
        const written = bounds.map(bound => formatAtOffset(bound, offset));
        const values = preferTexts(filter, walk, written);
        return values[Math.floor((values.length * (at + 1)) / (NEAR_TIMES.length + 1))];
      },
    ],
  }));
  const same = Array.from({ length: AT_TIMES }, (_, at) => ({
    id: `the very time of a record ${at + 1}`,
    values: [
      ({ walk }: Known) => {
        const values = spread(instantsOf(filter, walk), MAX_TIMES)
          .map(formatInstant)
          .filter(value => isTelling(filter, walk, value));
        return values[Math.floor((values.length * (at + 1)) / (AT_TIMES + 1))];
      },
    ],
  }));
  return [...near, ...same];
}

function instantsOf(filter: ListFilter, walk: Walk): number[] {
  const instants = distinctHeld(filter, walk).flatMap(value => toInstant(value) ?? []);
  return [...new Set(instants)].toSorted((left, right) => left - right);
}

/** The longest text of several values, which a URL can carry. */
const MAX_LENGTH = 1500;

/** Several values, one, many, and one together with one that no record has. */
function planSeveral(filter: ListFilter): FilterTrial[] {
  const choose: Readonly<Record<string, (values: readonly unknown[], none: unknown) => unknown[]>> = {
    'several values': values => spread(values, 5),
    'one value': values => values.slice(0, 1),
    'many values': values => values.filter((_, at) => values.slice(0, at + 1).join().length <= MAX_LENGTH),
    'a value and one that no record has': (values, none) => (none === undefined ? [] : [none, ...values.slice(0, 1)]),
  };
  return Object.entries(choose).map(([id, from]) => ({
    id,
    inPages: id === 'several values',
    values: [
      ({ walk, context }) => {
        const all = distinctHeld(filter, walk).filter(value => !String(value).includes(','));
        const chosen = from(all.slice(1), findUnmatched(filter, walk, context.unique));
        return isTelling(filter, walk, chosen) ? chosen : undefined;
      },
    ],
  }));
}

/** A change of a text after which no record has it. */
export type OddText = readonly [id: string, change: (text: string) => string];

/** In patterns of databases and of programs, some signs match others. */
const PATTERNS: readonly OddText[] = [
  ['with _ for a letter', text => replaceThird(text, '_')],
  ['cut short, with %', text => `${text.slice(0, 3)}%`],
  ['followed by a quote and a condition', text => `${text}' OR '1'='1`],
  ['after a backslash', text => `\\${text}`],
];

/** Signs that a server may want to match others, unless documents say that it finds a text or a part of it. */
const WILDCARDS: readonly OddText[] = [
  ['with . for a letter', text => replaceThird(text, '.')],
  ['with ? for a letter', text => replaceThird(text, '?')],
  ['cut short, with *', text => `${text.slice(0, 3)}*`],
  ['cut short, with .*', text => `${text.slice(0, 3)}.*`],
];

/** The odd texts that are tried; in a large description the lists take turns. */
export function oddTexts(operation: Parameters<JudgedApi['inTurns']>[1], api: JudgedApi): OddText[] {
  return api.inTurns(PATTERNS, operation);
}

/** The length of the shortest text that is changed or shortened. */
const MIN_TEXT_LENGTH = 5;

/** How many parts of texts are tried: the target has to do the same with each. */
const PARTS = 4;

function planTexts(filter: ListFilter, patterns: readonly OddText[]): FilterTrial[] {
  const odd = (id: string, changes: readonly ((text: string) => string)[], turn = 0): FilterTrial => ({
    id,
    values: changes.map(change => ({ walk }) => {
      const held = new Set(distinctHeld(filter, walk).map(String));
      const texts = [...held].filter(text => text.length >= MIN_TEXT_LENGTH && /^[\w-]+( [\w-]+)*$/.test(text));
      const changed = texts.map(change).filter(text => !held.has(text) && text.trim() === text);
      return changed.filter(text => isAllowed(filter, text))[turn];
    }),
    isOdd: true,
  });
  const changes = [...patterns, ...(filter.isExact ? WILDCARDS : [])].map(([id, change]) => odd(id, [change]));
  if (!filter.isExact) return changes;
  const parts = Array.from({ length: PARTS }, (_, at) => odd(`a part ${at + 1}`, [inner], at));
  // a target that ignores case finds parts, too
  return [...parts, odd('in the other case', [swapCase, text => swapCase(inner(text))]), ...changes];
}

function inner(text: string): string {
  return text.slice(1, -1);
}

/** Replaces the third letter of a text by a sign. */
function replaceThird(text: string, sign: string): string {
  return `${text.slice(0, 2)}${sign}${text.slice(3)}`;
}

function swapCase(text: string): string {
  return text.replace(/[a-z]/gi, letter => (letter < 'a' ? letter.toLowerCase() : letter.toUpperCase()));
}
