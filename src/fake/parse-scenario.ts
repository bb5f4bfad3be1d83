import { loadContract } from '../contract/index.js';
import { isObject, type JsonReader, Problem, parseInstant, readJson } from '../kernel/index.js';
import { knownOperations, ruleParser } from '../rules/index.js';
import type { ScenarioPart } from './scenario.js';

/**
 * What a file of an API says of a scenario; its rules are about requests to that API alone. Throws `scenario-invalid` with
 * all that is wrong with it.
 */
export function parseScenario(json: unknown, { api, file }: { api: string; file: string }): ScenarioPart {
  const { operations } = loadContract(api);
  // which API is at the root is chosen at the start
  const parseRule = ruleParser(knownOperations(api, { operations, isAtRoot: true }));
  const read = readJson(withApi(json, api), reader => scenarioIn(reader, parseRule));
  if ('flaws' in read) throw new Problem('scenario-invalid', `${file} cannot be used: ${read.flaws.join(' ')}`);
  const records = Object.entries(read.value.records).map(([name, list]) => [`${api}.${name}`, list]);
  return { ...read.value, records: Object.fromEntries(records) };
}

function scenarioIn(reader: JsonReader, parseRule: ReturnType<typeof ruleParser>): ScenarioPart | undefined {
  const words = reader.object(['summary', 'records', 'rules', 'clock']);
  const summary = words.summary.required().text();
  const records = words.records.members().map(([name, list]) => [name, list.items().map(({ value }) => value)]);
  const rules = words.rules.items().flatMap(rule => parseRule(rule) ?? []);
  const time = timeIn(words.clock);
  if (summary === undefined) return undefined;
  return { summary, records: Object.fromEntries(records), rules, ...(time !== undefined && { time }) };
}

/** Milliseconds since 1970. */
function timeIn(reader: JsonReader): number | undefined {
  const text = reader.text();
  if (text === undefined) return undefined;
  const instant = parseInstant(text);
  return instant === undefined ? reader.flaw('must be a time, such as 2026-01-01T00:00:00Z.') : instant / 1000;
}

/** The same with the API in the criteria of each rule; what is not as it should be stays so. */
function withApi(json: unknown, api: string): unknown {
  if (!isObject(json) || !Array.isArray(json.rules)) return json;
  const rules = json.rules.map(rule =>
    isObject(rule) && isObject(rule.match) ? { ...rule, match: { ...rule.match, api } } : rule,
  );
  return { ...json, rules };
}
