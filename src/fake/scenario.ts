import { Problem } from '../kernel/index.js';
import type { Rule } from '../rules/index.js';

/** A named situation to begin with: data, what is done otherwise with requests, and the time. */
export type Scenario = {
  name: string;
  /** A sentence. */
  summary: string;
  /** The records of the collections that do not begin as they are seeded, by name: `dnl.users`. */
  records: Readonly<Record<string, readonly unknown[]>>;
  rules: readonly Rule[];
  /** When it begins, in milliseconds since 1970; absent where that does not matter. */
  time?: number;
};

/** Whether a scenario begins with data of its own. */
export function hasRecords({ records }: Pick<Scenario, 'records'>): boolean {
  return Object.keys(records).length > 0;
}

/** What one API has of a scenario. */
export type ScenarioPart = Omit<Scenario, 'name'>;

/** The scenario of what several APIs have of it. Throws `scenario-invalid` where each begins at another time. */
export function scenarioOf(name: string, parts: readonly ScenarioPart[]): Scenario {
  const times = new Set(parts.flatMap(({ time }) => time ?? []));
  if (times.size > 1) {
    throw new Problem(
      'scenario-invalid',
      `The APIs begin the scenario ${name} at other times, and there is one clock.`,
    );
  }
  const [time] = times;
  return {
    name,
    summary: [...new Set(parts.map(({ summary }) => summary))].join(' '),
    records: Object.assign({}, ...parts.map(({ records }) => records)),
    rules: parts.flatMap(({ rules }) => rules),
    ...(time !== undefined && { time }),
  };
}
