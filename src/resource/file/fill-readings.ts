import { isObject } from '../../kernel/index.js';
import { type InputIssue, suggest } from '../../openapi/index.js';

/**
 * Puts the value of a reading in the place of each `{ reading: ID }`, or one member of it in that of `{ reading: ID, member: NAME }`,
 * and finds those that are none.
 */
export function fillReadings(
  written: unknown,
  readings: ReadonlyMap<string, unknown> = new Map(),
): { value: unknown; issues: readonly InputIssue[] } {
  const issues: InputIssue[] = [];
  const fill = (value: unknown, path: readonly string[]): unknown => {
    if (Array.isArray(value)) return value.map((item, at) => fill(item, [...path, String(at)]));
    if (!isObject(value)) return value;
    const wanted = readingOf(value);
    if (!wanted) {
      return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, fill(inner, [...path, name])]));
    }
    const { id, member } = wanted;
    const whole = readings.get(id);
    if (!readings.has(id)) issues.push({ path, message: `names no reading${suggest(id, [...readings.keys()])}` });
    if (member === undefined || !readings.has(id)) return whole;
    const members = isObject(whole) ? whole : {};
    if (!Object.hasOwn(members, member)) {
      const names = suggest(member, Object.keys(members));
      issues.push({ path, message: `names no member of the value that the reading ${id} has${names}` });
    }
    return members[member];
  };
  return { value: readings.size === 0 ? written : fill(written, []), issues };
}

function readingOf(value: Record<string, unknown>): { id: string; member: string | undefined } | undefined {
  const { reading, member, ...others } = value;
  if (typeof reading !== 'string' || Object.keys(others).length > 0) return undefined;
  return member === undefined || typeof member === 'string' ? { id: reading, member } : undefined;
}
