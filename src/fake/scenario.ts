import { readdirSync } from 'node:fs';
import { loadContract, readYaml } from '../contract/index.js';
import { isObject, Problem, packageFile, parseInstant, readJson } from '../kernel/index.js';
import { createInputValidator } from '../openapi/index.js';
import { createRuleParser, knownOperations, type Rule } from '../rules/index.js';

/** A named starting state: data, rules, and the time. */
export type Scenario = {
  name: string;
  /** A sentence. */
  summary: string;
  /** The records of collections that do not begin with the seeded ones, by name: `shop.orders`. */
  records: Readonly<Record<string, readonly unknown[]>>;
  rules: readonly Rule[];
  /** The time at its beginning, in milliseconds since 1970; absent if it does not matter. */
  time?: number;
};

/** Whether a scenario has records. */
export function hasRecords({ records }: Pick<Scenario, 'records'>): boolean {
  return Object.keys(records).length > 0;
}

/** One API's part of a scenario. */
type ScenarioPart = Omit<Scenario, 'name'>;

/** Merges the parts of several APIs. Throws `scenario-invalid` if they begin at different times. */
export function mergeParts(name: string, parts: readonly ScenarioPart[]): Scenario {
  const times = new Set(parts.flatMap(({ time }) => time ?? []));
  if (times.size > 1) {
    throw new Problem(
      'scenario-invalid',
      `The APIs give the scenario ${name} different times, but there is only one clock.`,
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

const FIXTURES = packageFile('fixtures/');
const EXTENSION = '.yaml';

/**
 * Reads the scenarios of some APIs from `fixtures/<api>/scenarios/<name>.yaml`, in the order of their names. Files with the
 * same name are one scenario. Throws `scenario-invalid`.
 */
export function readScenarios(apis: readonly string[]): Scenario[] {
  const parts = new Map<string, ScenarioPart[]>();
  for (const api of apis) {
    for (const [name, part] of readParts(api)) parts.set(name, [...(parts.get(name) ?? []), part]);
  }
  return [...parts]
    .map(([name, parts]) => mergeParts(name, parts))
    .sort((left, right) => (left.name < right.name ? -1 : 1));
}

function readParts(api: string): [name: string, part: ScenarioPart][] {
  const folder = `${api}/scenarios/`;
  return listFiles(folder).map(name => {
    const file = `fixtures/${folder}${name}`;
    return [name.slice(0, -EXTENSION.length), parseScenario(readFile(`${folder}${name}`), { api, file })];
  });
}

function listFiles(folder: string): string[] {
  try {
    return readdirSync(new URL(folder, FIXTURES)).filter(name => name.endsWith(EXTENSION));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return [];
    throw error;
  }
}

function readFile(path: string): unknown {
  try {
    return readYaml(new URL(path, FIXTURES));
  } catch (cause) {
    throw new Problem('scenario-invalid', `Failed to read fixtures/${path}: ${(cause as Error).message}.`, { cause });
  }
}

/**
 * Parses an API's part of a scenario; its rules apply only to requests to that API. Throws `scenario-invalid` with all
 * issues.
 */
export function parseScenario(json: unknown, { api, file }: { api: string; file: string }): ScenarioPart {
  const { operations } = loadContract(api);
  // the API at the root is chosen at the start
  const parseRule = createRuleParser(knownOperations(api, { operations, isAtRoot: true }));
  const read = readJson(restrictToApi(json, api), reader => {
    reader.noteIssues(validateScenario(reader.value));
    if (!isObject(reader.value)) return undefined;
    const rules = new Map(reader.members()).get('rules')?.items() ?? [];
    return { ...(reader.value as ScenarioJson), rules: rules.flatMap(rule => parseRule(rule) ?? []) };
  });
  if ('issues' in read) throw new Problem('scenario-invalid', `${file} cannot be used: ${read.issues.join(' ')}`);
  const { summary, records = {}, rules, clock } = read.value;
  return {
    summary,
    records: Object.fromEntries(Object.entries(records).map(([name, list]) => [`${api}.${name}`, list])),
    rules,
    ...(clock !== undefined && { time: (parseInstant(clock) as number) / 1000 }),
  };
}

type ScenarioJson = { summary: string; records?: Record<string, unknown[]>; clock?: string };

const validateScenario = createInputValidator({
  type: 'object',
  required: ['summary'],
  additionalProperties: false,
  properties: {
    summary: { type: 'string' },
    records: { type: 'object', additionalProperties: { type: 'array' } },
    // each has a parser
    rules: true,
    clock: { type: 'string', format: 'date-time' },
  },
});

/** Adds the API to the criteria of each rule; invalid parts stay as they are, for the parser to refuse. */
function restrictToApi(json: unknown, api: string): unknown {
  if (!isObject(json) || !Array.isArray(json.rules)) return json;
  const rules = json.rules.map(rule =>
    isObject(rule) && isObject(rule.match) ? { ...rule, match: { ...rule.match, api } } : rule,
  );
  return { ...json, rules };
}
