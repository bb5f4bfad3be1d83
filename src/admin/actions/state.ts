import { chooseReadings, type Readings } from '../../contract/index.js';
import type { Rule } from '../../rules/index.js';
import type { Workspace } from '../../server/index.js';
import type { Action, AdminApi, AdminOptions } from '../action.js';
import { clockState } from './settings.js';

/** One look at a workspace: what is set at present, and what of it is not as it was at the start. */
export function stateActions({
  apis,
  version,
  nextReset,
  startedAt,
}: AdminOptions & { startedAt: string }): Record<string, Action> {
  return {
    readState({ workspace, sandbox }) {
      const { clock, journal, rules, scenario, start } = workspace;
      const { oldest, next } = journal;
      return {
        json: {
          version,
          startedAt,
          sandbox,
          profile: workspace.apiSet.choice.profile,
          scenario: (scenario ?? start.scenario)?.name,
          ...(sandbox === undefined && { nextReset: nextReset() }),
          clock: clockState(clock),
          rules: rules.size,
          requests: { oldest, next },
          changes: {
            rules: !isSameRules(workspace),
            clock: !clock.equals(workspace.firstClock),
            readings: countChangedReadings(workspace, apis()),
            scenario: scenario !== undefined && scenario !== start.scenario,
          },
        },
      };
    },
  };
}

/** Whether the rules are those that a reset restores. */
function isSameRules({ rules, scenario, start }: Workspace): boolean {
  const first: readonly Rule[] = scenario?.rules ?? start.rules;
  return JSON.stringify(rules.list().map(({ rule }) => rule)) === JSON.stringify(first.map(({ json }) => json));
}

/** How many readings have another choice than at the start. */
function countChangedReadings({ apiSet, start }: Workspace, apis: readonly AdminApi[]): number {
  if (apiSet === start.apiSet) return 0;
  const choicesOf = ({ contract }: AdminApi, { profile, readings: chosen }: Workspace['apiSet']['choice']): Readings =>
    chooseReadings(contract.readings, { profile, chosen });
  return apis
    .flatMap(api => {
      const [before, now] = [choicesOf(api, start.apiSet.choice), choicesOf(api, apiSet.choice)];
      return api.contract.readings.map(({ id }) => before.choice(id) !== now.choice(id));
    })
    .filter(isChanged => isChanged).length;
}
