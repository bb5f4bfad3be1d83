import { hasRecords, type Scenario } from '../../fake/index.js';
import type { Journal } from '../../journal/index.js';
import type { Instant, SettableClock } from '../../kernel/index.js';
import type { Rule, Rules } from '../../rules/index.js';
import type { Generations, Sandboxes, Store } from '../../store/index.js';
import type { ApiSet, ApiSetCache, ReadingSettings } from '../port/api-set.js';
import type { RequestTarget } from '../request/request-target.js';

/** What requests are answered from. The mock has one, and each sandbox its own. */
export type Workspace = {
  readonly store: Store;
  readonly clock: SettableClock;
  readonly now: () => Instant;
  readonly rules: Rules;
  readonly journal: Journal;
  /** The APIs as they answer; changed by choosing other readings. */
  apiSet: ApiSet;
  /** What it is put back to, beside its data. */
  readonly start: Start;
  /** The scenario that was begun in it, if one was. */
  scenario: Scenario | undefined;
};

/** How a situation began, beside its data. */
type Start = {
  readonly clock: SettableClock;
  readonly apiSet: ApiSet;
  readonly rules: readonly Rule[];
  /** The scenario that was played where it was made from. */
  readonly scenario: Scenario | undefined;
};

export type WorkspacesOptions = {
  store: Store;
  sandboxes: Sandboxes;
  clock: SettableClock;
  apiSets: ApiSetCache;
  choice: ReadingSettings;
  /** Rules that follow the time of a clock. */
  rules: (now: () => Instant) => Rules;
  /** A journal that judges by the cast of the time when it is read. */
  journal: (apiSet: () => ApiSet) => Journal;
};

/** The situation of the mock itself, and those of its sandboxes. */
export class Workspaces {
  readonly main: Workspace;
  readonly apiSets: ApiSetCache;
  readonly sandboxes: Sandboxes;
  readonly #options: WorkspacesOptions;
  /** A sandbox's situation goes with its store. */
  readonly #ofStores = new WeakMap<Store, Workspace>();

  constructor(options: WorkspacesOptions) {
    const { store, clock, apiSets, choice, sandboxes } = options;
    this.#options = options;
    this.apiSets = apiSets;
    this.sandboxes = sandboxes;
    this.main = this.#made({ store, clock, apiSet: apiSets.get(choice), rules: [], scenario: undefined });
  }

  /**
   * The situation of a sandbox, which on first use is made from that of the mock as it is: its data, its clock, its
   * readings and its rules. Without a name, that of the mock. Throws `sandbox-name-invalid`.
   */
  of(sandbox: string | undefined): Workspace {
    if (sandbox === undefined) return this.main;
    return this.#situationOf(this.sandboxes.get(sandbox));
  }

  /** The situation that a request meets. It makes no sandbox unless some operation answers it. Throws `sandbox-name-invalid`. */
  forRequest(method: string, { sandbox, path }: Pick<RequestTarget, 'sandbox' | 'path'>): Workspace {
    if (sandbox === undefined || this.sandboxes.has(sandbox)) return this.of(sandbox);
    return this.main.apiSet.matcher.match(method, path) ? this.of(sandbox) : this.main;
  }

  /** The generations of a sandbox's collections, or of the mock's; undefined where there is no such sandbox yet. */
  generations(sandbox: string | undefined): Generations | undefined {
    const isThere = sandbox === undefined || this.sandboxes.has(sandbox);
    return isThere ? this.of(sandbox).store.generations : undefined;
  }

  /** Makes a sandbox anew, from the data as they are or from a snapshot. Throws `no-such-snapshot`, `sandbox-name-invalid`. */
  make(sandbox: string, from: { from?: string | undefined } = {}): Workspace {
    return this.#situationOf(this.sandboxes.make(sandbox, from));
  }

  /** Chooses the readings of a situation. Throws `option-invalid`. */
  chooseReadings(workspace: Workspace, choice: ReadingSettings): void {
    workspace.apiSet = this.apiSets.get(choice);
  }

  /** Puts a situation back to how it began, its data too, or to the beginning of its scenario; kept once that is saved. */
  reset(workspace: Workspace): Promise<void> {
    return this.#beginAgain(workspace, workspace.scenario);
  }

  /**
   * Begins a scenario in a situation; kept once its data are saved. Throws `records-invalid`, `too-many-rules`, and then
   * all is as it was.
   */
  startScenario(workspace: Workspace, scenario: Scenario): Promise<void> {
    return this.#beginAgain(workspace, scenario);
  }

  /** Begins a scenario in a situation whose data go on until they are reset. Throws `too-many-rules`. */
  resumeScenario(workspace: Workspace, scenario: Scenario): void {
    workspace.rules.replace(scenario.rules);
    this.#putBack(workspace, scenario);
  }

  async #beginAgain(workspace: Workspace, scenario: Scenario | undefined): Promise<void> {
    const rules = scenario?.rules ?? workspace.start.rules;
    workspace.rules.assertRoomFor(rules.length);
    await workspace.store.reset(scenario?.records, scenario && hasRecords(scenario) ? scenario.name : undefined);
    workspace.rules.replace(rules);
    this.#putBack(workspace, scenario);
  }

  /** Puts back what is neither data nor rules. */
  #putBack(workspace: Workspace, scenario: Scenario | undefined): void {
    const { clock, journal, start } = workspace;
    workspace.scenario = scenario;
    workspace.apiSet = start.apiSet;
    clock.become(start.clock);
    if (scenario?.time !== undefined) clock.set(scenario.time);
    journal.clear();
  }

  #situationOf(store: Store): Workspace {
    const known = this.#ofStores.get(store);
    if (known) return known;
    const { clock, apiSet, rules, scenario } = this.main;
    const workspace = this.#made({ store, clock: clock.fork(), apiSet, rules: rules.remaining, scenario });
    this.#ofStores.set(store, workspace);
    return workspace;
  }

  #made({
    store,
    clock,
    apiSet,
    rules: begun,
    scenario,
  }: Pick<Workspace, 'store' | 'clock' | 'apiSet' | 'scenario'> & { rules: readonly Rule[] }): Workspace {
    const rules = this.#options.rules(clock.now);
    rules.replace(begun);
    const start = { clock: clock.fork(), apiSet, rules: begun, scenario };
    const journal = this.#options.journal(() => workspace.apiSet);
    const workspace: Workspace = { store, clock, now: clock.now, apiSet, rules, journal, start, scenario: undefined };
    return workspace;
  }
}
