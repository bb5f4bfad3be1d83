import { hasRecords, type Scenario } from '../../fake/index.js';
import type { Journal } from '../../journal/index.js';
import type { Instant, SettableClock } from '../../kernel/index.js';
import type { Rule, Rules } from '../../rules/index.js';
import type { Generations, Sandboxes, Store, Turns } from '../../store/index.js';
import type { ApiSet, ApiSetCache, ReadingSettings } from '../port/api-set.js';
import type { RequestTarget } from '../request/request-head.js';
import { adoptState, describeState, type SharedState, type StateReader } from './shared-state.js';

/** The state that requests work on. The mock has one, and each sandbox has its own. */
export type Workspace = {
  readonly store: Store;
  readonly clock: SettableClock;
  readonly now: () => Instant;
  readonly rules: Rules;
  readonly journal: Journal;
  /** The APIs with the chosen readings. */
  apiSet: ApiSet;
  /** The state that a reset restores, beside the data. */
  readonly start: Start;
  /** The clock as the last reset or scenario has left it. */
  firstClock: SettableClock;
  /** The scenario that was started in it, if any. */
  scenario: Scenario | undefined;
};

/** The first state of a workspace, beside its data. */
type Start = {
  readonly clock: SettableClock;
  readonly apiSet: ApiSet;
  readonly rules: readonly Rule[];
  /** The scenario of the workspace that it was copied from. */
  readonly scenario: Scenario | undefined;
};

export type WorkspacesOptions = StateReader & {
  store: Store;
  sandboxes: Sandboxes;
  clock: SettableClock;
  choice: ReadingSettings;
  /** Creates rules that use the time of a clock. */
  rules: (now: () => Instant) => Rules;
  /** Creates a journal that describes its entries by the API set at the time of reading. */
  journal: (apiSet: () => ApiSet) => Journal;
};

/** The workspace of the mock itself, and those of its sandboxes. */
export class Workspaces {
  readonly main: Workspace;
  readonly apiSets: ApiSetCache;
  readonly sandboxes: Sandboxes;
  readonly #options: WorkspacesOptions;
  /** Weak, so that the workspace of a sandbox is freed with its store. */
  readonly #byStore = new WeakMap<Store, Workspace>();

  constructor(options: WorkspacesOptions) {
    const { store, clock, apiSets, choice, sandboxes } = options;
    this.#options = options;
    this.apiSets = apiSets;
    this.sandboxes = sandboxes;
    this.main = this.#create({ store, clock, apiSet: apiSets.get(choice), rules: [], scenario: undefined });
    const { turns } = store;
    if (!turns) return;
    if (turns.state !== undefined) this.#adopt(turns.state as SharedState);
    turns.onState = state => this.#adopt(state as SharedState);
  }

  /**
   * The workspace of a sandbox; without a name, that of the mock. On first use it is copied from the mock's present data,
   * clock, readings and rules. Throws `sandbox-name-invalid`.
   */
  of(sandbox: string | undefined): Workspace {
    if (sandbox === undefined) return this.main;
    return this.#forStore(this.sandboxes.get(sandbox));
  }

