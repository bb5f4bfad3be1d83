import type { JsonReader } from '../../kernel/index.js';

/** The steps from a document to one value in it. */
export type JsonPath = readonly (string | number)[];

/** How many steps a path may have. */
const MAX_STEPS = 20;

/**
 * Reads a JSONPath that leads to one value: `$.roles[0].id`, `$['first name']`. Wildcards, `..` and filters are refused,
 * because their evaluation can take very long.
 */
export function parseJsonPath(reader: JsonReader): JsonPath | undefined {
  const text = reader.text();
  if (text === undefined) return undefined;
  if (!PATH.test(text)) {
    return reader.issue('must lead to one value, as $.roles[0].id does: wildcards, filters and .. are not supported.');
  }
  const steps = [...text.matchAll(STEP)].map(([, name, quoted, index]) => name ?? quoted ?? Number(index));
  return steps.length > MAX_STEPS ? reader.issue(`must have at most ${MAX_STEPS} steps.`) : steps;
}

const PATH = /^\$(?:\.[\w-]+|\['[^'\\]*'\]|\[\d{1,9}\])*$/;
const STEP = /\.([\w-]+)|\['([^'\\]*)'\]|\[(\d+)\]/g;

/** The value at a path; undefined if there is none. */
export function readJsonPathValue(path: JsonPath, json: unknown): unknown {
  let value = json;
  for (const step of path) {
    const isThere = typeof step === 'number' ? Array.isArray(value) : isMemberOf(value, step);
    if (!isThere) return undefined;
    value = (value as Record<string | number, unknown>)[step];
  }
  return value;
}

function isMemberOf(value: unknown, name: string): boolean {
  return value !== null && typeof value === 'object' && !Array.isArray(value) && Object.hasOwn(value, name);
}
