import type { Scenario } from '../../fake/index.js';
import type { ClockState, SettableClock } from '../../kernel/index.js';
import type { Rule, Rules, SharedRules } from '../../rules/index.js';
import type { ApiSet, ApiSetCache, ReadingSettings } from '../port/api-set.js';

/** The state of the mock beside its data, as JSON: what servers with the same data share. */
export type SharedState = {
  settings: ReadingSettings;
  clock: ClockState;
  firstClock: ClockState;
  rules: SharedRules;
  scenario: string | undefined;
};

/** What of a workspace is its state. */
type StateHolder = {
  apiSet: ApiSet;
  readonly clock: SettableClock;
  firstClock: SettableClock;
  readonly rules: Rules;
  scenario: Scenario | undefined;
};

/** Reads what the state of another server names. */
export type StateReader = {
  apiSets: ApiSetCache;
  parseRule(json: unknown): Rule;
  scenarioNamed(name: string): Scenario | undefined;
};

export function describeState({ apiSet, clock, firstClock, rules, scenario }: StateHolder): SharedState {
  return {
    settings: apiSet.choice,
    clock: clock.toJSON(),
    firstClock: firstClock.toJSON(),
    rules: rules.toJSON(),
    scenario: scenario?.name,
  };
}

/** Takes over the state of another server. Throws where it names what this one does not have. */
export function adoptState(
  workspace: StateHolder,
  { settings, clock, firstClock, rules, scenario }: SharedState,
  { apiSets, parseRule, scenarioNamed }: StateReader,
): void {
  workspace.apiSet = apiSets.get(settings);
  workspace.rules.adopt(rules, parseRule);
  workspace.clock.adopt(clock);
  workspace.firstClock = workspace.clock.fork();
  workspace.firstClock.adopt(firstClock);
  workspace.scenario = scenario === undefined ? undefined : scenarioNamed(scenario);
}
