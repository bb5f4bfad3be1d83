import { readdirSync } from 'node:fs';
import { readYaml } from '../contract/index.js';
import { Problem } from '../kernel/index.js';
import { parseScenario } from './parse-scenario.js';
import { type Scenario, type ScenarioPart, scenarioOf } from './scenario.js';

const FIXTURES = new URL('../../fixtures/', import.meta.url);
const EXTENSION = '.yaml';

/**
 * The scenarios of some APIs, in the order of their names: what the files `fixtures/<api>/scenarios/<name>.yaml` say, taken
 * together where several APIs have one of the same name. They are read anew each time. Throws `scenario-invalid`.
 */
export function readScenarios(apis: readonly string[]): Scenario[] {
  const parts = new Map<string, ScenarioPart[]>();
  for (const api of apis) {
    for (const [name, part] of partsOf(api)) parts.set(name, [...(parts.get(name) ?? []), part]);
  }
  return [...parts]
    .map(([name, parts]) => scenarioOf(name, parts))
    .sort((left, right) => (left.name < right.name ? -1 : 1));
}

function partsOf(api: string): [name: string, part: ScenarioPart][] {
  const folder = `${api}/scenarios/`;
  return filesIn(folder).map(name => {
    const file = `fixtures/${folder}${name}`;
    return [name.slice(0, -EXTENSION.length), parseScenario(valueIn(`${folder}${name}`), { api, file })];
  });
}

function filesIn(folder: string): string[] {
  try {
    return readdirSync(new URL(folder, FIXTURES)).filter(name => name.endsWith(EXTENSION));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return [];
    throw error;
  }
}

function valueIn(path: string): unknown {
  try {
    return readYaml(new URL(path, FIXTURES));
  } catch (cause) {
    throw new Problem('scenario-invalid', `Failed to read fixtures/${path}: ${(cause as Error).message}.`, { cause });
  }
}
