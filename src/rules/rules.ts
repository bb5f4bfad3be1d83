import { setImmediate as pause } from 'node:timers/promises';
import { type Criteria, type CriteriaRequest, RequestView } from '../journal/index.js';
import { createRandom, type Instant, Problem, type Random } from '../kernel/index.js';
import { drawDelay } from './delay.js';
import { findShadows } from './find-shadows.js';
import type { FaultName, RateLimit, Rule, RuleResponse } from './rule.js';

export type RulesOptions = {
  /** How many rules there may be. */
  max: number;
  /** The integer from which probabilities and delays are drawn. */
  seed: number;
  now: () => Instant;
};

/** What one rule does to one request: a delay, and then at most one more thing. */
export type Effects = {
  /** The id of the rule. */
  rule: string;
  /** Milliseconds to wait. */
  delay: number | undefined;
  response?: RuleResponse | undefined;
  fault?: FaultName | undefined;
  /** There were too many requests: the response is 429, and the client may try again after so many seconds. */
  retryAfter?: number | undefined;
  /** The token counts as expired. */
  expireTokens: boolean;
};

/** A rule as it was given, how often it applied, and the rule that decides for all of its requests, if there is one. */
export type ListedRule = { id: string; applied: number; rule: unknown; shadowedBy?: string };

/** Rules as another process can take them over, each with the number of its id. */
export type SharedRules = { created: number; rules: readonly { number: number; rule: unknown }[] };

type Active = {
  id: string;
  number: number;
  rule: Rule;
  applied: number;
  random: Random;
  window: RateWindow | undefined;
};

/** The active rules. Of those that match a request, only the last one decides. */
export class Rules {
  readonly #options: RulesOptions;
  /** A new one is added at the end. */
  #rules: Active[] = [];
  #created = 0;
  /** The rules that can match an operation and method, the last one first; cleared at each change. */
  readonly #byRequest = new Map<string, readonly Active[]>();

  constructor(options: RulesOptions) {
    this.#options = options;
  }

  get size(): number {
    return this.#rules.length;
  }

  /** Throws `too-many-rules`. */
  add(rule: Rule): ListedRule {
    this.assertRoomFor(this.size + 1);
    this.#created += 1;
    const active = this.#activate(this.#created, rule);
    this.#byRequest.clear();
    this.#rules.push(active);
    return { id: active.id, applied: 0, rule: rule.json };
  }

  #activate(number: number, rule: Rule): Active {
    // each rule has a separate generator, so that a new rule does not change what the others draw
    const random = createRandom(this.#options.seed ^ Math.imul(number, SPREAD));
    const window = rule.rateLimit && new RateWindow(rule.rateLimit);
    return { id: `rule-${number}`, number, rule, applied: 0, random, window };
  }

  /** The rules, without how often they applied. */
  toJSON(): SharedRules {
    return { created: this.#created, rules: this.#rules.map(({ number, rule }) => ({ number, rule: rule.json })) };
  }

  /** Takes over the rules of another process. Those that are the same keep their count. */
  adopt({ created, rules }: SharedRules, parse: (json: unknown) => Rule): void {
    const before = new Map(this.#rules.map(active => [active.number, active]));
    this.#rules = rules.map(({ number, rule }) => {
      const known = before.get(number);
      const isSame = JSON.stringify(known?.rule.json) === JSON.stringify(rule);
      return known && isSame ? known : this.#activate(number, parse(rule));
    });
    this.#created = created;
    this.#byRequest.clear();
  }

  /** The rules that are not used up, in their order. */
  get remaining(): readonly Rule[] {
    return this.#rules.filter(active => !isUsedUp(active)).map(({ rule }) => rule);
  }

  /** The rule with this id, if there is one. */
  get(id: string): ListedRule | undefined {
    return this.list().find(rule => rule.id === id);
  }

