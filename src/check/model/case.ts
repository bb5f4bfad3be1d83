import type { Arbitrary } from 'fast-check';
import type { TargetExchange } from '../../target/index.js';
import type { WrongMake } from './wrong-tokens.js';

/** What the values of a case are made from while it runs; `K` is what the suite knows of the target's data. */
export type CaseContext<K> = {
  known: K;
  /** The exchanges of this case so far. */
  exchanges: readonly TargetExchange[];
  /** One of a list, the same for the same seed and case; undefined of an empty list. */
  pick<T>(list: readonly T[]): T | undefined;
  /** A text of at most 40 characters that this run has not used before and no other run uses, nor a part of it. */
  unique(): string;
  /** What was generated for this run of the case. */
  generated: unknown;
};

/** How a plan prints a value that is not known before the run. */
type PlaceholderText = '<learned>' | '<unique>' | '<generated>' | '<subject>';

/** A value that is not known before the run. `from` may find none, which leaves the case inconclusive: no `what`. */
export class Placeholder<K> {
  readonly placeholder: PlaceholderText;
  readonly what: string;
  readonly from: (context: CaseContext<K>) => unknown;

  constructor(placeholder: PlaceholderText, what: string, from: (context: CaseContext<K>) => unknown) {
    this.placeholder = placeholder;
    this.what = what;
    this.from = from;
  }
}

/** A value that comes from the target. */
export function fromTarget<K>(what: string, from: (context: CaseContext<K>) => unknown): Placeholder<K> {
  return new Placeholder('<learned>', what, from);
}

/** A text that nobody else uses, with `around` put about it: an e-mail address, say. */
export function unique<K>(around: (text: string) => string = text => text): Placeholder<K> {
  return new Placeholder('<unique>', 'unique text', ({ unique }) => around(unique()));
}

/** What was generated, or a part of it. */
export function generated<K>(part: (value: never) => unknown = value => value): Placeholder<K> {
  return new Placeholder('<generated>', 'generated value', context => part(context.generated as never));
}

/** As whom a request is sent: with a token of some make, or with none. */
export type Identity = 'admin' | 'non-admin' | 'absent' | 'empty' | 'garbage' | WrongMake;

/** The statuses that a step may be answered with; `any` is all but 5xx. */
export type ExpectedStatus = readonly number[] | '4xx' | 'any';

/** One request of a case. Any value in it, at any depth, may be pending. */
export type Step<K> = {
  /** The operation's id; its method and path are taken where `method` and `template` say nothing else. */
  operation: string;
  method?: string;
  template?: string;
  as?: Identity;
  path?: Readonly<Record<string, unknown>>;
  query?: readonly (readonly [name: string, value: unknown])[];
  /** Sent as JSON. */
  body?: unknown;
  /** Sent as it stands, in place of `body`. */
  text?: string;
  /** What the body is announced as; `application/json` unless said otherwise. */
  mediaType?: string;
  expects: ExpectedStatus;
  /** The answer's form is not promised, only its status. */
  formless?: true;
  /** No document knows such a request: no answer to it is a finding, and it counts for no operation. */
  companion?: true;
  /** Why it must not be sent after all; undefined if it may. */
  unless?(context: CaseContext<K>): string | undefined;
};

/** Something to find out: the requests to send and what is expected of the answers. */
export type Case<K, E = unknown> = {
  /** Unique within its check: `active=true`. */
  id: string;
  operation: string;
  parameter?: string;
  /** What it puts to the test; a step that is answered with an unexpected status breaks them all. */
  statements: readonly string[];
  steps: readonly Step<K>[];
  /** What the run must have been given; else the case is skipped. */
  needs?: 'subject';
  /** What the check judges by. */
  expect: E;
  /** Runs the steps several times, each with a new value, and then with ever smaller ones that still fail. */
  generated?: { runs: number; values(context: Pick<CaseContext<K>, 'known'>): Arbitrary<unknown> };
};

/** When a case runs: reads side by side, then what creates, then one after the other what changes. */
export const PHASES = ['read', 'create', 'change'] as const;
export type Phase = (typeof PHASES)[number];

/** The phase that the methods of a case's requests put it in. */
export function findPhase(methods: readonly string[]): Phase {
  if (methods.every(method => method === 'GET')) return 'read';
  return methods.every(method => method === 'GET' || method === 'POST') ? 'create' : 'change';
}