  /** The workspace of a sandbox and its times, without a use of it; undefined where there is none of that name. */
  look(sandbox: string): { workspace: Workspace; madeAt: number; usedAt: number } | undefined {
    const kept = this.sandboxes.look(sandbox);
    return kept && { workspace: this.#forStore(kept.store), madeAt: kept.madeAt, usedAt: kept.usedAt };
  }

  /** Whether a sandbox would be created by its next use. */
  lacks(sandbox: string | undefined): boolean {
    return sandbox !== undefined && !this.sandboxes.has(sandbox);
  }

  /** The workspace of a request. Creates a sandbox only if an operation matches. Throws `sandbox-name-invalid`. */
  forRequest(method: string, { sandbox, path }: Pick<RequestTarget, 'sandbox' | 'path'>): Workspace {
    const isUnknown = this.lacks(sandbox) && !this.main.apiSet.matcher.match(method, path);
    return isUnknown ? this.main : this.of(sandbox);
  }

  /** The generations of the collections of a sandbox or of the mock; undefined where the sandbox does not exist yet. */
  generations(sandbox: string | undefined): Generations | undefined {
    return this.lacks(sandbox) ? undefined : this.of(sandbox).store.generations;
  }

  /** Does work of the control plane on a workspace; where its data are shared, in a turn for it. Others get the new state. */
  async inTurn<T>(sandbox: string | undefined, kind: 'read' | 'write', work: () => T): Promise<Awaited<T>> {
    const { turns } = this.main.store;
    if (!turns || (sandbox !== undefined && this.sandboxes.has(sandbox))) return await work();
    if (kind === 'read') return await turns.read(work);
    const { result, saved } = await turns.write(() => {
      const before = describeState(this.main);
      const result = work();
      return { result, saved: this.#share(turns, before) };
    });
    const [value] = await Promise.all([result, saved]);
    return value;
  }

  /** Shares the state of the mock where it has changed; if that cannot be saved, the mock gets back the one before. */
  async #share(turns: Turns, before: SharedState): Promise<void> {
    const state = describeState(this.main);
    if (JSON.stringify(state) === JSON.stringify(before)) return;
    try {
      await turns.keep(state);
    } catch (error) {
      this.#adopt(before);
      throw error;
    }
  }

  #adopt(state: SharedState): void {
    adoptState(this.main, state, this.#options);
  }

  /**
   * Creates a sandbox, or replaces it, from the mock's present data or from a snapshot. Throws `no-such-snapshot`,
   * `sandbox-name-invalid`.
   */
  make(sandbox: string, from: { from?: string | undefined } = {}): Workspace {
    return this.#forStore(this.sandboxes.make(sandbox, from));
  }

  /** Chooses the readings of a workspace. Throws `option-invalid`. */
  chooseReadings(workspace: Workspace, choice: ReadingSettings): void {
    workspace.apiSet = this.apiSets.get(choice);
  }

  /** Resets a workspace and its data to their first state, or to the start of its scenario. Resolves when the data are saved. */
  reset(workspace: Workspace): Promise<void> {
    return this.#restart(workspace, workspace.scenario);
  }

  /**
   * Starts a scenario in a workspace. Resolves when its data are saved. Throws `records-invalid`, `too-many-rules`; nothing
   * has changed then.
   */
  startScenario(workspace: Workspace, scenario: Scenario): Promise<void> {
    return this.#restart(workspace, scenario);
  }

  /** Starts a scenario in a workspace but keeps its data until the next reset. Throws `too-many-rules`. */
  resumeScenario(workspace: Workspace, scenario: Scenario): void {
    workspace.rules.replace(scenario.rules);
    this.#restoreStart(workspace, scenario);
  }

  async #restart(workspace: Workspace, scenario: Scenario | undefined): Promise<void> {
    const rules = scenario?.rules ?? workspace.start.rules;
    workspace.rules.assertRoomFor(rules.length);
    await workspace.store.reset(scenario?.records, scenario && hasRecords(scenario) ? scenario.name : undefined);
    const restore = () => {
      workspace.rules.replace(rules);
      this.#restoreStart(workspace, scenario);
    };
    if (workspace === this.main) await this.inTurn(undefined, 'write', restore);
    else restore();
  }

  /** Restores all but the data and the rules. */
  #restoreStart(workspace: Workspace, scenario: Scenario | undefined): void {
    const { clock, journal, start } = workspace;
    workspace.scenario = scenario;
    workspace.apiSet = start.apiSet;
    clock.become(start.clock);
    if (scenario?.time !== undefined) clock.set(scenario.time);
    workspace.firstClock = clock.fork();
    journal.clear();
  }

  #forStore(store: Store): Workspace {
    const known = this.#byStore.get(store);
    if (known) return known;
    const { clock, apiSet, rules, scenario } = this.main;
    const workspace = this.#create({ store, clock: clock.fork(), apiSet, rules: rules.remaining, scenario });
    this.#byStore.set(store, workspace);
    return workspace;
  }

  #create({
    store,
    clock,
    apiSet,
    rules: startRules,
    scenario,
  }: Pick<Workspace, 'store' | 'clock' | 'apiSet' | 'scenario'> & { rules: readonly Rule[] }): Workspace {
    const rules = this.#options.rules(clock.now);
    rules.replace(startRules);
    const start = { clock: clock.fork(), apiSet, rules: startRules, scenario };
    const journal = this.#options.journal(() => workspace.apiSet);
    const firstClock = start.clock;
    const now = clock.now;
    const workspace: Workspace = { store, clock, now, apiSet, rules, journal, start, firstClock, scenario: undefined };
    return workspace;
  }
}
