import type { Arbitrary } from 'fast-check';
import type { Contract, Operation } from '../../contract/index.js';
import type { HeaderValue, TargetExchange } from '../../target/index.js';
import type { Identity, ReadyStep } from './case.js';
import type { Check, Finding, Observation } from './check.js';
import type { Ending } from './outcome.js';

/** The tokens of a run; `schemes` has those of named security schemes. */
export type Tokens = { token?: string; nonAdminToken?: string; schemes?: Readonly<Record<string, string>> };

/** What a run may change on the target: nothing, or only what the run itself has created. */
export type Writes = 'none' | 'own';

export type SuiteOptions = {
  writes: Writes;
  /** The one record that the caller allows the run to patch, where an API cannot create records. */
  subject?: string;
};

/** The headers and query parameters that carry credentials. */
export type RequestCredentials = {
  headers: Readonly<Record<string, HeaderValue>>;
  query?: Readonly<Record<string, HeaderValue>>;
};

/** Which request needs credentials. */
export type CredentialUse = { operation: string; security?: number | undefined };

/** Requests that a run sends before or after its cases. */
export type Preparation = { says: string; requests: number; writes: boolean };

/** What a suite and its checks can do within one run; `K` is what the suite knows of the target's data. */
export interface Session<K> {
  readonly api: string;
  readonly contract: Contract;
  readonly url: string;
  readonly options: SuiteOptions;
  /** Every text that the run makes up begins with it; no other run has the same. */
  readonly mark: string;
  readonly known: K;
  readonly coverage: Coverage;
  /** Whether the run has a token of that kind. */
  has(identity: Identity, use?: CredentialUse): boolean;
  operation(id: string): Operation;
  send(step: ReadyStep): Promise<TargetExchange>;
  /** Sends a step to another base URL of the same server; the response is not used to judge the target. */
  sendTo(base: string, step: ReadyStep): Promise<TargetExchange>;
  /** Whether the server at an http URL speaks https. */
  wantsHttps(): Promise<boolean>;
  /** Why nothing more may be sent; undefined while the run goes on. */
  ended(): Ending | undefined;
  /** Reports progress in one sentence. */
  note(text: string): void;
}

/** The checks of one API, and how a run reads the data of a target; `K` is what is known of these data. */
export interface Suite<K> {
  readonly api: string;
  readonly checks: readonly Check<K>[];
  /** The laws that every response must keep. */
  readonly responseChecks: readonly ResponseCheck[];
  /** How the credentials of a request are sent, for any request where `use` is absent; undefined where the run has none. */
  credentials(identity: Identity, tokens: Tokens, use?: CredentialUse): RequestCredentials | undefined;
  /** Whether the run may send requests that could change data. */
  mayWrite(options: SuiteOptions): boolean;
  preparations(options: SuiteOptions): readonly Preparation[];
  /** Why these options leave nothing to test; undefined if something can be tested. */
  blocker(options: SuiteOptions): string | undefined;
  /** What is known before the first request. */
  initialKnowledge(options: SuiteOptions): K;
  /** Makes the first contact, creates what the checks need and reads the data. Throws `target-unreachable`, `token-refused`. */
  prepare(session: Session<K>): Promise<void>;
  /** Which choices of readings a response shows. */
  observe(given: { step: ReadyStep; exchange: TargetExchange; known: K }): readonly Observation[];
  /** Reads the data again and returns a text that differs if data differ that matter to requests with these paths. */
  fingerprint(session: Session<K>, paths: string): Promise<string>;
  /** The most requests that one fingerprint takes. */
  readonly maxFingerprintRequests: number;
  /** Requests like that of a step, and smaller; undefined where nothing of it can be smaller. */
  smaller?(step: ReadyStep): SmallerRequests | undefined;
  /** Puts back what the checks have changed. */
  restore(session: Session<K>): Promise<void>;
  /** Removes what the run has created, where the target can. */
  cleanUp?(session: Session<K>): Promise<void>;
  /** Whether it does so if the options of the run do not say. */
  readonly cleansUp?: boolean;
  /** Whether a breach of what is only derived is a warning. */
  readonly warnsOfDerived?: boolean;
  /** Where places of the description stand: `api.yaml:12`. */
  locate?(places: readonly string[]): ReadonlyMap<string, string>;
  /** What the run has created and left on the target. */
  created(known: K): readonly string[];
}

/** What a request sends, and what smaller ones could send in its place. */
export type SmallerRequests = {
  value: unknown;
  /** How much of the description the first request breaks. */
  breaks: number;
  /** Ways to find smaller values than one, each after the other. */
  ways: readonly ((value: unknown) => Arbitrary<unknown>)[];
  /** Whether a request with the value breaks nothing more of its description. */
  isAlike(value: unknown): boolean;
  /** A step like the first one, with the value. */
  apply(step: ReadyStep, value: unknown): ReadyStep;
};

/** A law that every response must keep. */
export type ResponseCheck = {
  id: string;
  says: string;
  judge(given: { step: ReadyStep; exchange: TargetExchange; session: Session<unknown> }): readonly Finding[];
};

/** How often each status was received and each parameter was sent, by operation. */
export class Coverage {
  readonly operations = new Map<string, { outcomes: Map<string, number>; parameters: Map<string, number> }>();
  readonly #judged = new Map<string, number>();

  add(step: ReadyStep, exchange: TargetExchange): void {
    if (step.companion) return;
    let observed = this.operations.get(step.operation);
    if (!observed) {
      observed = { outcomes: new Map(), parameters: new Map() };
      this.operations.set(step.operation, observed);
    }
    increment(observed.outcomes, exchange.response ? String(exchange.response.status) : 'none');
    const names = [...(step.query ?? []).map(([name]) => name), ...new URLSearchParams(step.search).keys()];
    for (const name of new Set(names)) increment(observed.parameters, name);
  }

  /** Counts one more response of a status whose form was judged, and returns how many there are. */
  countJudged(operation: string, status: number): number {
    return increment(this.#judged, `${operation} ${status}`);
  }
}

function increment(counts: Map<string, number>, key: string): number {
  const count = (counts.get(key) ?? 0) + 1;
  counts.set(key, count);
  return count;
}
