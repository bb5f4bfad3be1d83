/** Whose credentials count, where `resources.yaml` says it. How they are sent stands in the description. */
export type AuthenticationRules = {
  /** The collection of those who log in. */
  collection?: string;
  /** What the record of a caller must have for a token to count, and for a log-in that has no conditions: `{ active: true }`. */
  admits?: Readonly<Record<string, unknown>>;
  /** For how many seconds the token of a log-in is valid. */
  seconds?: number;
  /** Tokens that count from the start, by name, in the place of those that the mock makes for each scheme. */
  tokens?: Readonly<Record<string, FixedToken>>;
  /** Whether operations with optional credentials need them, too; false: none needs any. */
  asks?: boolean;
  /** Whether a token may stand in the header Authorization alone, without the word Bearer. */
  bare?: boolean;
};

/** A token that counts from the start: a given one, or one that is made from the seed. */
export type FixedToken = {
  token?: string;
  /** What a token that is made from the seed is for. The same seed and purpose make the same token. */
  purpose?: string;
  /** The key of the record of its caller; without it, it belongs to no record. It counts whatever happens to that record. */
  caller?: string | number;
  /** False for the token of a caller who is never let in: clients can try how that is refused. */
  admitted?: boolean;
};

/** How an operation logs a caller in. */
export type LogInRule = {
  /**
   * The members of the request that name the caller, and the members of the records where the name may stand: `{ login: [name, email] }`.
   * Where a request has several of them, the last one counts.
   */
  by: Readonly<Record<string, readonly string[]>>;
  /** The member of the request that has the password. Without it the name is enough, as where one caller acts for another. */
  password?: string;
  /** What the record must have: `{ active: true }`; by default what `admits` of the authentication says. */
  who?: Readonly<Record<string, unknown>>;
  /** Members of the record that get the time of the log-in. */
  times?: readonly string[];
  /** Members of the record that get the address of the client. */
  addresses?: readonly string[];
};

/** For how many seconds the token of a log-in is valid, where nothing says it. */
export const TOKEN_SECONDS = 3600;

/** Whether a record has all values that a rule asks for. */
export function isAdmitted(
  record: Readonly<Record<string, unknown>>,
  wanted: Readonly<Record<string, unknown>> = {},
): boolean {
  for (const name in wanted) if (record[name] !== wanted[name]) return false;
  return true;
}
