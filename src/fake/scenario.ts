import { readdirSync } from 'node:fs';
import { loadContract, readYaml } from '../contract/index.js';
import { isObject, type JsonReader, Problem, parseInstant, readJson } from '../kernel/index.js';
import { createRuleParser, knownOperations, type Rule } from '../rules/index.js';

/** A named starting state: data, rules, and the time. */
export type Scenario = {
  name: string;
  /** A sentence. */
  summary: string;
  /** The records of collections that do not begin with the seeded ones, by name: `dnl.users`. */
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

const FIXTURES = new URL('../../fixtures/', import.meta.url);
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
  const read = readJson(restrictToApi(json, api), reader => readScenario(reader, parseRule));
  if ('issues' in read) throw new Problem('scenario-invalid', `${file} cannot be used: ${read.issues.join(' ')}`);
  const records = Object.entries(read.value.records).map(([name, list]) => [`${api}.${name}`, list]);
  return { ...read.value, records: Object.fromEntries(records) };
}

function readScenario(reader: JsonReader, parseRule: ReturnType<typeof createRuleParser>): ScenarioPart | undefined {
  const words = reader.object(['summary', 'records', 'rules', 'clock']);
  const summary = words.summary.required().text();
  const records = words.records.members().map(([name, list]) => [name, list.items().map(({ value }) => value)]);
  const rules = words.rules.items().flatMap(rule => parseRule(rule) ?? []);
  const time = readTime(words.clock);
  if (summary === undefined) return undefined;
  return { summary, records: Object.fromEntries(records), rules, ...(time !== undefined && { time }) };
}

/** Milliseconds since 1970. */
function readTime(reader: JsonReader): number | undefined {
  const text = reader.text();
  if (text === undefined) return undefined;
  const instant = parseInstant(text);
  return instant === undefined ? reader.issue('must be a time, such as 2026-01-01T00:00:00Z.') : instant / 1000;
}

/** Adds the API to the criteria of each rule; invalid parts stay as they are, for the parser to refuse. */
function restrictToApi(json: unknown, api: string): unknown {
  if (!isObject(json) || !Array.isArray(json.rules)) return json;
  const rules = json.rules.map(rule =>
    isObject(rule) && isObject(rule.match) ? { ...rule, match: { ...rule.match, api } } : rule,
  );
  return { ...json, rules };
}
