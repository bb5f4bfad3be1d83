/** What identifies a violation from run to run. */
export type ViolationKey = { check: string; operation: string; parameter?: string; statement: string };

/** A violation that a team expects, and why. */
export type KnownViolation = ViolationKey & { reason: string };

export function formatKey({ check, operation, parameter, statement }: ViolationKey): string {
  return JSON.stringify([check, operation, parameter ?? null, statement]);
}

/** Sorts by check, operation and parameter; within these, confirmed violations before flaky ones, then by statement. */
export function sortViolations<T extends ViolationKey & { flaky?: boolean }>(items: readonly T[]): T[] {
  const places = ({ check, operation, parameter = '', flaky = false, statement }: T) => [
    check,
    operation,
    parameter,
    flaky ? '1' : '0',
    statement,
  ];
  return items.toSorted((left, right) => compare(places(left), places(right)));
}

/** Compares by code units, because the order must not depend on the language of the machine. */
function compare(left: readonly string[], right: readonly string[]): number {
  const at = left.findIndex((text, index) => text !== right[index]);
  if (at < 0) return 0;
  return (left[at] ?? '') < (right[at] ?? '') ? -1 : 1;
}
