/** How a list is divided into pages, and the parameters that say which. */
export type PagingRule =
  /** `first` is the number of the first page. */
  | { by: 'page'; page: string; size?: string; first: 0 | 1; usual?: number; most?: number }
  /** `first` is the number of the first record. */
  | { by: 'offset'; offset: string; size?: string; first: 0 | 1; usual?: number; most?: number }
  /** A token that an earlier response has given. `token` is the key of the last record where clients take it from there. */
  | {
      by: 'cursor';
      after?: string;
      before?: string;
      size?: string;
      token: 'opaque' | 'key';
      usual?: number;
      most?: number;
    }
  /** Only the first records can be asked for. */
  | { by: 'size'; size: string; usual?: number; most?: number };

/**
 * How a parameter and a member are compared. `within` is a list of values, `ranges` one of numbers and ranges of them (`1-5,9`),
 * `containing` a text in any case.
 */
export const COMPARISONS = [
  'equal',
  'unequal',
  'above',
  'atLeast',
  'below',
  'atMost',
  'within',
  'ranges',
  'containing',
  'null',
] as const;
export type Comparison = (typeof COMPARISONS)[number];
/** The member may be inside others: `customer.name`. */
export type FilterRule = {
  member: string;
  compare: Comparison;
  /** Where the parameter may be true or false: the value with which true compares. False finds all others. */
  whenTrue?: string | number;
  /** What values of the parameter mean, where the member has other ones: `{ 1: false, 0: true }`. */
  values?: Readonly<Record<string, unknown>>;
  /** The only values that the parameter may have, where the description allows more. */
  only?: readonly unknown[];
};

export type OrderRule = {
  /** The parameter that names the member; absent where only the usual order is known. */
  by?: string;
  /** The parameter that has the direction. */
  direction?: string;
  /** Whether the values of both may be swapped; directions may then also be `ascending` and `descending`. */
  swapped?: boolean;
  /** What values of the parameter mean, where they are no names of members: `{ newest: '-createdAt' }`. */
  values?: Readonly<Record<string, string>>;
  /** The order without the parameter: `-createdAt`. By default records stand in the order of their creation. */
  usual?: string;
};

/**
 * What a member or header beside the records of a list says. `first` and `last` are the numbers of the first and last record on
 * the page, from 1; `firstKey` and `lastKey` are their keys. `resumeKey` is the last key or, on a page without records, the one that
 * was sent. Those without a value at the end of a list are null or absent.
 */
export const COMPANIONS = [
  'total',
  'count',
  'pages',
  'page',
  'size',
  'offset',
  'first',
  'last',
  'firstKey',
  'lastKey',
  'resumeKey',
  'hasMore',
  'hasPrevious',
  'isFirst',
  'isLast',
  'isEmpty',
  'nextPage',
  'previousPage',
  'nextOffset',
  'previousOffset',
  'nextCursor',
  'previousCursor',
  'nextUrl',
  'previousUrl',
  'firstUrl',
  'lastUrl',
  'selfUrl',
  'links',
  'range',
] as const;
export type Companion = (typeof COMPANIONS)[number];

/**
 * What a member beside the record says in the response to a change: its key, how many records were changed, the token of a log-in and
 * for how many seconds it is valid, or a member of the record.
 */
export const DONE_COMPANIONS = ['key', 'count', 'token', 'seconds'] as const;
export type DoneCompanion = (typeof DONE_COMPANIONS)[number] | { member: string };
