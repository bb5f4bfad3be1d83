/** How an API reads requests that are written otherwise than documented. */
export type RequestRules = {
  /**
   * Which value counts of a query parameter that comes more than once and is no list: the last, any of them, or none, since the
   * request is refused. Of those that order or page it is the last.
   */
  repeated?: (typeof REPEATED)[number];
  query?: LooseValues & {
    /** Other words for listed values, in any case, by parameter: `{ state: { Sold out: gone } }`. */
    labels?: Readonly<Record<string, Readonly<Record<string, string>>>>;
  };
  body?: LooseValues & {
    /** What happens to null where the schema does not allow it: it is refused, or counts as not sent. */
    nulls?: (typeof NULLS)[number];
    /** Whether `\n`, `\r` and `\t` outside of strings, written with a backslash, are white space. */
    escapedWhitespace?: (typeof ESCAPED_WHITESPACE)[number];
  };
};

/** How values are read that do not have the type of their schema. */
export type LooseValues = {
  /** The words for true and false, in any case. */
  booleans?: { readonly true: readonly string[]; readonly false: readonly string[] };
  /** Whether texts of digits are integers, also with a minus or only without. */
  integers?: (typeof INTEGERS)[number];
};

export const REPEATED = ['last', 'any', 'refuse'] as const;
export const NULLS = ['refuse', 'leave-out'] as const;
export const ESCAPED_WHITESPACE = ['forgive', 'refuse'] as const;
export const INTEGERS = ['signed', 'unsigned'] as const;
