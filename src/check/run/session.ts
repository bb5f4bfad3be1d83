import type { Contract, Operation } from '../../contract/index.js';
import { Problem } from '../../kernel/index.js';
import type { Target, TargetExchange, TargetRequest } from '../../target/index.js';
import { type Case, findPhase, type Identity, type Phase, type Step } from '../model/case.js';
import type { Check } from '../model/check.js';
import { Coverage } from '../model/coverage.js';
import type { Outcome } from '../model/outcome.js';
import type { Suite, SuiteOptions, Tokens } from '../model/suite.js';
import { WRONG_MAKES, wrongToken } from '../model/wrong-tokens.js';
import { Observations } from '../outcome/observations.js';
import type { Evidence } from './run-case.js';
import type { Selection } from './selection.js';
import { createRequest, type ReadyStep } from './step-request.js';

/** After how many requests on end that got no answer one is repeated that was answered before, to see whether the target is gone. */
const MAX_UNANSWERED = 5;

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
  /** What went wrong in the run itself, as sentences. */
  readonly failures: string[] = [];
  /** Told of every exchange, while somebody wants to know. */
  onExchange: ((step: ReadyStep, exchange: TargetExchange) => void) | undefined;
  readonly #target: Target;
  readonly #tokens: Tokens;
  readonly #ended: () => Outcome['ended'];
  readonly #selection: Selection | undefined;
  readonly #secrets: readonly string[];
  readonly #operations: ReadonlyMap<string, Operation>;
  #unanswered = 0;
  /** A read that was answered. */
  #answered: ReadyStep | undefined;
  #probe: Promise<void> | undefined;
  #gone: 'lost' | 'silent' | undefined;

  constructor(given: {
    target: Target;
    contract: Contract;
    suite: Suite<K>;
    options: SuiteOptions;
    tokens: Tokens;
    seed: number;
    mark: string;
    note(text: string): void;
    ended(): Outcome['ended'];
    /** What is judged; everything if absent. */
    selection?: Selection;
    /** What must not be shown, beside the tokens. */
    secrets?: readonly string[];
  }) {
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
    this.#secrets = listSecrets(given);
    this.#operations = new Map(given.contract.operations.map(operation => [operation.id, operation]));
  }

  get url(): string {
    return this.#target.url;
  }

  /** How many requests have been sent. */
  get sent(): number {
    return this.#target.sent;
  }

  /** Why nothing more is to be begun: the target has gone away, the time is up, or somebody wants it so. */
  ended(): Outcome['ended'] {
    return this.#gone ?? this.#ended();
  }

  operation(id: string): Operation {
    const operation = this.#operations.get(id);
    if (!operation)
      throw new Problem('contract-invalid', `A case names the operation ${id}, which the contract has not.`);
    return operation;
  }

  getMethod(step: Step<never>): string {
    return step.method ?? this.operation(step.operation).method;
  }

  findPhase({ steps }: Case<K>): Phase {
    return findPhase(steps.map(step => this.getMethod(step)));
  }

  /** Why a case cannot be run with what this run was given; undefined if it can. */
  blocker(asked: Case<K>, check: Check<K>): string | undefined {
    const left = this.#selection?.blocker(asked as Case<never>, check as Check<never>);
    if (left !== undefined) return left;
    const { steps, needs } = asked;
    if (needs === 'subject' && this.options.subject === undefined) {
      return 'No user was named who may be patched: --subject names one.';
    }
    const lacking = steps.map(({ as = 'admin' }) => as).find(as => !this.suite.credentials(as, this.#tokens));
    if (lacking === 'non-admin') return 'No token of a user who is no admin was given: --non-admin-token gives one.';
    if (lacking) return 'No token was given: --token gives one.';
    const reads = steps.every(step => this.getMethod(step) === 'GET');
    return reads || this.suite.mayWrite(this.options) ? undefined : 'Writing is not allowed: --writes own allows it.';
  }

  /** Sends a step that has no pending values. */
  async send(step: ReadyStep): Promise<TargetExchange> {
    const exchange = await this.#target.send(this.#createRequest(step));
    this.coverage.add(step, exchange);
    this.onExchange?.(step, exchange);
    await this.#watch(step, exchange);
    for (const observation of this.suite.observe({ step, exchange, known: this.known })) {
      this.observations.add(observation, { operation: step.operation, exchange });
    }
    return exchange;
  }

  /** Sends a step to another base URL of the same server; nothing is learned from what it answers. */
  sendTo(base: string, step: ReadyStep): Promise<TargetExchange> {
    return this.#target.send(this.#createRequest(step), base);
  }

  /** Whether the run was given a token of that make. */
  has(identity: Identity): boolean {
    return this.suite.credentials(identity, this.#tokens) !== undefined;
  }

  /** Whether the other end of an http URL speaks https. */
  wantsHttps(): Promise<boolean> {
    return this.#target.wantsHttps();
  }

  #createRequest(step: ReadyStep): TargetRequest {
    const headers = this.suite.credentials(step.as ?? 'admin', this.#tokens) ?? {};
    return createRequest(step, { operation: this.operation(step.operation), headers });
  }

  /** Finds out whether the target is gone. That it answers nothing to some requests is for the checks to tell. */
  async #watch(step: ReadyStep, { failure }: TargetExchange): Promise<void> {
    this.#unanswered = failure ? this.#unanswered + 1 : 0;
    if (!failure && this.getMethod(step) === 'GET') this.#answered = step;
    if (!failure || this.#unanswered < MAX_UNANSWERED) return;
    this.#probe ??= this.#repeat(this.#answered ?? step).finally(() => {
      this.#probe = undefined;
    });
    await this.#probe;
  }

  async #repeat(step: ReadyStep): Promise<void> {
    const { failure } = await this.#target.send(this.#createRequest(step));
    if (failure) this.#gone ??= failure.kind === 'refused' ? 'lost' : 'silent';
    else this.#unanswered = 0;
  }

  /**
   * A finding as it may be shown to anybody: short, and without secrets, even where a target repeats them. None where the
   * run is not asked for it.
   */
  presentable(evidence: Evidence): readonly Evidence[] {
    if (this.#selection?.counts(evidence) === false) return [];
    const { message, expected, got } = evidence;
    const texts = Object.entries({ message, expected, got }).filter(
      (entry): entry is [string, string] => entry[1] !== undefined,
    );
    const shown = Object.fromEntries(
      texts.map(([name, text]) => [name, cut(this.#redacted(text.slice(0, MAX_REDACTED)))]),
    );
    return [{ ...evidence, ...shown }];
  }

  /** A text without the tokens of this run, and without any password but the throw-away ones that it makes itself. */
  #redacted(text: string): string {
    return this.#secrets
      .reduce((left, secret) => left.replaceAll(secret, '[token]'), text)
      .replace(/\$2[abxy]\$\d\d\$[./A-Za-z0-9]{53}/g, '[password]')
      .replace(/("passw(?:or)?d"\s*:\s*)(?!null|"throw-away)(?:"(?:[^"\\]|\\.)*"?|[^\s",}\]]+)/g, '$1"[password]"');
  }
}

/** What must not be shown, the longest first: the wrong tokens that a run sends tell nearly all of the right one. */
function listSecrets({ tokens, secrets = [] }: { tokens: Tokens; secrets?: readonly string[] }): string[] {
  const wrong = (token: string) => WRONG_MAKES.map(make => wrongToken(make, token, '').value);
  return [...Object.values(tokens).flatMap(token => [token, ...wrong(token)]), ...secrets]
    .filter(secret => secret.length >= MIN_SECRET_LENGTH)
    .sort((left, right) => right.length - left.length);
}

/** A shorter token could not be told from any other text. */
const MIN_SECRET_LENGTH = 6;

/** The most characters that are searched for secrets; far more than are shown, so that none is cut in two and missed. */
const MAX_REDACTED = 20_000;

/** The most characters of a text in a report. */
const MAX_TEXT_LENGTH = 300;

function cut(text: string): string {
  return text.length > MAX_TEXT_LENGTH ? `${text.slice(0, MAX_TEXT_LENGTH)}…` : text;
}
