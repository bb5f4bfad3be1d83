import { isObject } from '../../kernel/index.js';
import { type InputIssue, suggest } from '../../openapi/index.js';

/** Puts the value of a reading in the place of each `{ reading: ID }`, and finds those that are none. */
export function fillReadings(
  written: unknown,
  readings: ReadonlyMap<string, unknown> = new Map(),
): { value: unknown; issues: readonly InputIssue[] } {
  const issues: InputIssue[] = [];
  const fill = (value: unknown, path: readonly string[]): unknown => {
    if (Array.isArray(value)) return value.map((item, at) => fill(item, [...path, String(at)]));
    if (!isObject(value)) return value;
    const id = readingOf(value);
    if (id === undefined) {
      return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, fill(inner, [...path, name])]));
    }
    if (!readings.has(id)) issues.push({ path, message: `names no reading${suggest(id, [...readings.keys()])}` });
    return readings.get(id);
  };
  return { value: readings.size === 0 ? written : fill(written, []), issues };
}

function readingOf(value: Record<string, unknown>): string | undefined {
  const { reading, ...others } = value;
  return typeof reading === 'string' && Object.keys(others).length === 0 ? reading : undefined;
}
