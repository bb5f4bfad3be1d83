import type { HeaderValue, TargetExchange } from '../../target/index.js';
import type { Session } from '../run/session.js';
import type { ReadyStep } from '../run/step-request.js';
import type { Identity } from './case.js';
import type { Check, Observation } from './check.js';

/** The tokens of a run. */
export type Tokens = { token?: string; nonAdminToken?: string };

/** What may be changed on the target: nothing, or what the run itself has created. */
export type Writes = 'none' | 'own';

export type SuiteOptions = {
  writes: Writes;
  /** The one user whose patching is consented to, where an API has no way to create one. */
  subject?: string;
};

/** What the run does before its cases. */
export type Preparation = { says: string; requests: number; writes: boolean };

/** The checks of one API, and how its targets are got to know; `K` is what is known of a target's data. */
export interface Suite<K> {
  readonly api: string;
  readonly checks: readonly Check<K>[];
  /** The headers that a request is sent with; undefined where the run has no such token. */
  credentials(identity: Identity, tokens: Tokens): Readonly<Record<string, HeaderValue>> | undefined;
  /** Whether requests may be sent that could change something. */
  mayWrite(options: SuiteOptions): boolean;
  preparations(options: SuiteOptions): readonly Preparation[];
  /** Why nothing of this API could be tested with these options; undefined if something can. */
  blocker(options: SuiteOptions): string | undefined;
  /** What is known before the first request. */
  initialKnowledge(options: SuiteOptions): K;
  /** First contact, then creates what the checks need and reads the data. Throws `target-unreachable`, `token-refused`. */
  prepare(session: Session<K>): Promise<void>;
  /** What any answer tells of the target's readings. */
  observe(given: { step: ReadyStep; exchange: TargetExchange; known: K }): readonly Observation[];
  /** Reads the data anew; its answer differs if the data do, as far as they matter to the requests with these paths. */
  fingerprint(session: Session<K>, about: string): Promise<string>;
  /** The most requests that one look takes. */
  readonly maxFingerprintRequests: number;
  /** Puts back what the checks have changed. */
  restore(session: Session<K>): Promise<void>;
  /** Removes what the run has created, where the target can. */
  cleanUp?(session: Session<K>): Promise<void>;
  /** What the run has created and left on the target. */
  created(known: K): readonly string[];
}
