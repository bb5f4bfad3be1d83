import type { Arbitrary } from 'fast-check';
import type { TargetExchange } from '../../target/index.js';
import type { WrongTokenKind } from './wrong-tokens.js';

/** What the values of a case are made from while it runs; `K` is what the suite knows of the target's data. */
export type CaseContext<K> = {
  known: K;
  /** The exchanges of this case so far. */
  exchanges: readonly TargetExchange[];
  /** Picks one item of a list, the same for the same seed and case; undefined if the list is empty. */
  pick<T>(list: readonly T[]): T | undefined;
  /** A text of at most 40 characters that is new: no other text of this run or of another run contains it. */
  unique(): string;
  /** What was generated for this run of the case. */
  generated: unknown;
};

/** How a plan prints a value that is known only during the run. */
type PlaceholderText = '<learned>' | '<unique>' | '<generated>' | '<subject>';

/** A value that is known only during the run. Where `from` returns undefined, the case is inconclusive: no `what`. */
export class Placeholder<K> {
  readonly text: PlaceholderText;
  readonly what: string;
  readonly from: (context: CaseContext<K>) => unknown;
  /** What a plan prints of a value of which it knows most; undefined where it knows nothing. */
  readonly preview: () => unknown;

  constructor(
    text: PlaceholderText,
    what: string,
    from: (context: CaseContext<K>) => unknown,
    preview: () => unknown = () => undefined,
  ) {
    this.text = text;
    this.what = what;
    this.from = from;
    this.preview = preview;
  }
}

/** A value that comes from the target. */
export function fromTarget<K>(what: string, from: (context: CaseContext<K>) => unknown): Placeholder<K> {
  return new Placeholder('<learned>', what, from);
}

/** Replaces all placeholders in a value, at any depth. */
export function mapPlaceholders(value: unknown, replace: (placeholder: Placeholder<unknown>) => unknown): unknown {
  if (value instanceof Placeholder) return replace(value);
  if (Array.isArray(value)) return value.map(item => mapPlaceholders(item, replace));
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, mapPlaceholders(inner, replace)]));
}

/** A text that no other record has; `complete` makes it an e-mail address, for example. */
export function unique<K>(complete: (text: string) => string = text => text): Placeholder<K> {
  return new Placeholder('<unique>', 'unique text', ({ unique }) => complete(unique()));
}

/** The generated value. */
export function generated<K>(): Placeholder<K> {
  return new Placeholder('<generated>', 'generated value', context => context.generated);
}

/** The token that a request is sent with, if any. */
export type Identity = 'admin' | 'non-admin' | 'absent' | 'empty' | 'garbage' | WrongTokenKind;

/**
 * The statuses that a response may have. `any` is all but 5xx, in any form. `described`: the checks of every response judge the
 * status and the form, and the check of the case judges what they mean.
 */
export type ExpectedStatus = readonly number[] | '4xx' | 'any' | 'described';

/** One request of a case. Any value in it, at any depth, may be a placeholder. */
export type Step<K> = {
  /** The operation's id; the operation gives method and path where `method` and `template` are absent. */
  operation: string;
  method?: string;
  template?: string;
  as?: Identity;
  /** Which of the alternatives of its operation's security is used; the first for which the run has credentials if absent. */
  security?: number;
  path?: Readonly<Record<string, unknown>>;
  query?: readonly (readonly [name: string, value: unknown])[];
  /** A query that is encoded already, before `query`. */
  search?: string;
  /** Sent with the request. */
  headers?: Readonly<Record<string, unknown>>;
  /** The media types that are asked for; `application/json` if absent. */
  accept?: string;
  /** Sent as JSON, or as `write` writes it. */
  body?: unknown;
  /** Writes the body where it is not JSON; undefined if the value cannot be written. */
  write?(body: unknown): { text: string; mediaType: string } | undefined;
  /** Sent unchanged, in place of `body`. */
  text?: string;
  /** The media type of the body; `application/json` if absent. */
  mediaType?: string;
  expects: ExpectedStatus;
  /** The description allows the request. */
  valid?: true;
  /** No document promises the form of the response, only its status. */
  formless?: true;
  /** No document has this request: its response is not judged and counts for no operation. */
  companion?: true;
  /** Why the request must not be sent; undefined if it may be sent. */
  unless?(context: CaseContext<K>): string | undefined;
  /** The step after this one that its response leads to, before those of the case: the next page. At most so many follow. */
  next?: { most: number; step(context: CaseContext<K>): Step<K> | undefined };
};

/** A step whose placeholders are replaced by values, or by texts for a plan. */
export type ReadyStep = Omit<Step<never>, 'unless' | 'next'>;

/** One test: the requests to send and what the responses must be. */
export type Case<K, E = unknown> = {
  /** Unique within its check: `active=true`. */
  id: string;
  operation: string;
  parameter?: string;
  /** The statements that it tests; a response with an unexpected status breaks all of them. */
  statements: readonly string[];
  steps: readonly Step<K>[];
  /** What the run needs for it; without that the case is skipped. */
  needs?: 'subject';
  /** Why it never runs. */
  skip?: string;
  /** When it runs, where the methods of its steps do not say that. */
  phase?: Phase;
  /** Runs the steps several times, each with a new value; after a failure it looks for a smaller value that still fails. */
  generated?: { runs: number; values(context: Pick<CaseContext<K>, 'known'>): Arbitrary<unknown> };
} & (undefined extends E ? { expect?: E } : { /** What the check judges by. */ expect: E });

/**
 * When a case runs: reads in parallel, then cases that create, then one after the other those that change data. Reads and
 * creations that show what the target accepts come before the others.
 */
export const PHASES = ['first-read', 'read', 'first-create', 'create', 'change'] as const;
export type Phase = (typeof PHASES)[number];

/** Whether the cases of a phase change nothing on the target. */
export function onlyReads(phase: Phase): boolean {
  return phase === 'first-read' || phase === 'read';
}

/** The phase of a case, by the methods of its requests. */
export function findPhase(methods: readonly string[]): Phase {
  if (methods.every(method => method === 'GET')) return 'read';
  return methods.every(method => method === 'GET' || method === 'POST') ? 'create' : 'change';
}
