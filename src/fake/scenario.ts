import { readdirSync } from 'node:fs';
import { loadContract, readYaml } from '../contract/index.js';
import { isObject, type JsonReader, Problem, parseInstant, readJson } from '../kernel/index.js';
import { createRuleParser, knownOperations, type Rule } from '../rules/index.js';

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
type ScenarioPart = Omit<Scenario, 'name'>;

/** The scenario of what several APIs have of it. Throws `scenario-invalid` where each begins at another time. */
export function mergeParts(name: string, parts: readonly ScenarioPart[]): Scenario {
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

const FIXTURES = new URL('../../fixtures/', import.meta.url);
const EXTENSION = '.yaml';

/**
 * The scenarios of some APIs, in the order of their names: what the files `fixtures/<api>/scenarios/<name>.yaml` say, taken
 * together where several APIs have one of the same name. They are read anew each time. Throws `scenario-invalid`.
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
 * What a file of an API says of a scenario; its rules are about requests to that API alone. Throws `scenario-invalid` with
 * all that is wrong with it.
 */
export function parseScenario(json: unknown, { api, file }: { api: string; file: string }): ScenarioPart {
  const { operations } = loadContract(api);
  // which API is at the root is chosen at the start
  const parseRule = createRuleParser(knownOperations(api, { operations, isAtRoot: true }));
  const read = readJson(restrictToApi(json, api), reader => readScenario(reader, parseRule));
  if ('flaws' in read) throw new Problem('scenario-invalid', `${file} cannot be used: ${read.flaws.join(' ')}`);
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
  return instant === undefined ? reader.flaw('must be a time, such as 2026-01-01T00:00:00Z.') : instant / 1000;
}

/** The same with the API in the criteria of each rule; what is not as it should be stays so. */
function restrictToApi(json: unknown, api: string): unknown {
  if (!isObject(json) || !Array.isArray(json.rules)) return json;
  const rules = json.rules.map(rule =>
    isObject(rule) && isObject(rule.match) ? { ...rule, match: { ...rule.match, api } } : rule,
  );
  return { ...json, rules };
}
