import { hasRecords, type Scenario } from '../fake/index.js';
import type { Journal } from '../journal/index.js';
import type { Instant, SettableClock } from '../kernel/index.js';
import type { Rule, Rules } from '../rules/index.js';
import type { Generations, Sandboxes, Store } from '../store/index.js';
import type { Cast, Casting, ReadingChoice } from './cast.js';
import type { RequestTarget } from './request-target.js';

/** What requests are answered from. The mock has one, and each sandbox its own. */
export type Situation = {
  readonly store: Store;
  readonly clock: SettableClock;
  readonly now: () => Instant;
  readonly rules: Rules;
  readonly journal: Journal;
  /** The APIs as they answer; changed by choosing other readings. */
  cast: Cast;
  /** What it is put back to, beside its data. */
  readonly start: Start;
  /** The scenario that was begun in it, if one was. */
  scenario: Scenario | undefined;
};

/** How a situation began, beside its data. */
type Start = {
  readonly clock: SettableClock;
  readonly cast: Cast;
  readonly rules: readonly Rule[];
  /** The scenario that was played where it was made from. */
  readonly scenario: Scenario | undefined;
};

export type SituationsOptions = {
  store: Store;
  sandboxes: Sandboxes;
  clock: SettableClock;
  casting: Casting;
  choice: ReadingChoice;
  /** Rules that follow the time of a clock. */
  rules: (now: () => Instant) => Rules;
  /** A journal that judges by the cast of the time when it is read. */
  journal: (cast: () => Cast) => Journal;
};

/** The situation of the mock itself, and those of its sandboxes. */
export class Situations {
  readonly main: Situation;
  readonly casting: Casting;
  readonly sandboxes: Sandboxes;
  readonly #options: SituationsOptions;
  /** A sandbox's situation goes with its store. */
  readonly #ofStores = new WeakMap<Store, Situation>();

  constructor(options: SituationsOptions) {
    const { store, clock, casting, choice, sandboxes } = options;
    this.#options = options;
    this.casting = casting;
    this.sandboxes = sandboxes;
    this.main = this.#made({ store, clock, cast: casting.of(choice), rules: [], scenario: undefined });
  }

  /**
   * The situation of a sandbox, which on first use is made from that of the mock as it is: its data, its clock, its
   * readings and its rules. Without a name, that of the mock. Throws `sandbox-name-invalid`.
   */
  of(sandbox: string | undefined): Situation {
    if (sandbox === undefined) return this.main;
    return this.#situationOf(this.sandboxes.get(sandbox));
  }

  /** The situation that a request meets. It makes no sandbox unless some operation answers it. Throws `sandbox-name-invalid`. */
  metBy(method: string, { sandbox, path }: Pick<RequestTarget, 'sandbox' | 'path'>): Situation {
    if (sandbox === undefined || this.sandboxes.has(sandbox)) return this.of(sandbox);
    return this.main.cast.matcher.match(method, path) ? this.of(sandbox) : this.main;
  }

  /** The generations of a sandbox's collections, or of the mock's; undefined where there is no such sandbox yet. */
  generations(sandbox: string | undefined): Generations | undefined {
    const isThere = sandbox === undefined || this.sandboxes.has(sandbox);
    return isThere ? this.of(sandbox).store.generations : undefined;
  }

  /** Makes a sandbox anew, from the data as they are or from a snapshot. Throws `no-such-snapshot`, `sandbox-name-invalid`. */
  make(sandbox: string, from: { from?: string | undefined } = {}): Situation {
    return this.#situationOf(this.sandboxes.make(sandbox, from));
  }

  /** Chooses the readings of a situation. Throws `option-invalid`. */
  choose(situation: Situation, choice: ReadingChoice): void {
    situation.cast = this.casting.of(choice);
  }

  /** Puts a situation back to how it began, its data too, or to the beginning of its scenario; kept once that is saved. */
  reset(situation: Situation): Promise<void> {
    return this.#beginAgain(situation, situation.scenario);
  }

  /**
   * Begins a scenario in a situation; kept once its data are saved. Throws `records-invalid`, `too-many-rules`, and then
   * all is as it was.
   */
  begin(situation: Situation, scenario: Scenario): Promise<void> {
    return this.#beginAgain(situation, scenario);
  }

  /** Begins a scenario in a situation whose data go on until they are reset. Throws `too-many-rules`. */
  goOnWith(situation: Situation, scenario: Scenario): void {
    situation.rules.replace(scenario.rules);
    this.#putBack(situation, scenario);
  }

  async #beginAgain(situation: Situation, scenario: Scenario | undefined): Promise<void> {
    const rules = scenario?.rules ?? situation.start.rules;
    situation.rules.assertRoomFor(rules.length);
    await situation.store.reset(scenario?.records, scenario && hasRecords(scenario) ? scenario.name : undefined);
    situation.rules.replace(rules);
    this.#putBack(situation, scenario);
  }

  /** Puts back what is neither data nor rules. */
  #putBack(situation: Situation, scenario: Scenario | undefined): void {
    const { clock, journal, start } = situation;
    situation.scenario = scenario;
    situation.cast = start.cast;
    clock.become(start.clock);
    if (scenario?.time !== undefined) clock.set(scenario.time);
    journal.clear();
  }

  #situationOf(store: Store): Situation {
    const known = this.#ofStores.get(store);
    if (known) return known;
    const { clock, cast, rules, scenario } = this.main;
    const situation = this.#made({ store, clock: clock.fork(), cast, rules: rules.standing, scenario });
    this.#ofStores.set(store, situation);
    return situation;
  }

  #made({
    store,
    clock,
    cast,
    rules: begun,
    scenario,
  }: Pick<Situation, 'store' | 'clock' | 'cast' | 'scenario'> & { rules: readonly Rule[] }): Situation {
    const rules = this.#options.rules(clock.now);
    rules.replace(begun);
    const start = { clock: clock.fork(), cast, rules: begun, scenario };
    const journal = this.#options.journal(() => situation.cast);
    const situation: Situation = { store, clock, now: clock.now, cast, rules, journal, start, scenario: undefined };
    return situation;
  }
}
