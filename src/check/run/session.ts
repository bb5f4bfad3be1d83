import type { Contract, Operation } from '../../contract/index.js';
import { Problem } from '../../kernel/index.js';
import type { Target, TargetExchange, TargetRequest } from '../../target/index.js';
import {
  type Case,
  findPhase,
  type Identity,
  onlyReads,
  type Phase,
  type ReadyStep,
  type Step,
} from '../model/case.js';
import type { Check, Evidence } from '../model/check.js';
import type { Ending } from '../model/outcome.js';
import type { CredentialUse, Session, Suite, SuiteOptions, Tokens } from '../model/suite.js';
import { Coverage } from '../model/suite.js';
import { MemberCoverage } from '../outcome/member-coverage.js';
import { Observations } from '../outcome/observations.js';
import { type Gone, Liveness } from './liveness.js';
import { createRedactor } from './redact.js';
import type { Selection } from './selection.js';
import { createRequest } from './step-request.js';

type SessionOptions<K> = {
  target: Target;
  contract: Contract;
  suite: Suite<K>;
  options: SuiteOptions;
  tokens: Tokens;
  seed: number;
  mark: string;
  note(text: string): void;
  ended(): Ending | undefined;
  /** What is judged; everything if absent. */
  selection?: Selection;
  /** What must not be shown, in addition to the tokens. */
  secrets?: readonly string[];
};

/** One run against one target: it sends the requests and keeps what is known. */
export class RunSession<K> implements Session<K> {
  readonly contract: Contract;
  readonly suite: Suite<K>;
  readonly options: SuiteOptions;
  readonly seed: number;
  readonly mark: string;
  readonly coverage = new Coverage();
  readonly members: MemberCoverage;
  readonly observations = new Observations();
  readonly known: K;
  readonly note: (text: string) => void;
  /** Errors of the run itself, as sentences. */
  readonly failures: string[] = [];
  /** Called with every exchange, where it is set. */
  onExchange: ((step: ReadyStep, exchange: TargetExchange) => void) | undefined;
  readonly #target: Target;
  readonly #tokens: Tokens;
  readonly #ended: () => Ending | undefined;
  readonly #selection: Selection | undefined;
  readonly #redact: (text: string) => string;
  readonly #operations: ReadonlyMap<string, Operation>;
  readonly #liveness: Liveness;

  constructor(given: SessionOptions<K>) {
    this.contract = given.contract;
    this.suite = given.suite;
    this.options = given.options;
    this.seed = given.seed;
    this.mark = given.mark;
    this.note = given.note;
    this.known = given.suite.initialKnowledge(given.options);
    this.#target = given.target;
    this.#tokens = given.tokens;
    this.#ended = given.ended;
    this.#selection = given.selection;
    this.#redact = createRedactor(given.tokens, given.secrets ?? []);
    this.members = new MemberCoverage(given.contract);
    this.#liveness = new Liveness(step => this.#target.send(this.#requestOf(step)));
    this.#operations = new Map(given.contract.operations.map(operation => [operation.id, operation]));
  }

  get api(): string {
    return this.suite.api;
  }

  get url(): string {
    return this.#target.url;
  }

  /** How many requests were sent. */
  get sent(): number {
    return this.#target.sent;
  }

  ended(): Ending | undefined {
    return this.#liveness.why ?? this.#ended();
  }

  /** How the target went; undefined while it is there. */
  get gone(): Gone | undefined {
    const { gone } = this.#liveness;
    return gone && { ...gone, ...(gone.after !== undefined && { after: this.#redact(gone.after) }) };
  }

  operation(id: string): Operation {
    const operation = this.#operations.get(id);
    if (!operation)
      throw new Problem('contract-invalid', `A case names the operation ${id}, which the contract does not have.`);
    return operation;
  }

  methodOf(step: Step<never>): string {
    return step.method ?? this.operation(step.operation).method;
  }

  phaseOf({ steps, phase }: Case<K>): Phase {
    return phase ?? findPhase(steps.map(step => this.methodOf(step)));
  }

  /** Why this run cannot run a case; undefined if it can. */
  blocker(tested: Case<K>, check: Check<K>): string | undefined {
    const unselected = this.#selection?.blocker(tested as Case<never>, check as Check<never>);
    if (unselected !== undefined) return unselected;
    const { steps, needs, skip } = tested;
    if (skip !== undefined) return skip;
    if (needs === 'subject' && this.options.subject === undefined) {
      return 'No record was named that the run may patch: --subject names one.';
    }
    const lacking = steps.flatMap(step => (this.has(step.as ?? 'admin', step) ? [] : [step.as ?? 'admin']))[0];
    if (lacking === 'non-admin') return 'No token without the required rights was given: --non-admin-token gives one.';
    if (lacking) return 'No token was given: --token gives one.';
    return onlyReads(this.phaseOf(tested)) || this.suite.mayWrite(this.options)
      ? undefined
      : 'Writing is not allowed: --writes own allows it.';
  }

  async send(step: ReadyStep): Promise<TargetExchange> {
    const number = this.#liveness.start();
    const exchange = await this.#target.send(this.#requestOf(step));
    this.coverage.add(step, exchange);
    this.members.add(step, exchange);
    this.onExchange?.(step, exchange);
    await this.#liveness.end(number, step, exchange);
    for (const observation of this.suite.observe({ step, exchange, known: this.known })) {
      this.observations.add(observation, { operation: step.operation, exchange });
    }
    return exchange;
  }

  sendTo(base: string, step: ReadyStep): Promise<TargetExchange> {
    return this.#target.send(this.#requestOf(step), base);
  }

  has(identity: Identity, use?: CredentialUse): boolean {
    return this.suite.credentials(identity, this.#tokens, use) !== undefined;
  }

  wantsHttps(): Promise<boolean> {
    return this.#target.wantsHttps();
  }

  #requestOf(step: ReadyStep): TargetRequest {
    const credentials = this.suite.credentials(step.as ?? 'admin', this.#tokens, step) ?? { headers: {} };
    return createRequest(step, { operation: this.operation(step.operation), credentials });
  }

  /** A finding as a report may show it: short, and without secrets. No finding if the selection leaves it out. */
  present(evidence: Evidence): readonly Evidence[] {
    if (this.#selection?.counts(evidence) === false) return [];
    const { message, expected, got } = evidence;
    const texts = Object.entries({ message, expected, got }).flatMap(([name, text]) =>
      text === undefined ? [] : [[name, this.#redact(text)]],
    );
    return [{ ...evidence, ...Object.fromEntries(texts) }];
  }
}
