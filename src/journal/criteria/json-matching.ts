import { isObject, type JsonReader } from '../../kernel/index.js';

/** The steps from a document to one value in it. */
export type JsonPath = readonly (string | number)[];

/** How many steps a path may have. */
const MAX_PATH_STEPS = 20;

/**
 * Reads a JSONPath that leads to one value: `$.items[0].id`, `$['first name']`. Wildcards, `..` and filters are refused,
 * because their evaluation can take very long.
 */
export function parseJsonPath(reader: JsonReader): JsonPath | undefined {
  const text = reader.text();
  if (text === undefined) return undefined;
  if (!PATH.test(text)) {
    return reader.issue('must lead to one value, as $.items[0].id does: wildcards, filters and .. are not supported.');
  }
  const steps = [...text.matchAll(STEP)].map(([, name, quoted, index]) => name ?? quoted ?? Number(index));
  return steps.length > MAX_PATH_STEPS ? reader.issue(`must have at most ${MAX_PATH_STEPS} steps.`) : steps;
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

/** How JSON is compared: whether lists may have another order, and whether objects and lists may have extra elements. */
export type JsonComparison = { ignoreArrayOrder: boolean; ignoreExtraElements: boolean };

/** After so many comparisons two documents count as different: only documents made to keep the server busy need more. */
const MAX_COMPARISONS = 1_000_000;

/** The longest list that may be expected in any order: the search recurses as deep as the list is long. */
export const MAX_UNORDERED = 1000;

/** Whether JSON equals what is expected. */
export function equalsJson(actual: unknown, expected: unknown, comparison: JsonComparison): boolean {
  let steps = 0;
  return equals(actual, expected);

  function equals(actual: unknown, expected: unknown): boolean {
    if (++steps > MAX_COMPARISONS) return false;
    if (Array.isArray(expected)) return Array.isArray(actual) && equalLists(actual, expected);
    if (!isObject(expected)) return actual === expected;
    return isObject(actual) && equalObjects(actual, expected);
  }

  function equalObjects(actual: Record<string, unknown>, expected: Record<string, unknown>): boolean {
    const names = Object.keys(expected);
    if (!comparison.ignoreExtraElements && Object.keys(actual).length !== names.length) return false;
    return names.every(name => Object.hasOwn(actual, name) && equals(actual[name], expected[name]));
  }

  function equalLists(actual: readonly unknown[], expected: readonly unknown[]): boolean {
    const { ignoreArrayOrder, ignoreExtraElements } = comparison;
    if (ignoreExtraElements ? actual.length < expected.length : actual.length !== expected.length) return false;
    return ignoreArrayOrder ? hasPartners(actual, expected) : isSubsequence(actual, expected);
  }

  /** The first item that fits is always as good as a later one. Lists of the same length must be equal. */
  function isSubsequence(actual: readonly unknown[], expected: readonly unknown[]): boolean {
    let found = 0;
    for (let at = 0; at < actual.length && found < expected.length; at++) {
      if (actual.length - at < expected.length - found) return false;
      if (equals(actual[at], expected[found])) found++;
    }
    return found === expected.length;
  }

  /**
   * Whether each expected item can have a separate actual one. If items may have extra elements, two expected items can fit
   * the same actual one, and one of them must then find another (augmenting paths in a bipartite graph).
   */
  function hasPartners(actual: readonly unknown[], expected: readonly unknown[]): boolean {
    const ownerOf = new Map<number, number>();
    const known = new Map<number, boolean>();
    const fits = (owner: number, at: number): boolean => {
      const key = owner * actual.length + at;
      const isEqual = known.get(key) ?? equals(actual[at], expected[owner]);
      known.set(key, isEqual);
      return isEqual;
    };
    const findFor = (owner: number, tried: Set<number>): boolean => {
      for (let at = 0; at < actual.length && ++steps <= MAX_COMPARISONS; at++) {
        if (tried.has(at) || !fits(owner, at)) continue;
        tried.add(at);
        const other = ownerOf.get(at);
        if (other !== undefined && !findFor(other, tried)) continue;
        ownerOf.set(at, owner);
        return true;
      }
      return false;
    };
    return expected.every((_, owner) => findFor(owner, new Set()));
  }
}
