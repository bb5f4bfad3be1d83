import type { Contract, Operation } from '../../contract/index.js';
import type { HeaderValue, TargetExchange } from '../../target/index.js';
import type { Identity, ReadyStep } from './case.js';
import type { Check, Observation } from './check.js';
import type { Ending } from './outcome.js';

/** The tokens of a run. */
export type Tokens = { token?: string; nonAdminToken?: string };

/** What a run may change on the target: nothing, or only what the run itself has created. */
export type Writes = 'none' | 'own';

export type SuiteOptions = {
  writes: Writes;
  /** The one record that the caller allows the run to patch, where an API cannot create records. */
  subject?: string;
};

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
  has(identity: Identity): boolean;
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
  /** The headers that carry a token; undefined where the run has no such token. */
  credentials(identity: Identity, tokens: Tokens): Readonly<Record<string, HeaderValue>> | undefined;
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
  /** Puts back what the checks have changed. */
  restore(session: Session<K>): Promise<void>;
  /** Removes what the run has created, where the target can. */
  cleanUp?(session: Session<K>): Promise<void>;
  /** What the run has created and left on the target. */
  created(known: K): readonly string[];
}

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
    for (const name of new Set(step.query?.map(([name]) => name))) increment(observed.parameters, name);
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
