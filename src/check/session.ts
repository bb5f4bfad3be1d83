import type { Contract, Operation } from '../contract/index.js';
import { Problem } from '../kernel/index.js';
import type { Exchange, Target } from '../target/index.js';
import { type Case, type Phase, phaseOf, type Step } from './case.js';
import { Coverage } from './coverage.js';
import { Observations } from './observations.js';
import { type ReadyStep, requestOf } from './step-request.js';
import type { Suite, SuiteOptions, Tokens } from './suite.js';

/** After how many refused connections on end a target is taken to be gone. */
const MOST_REFUSED = 3;

/** One run against one target: how its requests are sent, and what is known. */
export class Session<K> {
  readonly contract: Contract;
  readonly suite: Suite<K>;
  readonly options: SuiteOptions;
  readonly seed: number;
  /** What the texts that this run makes up have in common; no other run has the same. */
  readonly mark: string;
  readonly coverage = new Coverage();
  readonly observations = new Observations();
  readonly known: K;
  /** Tells what goes on, in one sentence. */
  readonly note: (text: string) => void;
  /** Told of every exchange, while somebody wants to know. */
  onExchange: ((step: ReadyStep, exchange: Exchange) => void) | undefined;
  readonly #target: Target;
  #refused = 0;
  readonly #tokens: Tokens;
  readonly #operations: ReadonlyMap<string, Operation>;

  constructor(given: {
    target: Target;
    contract: Contract;
    suite: Suite<K>;
    options: SuiteOptions;
    tokens: Tokens;
    seed: number;
    mark: string;
    note(text: string): void;
  }) {
    this.contract = given.contract;
    this.suite = given.suite;
    this.options = given.options;
    this.seed = given.seed;
    this.mark = given.mark;
    this.note = given.note;
    this.known = given.suite.unknown(given.options);
    this.#target = given.target;
    this.#tokens = given.tokens;
    this.#operations = new Map(given.contract.operations.map(operation => [operation.id, operation]));
  }

  get url(): string {
    return this.#target.url;
  }

  /** How many requests have been sent. */
  get sent(): number {
    return this.#target.sent;
  }

  /** Whether the target has gone away: nobody has been there for some requests on end. */
  get lost(): boolean {
    return this.#refused >= MOST_REFUSED;
  }

  operation(id: string): Operation {
    const operation = this.#operations.get(id);
    if (!operation)
      throw new Problem('contract-invalid', `A case names the operation ${id}, which the contract has not.`);
    return operation;
  }

  methodOf(step: Step<never>): string {
    return step.method ?? this.operation(step.operation).method;
  }

  phaseOf({ steps }: Case<K>): Phase {
    return phaseOf(steps.map(step => this.methodOf(step)));
  }

  /** Why a step cannot be sent in this run; undefined if it can. */
  hindrance(step: Step<never>): string | undefined {
    if (this.suite.credentials(step.as ?? 'admin', this.#tokens) === undefined)
      return `No ${step.as ?? 'admin'} token was given.`;
    if (this.methodOf(step) === 'GET' || this.options.writes === 'own' || this.options.subject !== undefined)
      return undefined;
    return 'Writing is not allowed.';
  }

  /** Sends a step that has no pending values. */
  async send(step: ReadyStep): Promise<Exchange> {
    const operation = this.operation(step.operation);
    const headers = this.suite.credentials(step.as ?? 'admin', this.#tokens) ?? {};
    const exchange = await this.#target.send(requestOf(step, { operation, headers }));
    this.coverage.add(step, exchange);
    this.onExchange?.(step, exchange);
    this.#refused = exchange.failure?.kind === 'refused' ? this.#refused + 1 : 0;
    for (const observation of this.suite.observe({ step, exchange, known: this.known })) {
      this.observations.add(observation, { operation: step.operation, exchange });
    }
    return exchange;
  }

  /** A text without the tokens of this run, and without any password but the throw-away ones that it makes itself. */
  redacted(text: string): string {
    const tokens = Object.values(this.#tokens).filter(token => token !== '');
    const without = tokens.reduce((left, token) => left.replaceAll(token, '[token]'), text);
    return without
      .replace(/\$2[abxy]\$\d\d\$[./A-Za-z0-9]{53}/g, '[password]')
      .replace(/("passw(?:or)?d"\s*:\s*)"(?!throw-away|\[)(?:[^"\\]|\\.)*"?/g, '$1"[password]"');
  }
}