  /** In their order: the last one decides first. */
  list(): ListedRule[] {
    const shadows = findShadows(this.#rules);
    return this.#rules.map(({ id, applied, rule }) => {
      const shadowedBy = shadows.get(id);
      return { id, applied, rule: rule.json, ...(shadowedBy !== undefined && { shadowedBy }) };
    });
  }

  /** Replaces the rule with this id, which keeps its place and its count. Whether there was one. */
  update(id: string, rule: Rule): boolean {
    const active = this.#rules.find(active => active.id === id);
    if (!active) return false;
    this.#byRequest.clear();
    active.rule = rule;
    active.window = rule.rateLimit && new RateWindow(rule.rateLimit);
    return true;
  }

  /** Moves the rule with this id to a place, counted from 0; behind the last one means to the end. Whether there was one. */
  move(id: string, position: number): boolean {
    const active = this.#rules.find(active => active.id === id);
    if (!active) return false;
    this.#byRequest.clear();
    this.#rules = this.#rules.filter(one => one !== active);
    this.#rules.splice(position, 0, active);
    return true;
  }

  /** Replaces all rules. Throws `too-many-rules`, and then changes nothing. */
  replace(rules: readonly Rule[]): void {
    this.assertRoomFor(rules.length);
    this.clear();
    for (const rule of rules) this.add(rule);
  }

  /** Throws `too-many-rules` if so many are not allowed. */
  assertRoomFor(count: number): void {
    const { max } = this.#options;
    if (count > max) throw new Problem('too-many-rules', `There can be at most ${max} rules.`);
  }

  /** Whether there was a rule with this id. */
  delete(id: string): boolean {
    const { size } = this;
    this.#byRequest.clear();
    this.#rules = this.#rules.filter(rule => rule.id !== id);
    return this.size < size;
  }

  /** Deletes all rules; ids and random draws start again, so that the same rules do the same. */
  clear(): void {
    this.#rules = [];
    this.#byRequest.clear();
    this.#created = 0;
  }

  /**
   * Decides what to do with a request; undefined if no rule applies. It counts, so call it once for each request. Long
   * comparisons let other requests get their turn.
   */
  async decide(request: CriteriaRequest): Promise<Effects | undefined> {
    const rules = this.#rulesFor(request);
    if (rules.length === 0) return undefined;
    const view = new RequestView(request);
    const now = this.#options.now();
    let end = performance.now() + SLICE;
    for (const rule of rules) {
      const effects = applyRule(rule, { view, now });
      if (effects) return effects;
      if (performance.now() < end) continue;
      await pause();
      end = performance.now() + SLICE;
    }
    return undefined;
  }

  #rulesFor({ api, operation, method }: CriteriaRequest): readonly Active[] {
    if (this.#rules.length === 0) return NO_RULES;
    const key = `${api} ${operation} ${method}`;
    const known = this.#byRequest.get(key);
    if (known) return known;
    const rules = this.#rules
      .filter(({ rule: { isOn, match } }) => isOn && mayMeet(match, { api, operation, method }))
      .reverse();
    this.#byRequest.set(key, rules);
    return rules;
  }
}

/** How many milliseconds a comparison of rules runs before other requests get their turn. */
const SLICE = 5;

const NO_RULES: readonly Active[] = [];

type Named = Pick<CriteriaRequest, 'api' | 'operation' | 'method'>;

function mayMeet(match: Criteria, { api, operation, method }: Named): boolean {
  return (
    (match.api === undefined || match.api === api) &&
    (match.operation === undefined || match.operation === operation) &&
    (match.method === undefined || match.method === method)
  );
}

/** An edited rule may have been applied more often than it may be now. */
function isUsedUp({ applied, rule: { times } }: Active): boolean {
  return times !== undefined && applied >= times;
}

/** An odd number with well spread bits, so that consecutive rules get very different seeds. */
const SPREAD = 0x9e3779b1;

function applyRule(active: Active, { view, now }: { view: RequestView; now: Instant }): Effects | undefined {
  const { id, rule, random, window } = active;
  const { response, fault, expireTokens } = rule;
  if (isUsedUp(active) || !rule.match.matches(view)) return undefined;
  if (rule.probability < 1 && random() >= rule.probability) return undefined;
  const retryAfter = window?.count(now);
  if (window && retryAfter === undefined) return undefined;
  active.applied += 1;
  return { rule: id, delay: rule.delay && drawDelay(rule.delay, random), response, fault, retryAfter, expireTokens };
}

/** Counts requests in windows of time. A window begins with the first request after the previous one. */
class RateWindow {
  readonly #limit: RateLimit;
  #begins: Instant = Number.NaN;
  #requests = 0;

  constructor(limit: RateLimit) {
    this.#limit = limit;
  }

  /** Counts a request. Returns undefined if it may pass, otherwise the whole seconds until the next window. */
  count(now: Instant): number | undefined {
    const { requests, seconds } = this.#limit;
    // a clock that was set back would keep a window open for a long time
    if (!(now >= this.#begins && now < this.#begins + seconds * MICROSECONDS)) {
      this.#begins = now;
      this.#requests = 0;
    }
    this.#requests += 1;
    if (this.#requests <= requests) return undefined;
    return Math.ceil((this.#begins - now) / MICROSECONDS + seconds);
  }
}

const MICROSECONDS = 1e6;
