/** What a violation is known by: the same four make the same violation. */
export type Identified = { check: string; operation: string; parameter?: string; statement: string };

export function keyOf({ check, operation, parameter, statement }: Identified): string {
  return JSON.stringify([check, operation, parameter ?? null, statement]);
}

/** By check, operation and parameter, and there what was seen twice before what is flaky; then by statement. */
export function inOrder<T extends Identified & { flaky?: boolean }>(items: readonly T[]): T[] {
  const places = ({ check, operation, parameter = '', flaky = false, statement }: T) => [
    check,
    operation,
    parameter,
    flaky ? '1' : '0',
    statement,
  ];
  return items.toSorted((left, right) => compared(places(left), places(right)));
}

/** By code units: the order must not depend on the language of the machine. */
function compared(left: readonly string[], right: readonly string[]): number {
  const at = left.findIndex((text, index) => text !== right[index]);
  if (at < 0) return 0;
  return (left[at] ?? '') < (right[at] ?? '') ? -1 : 1;
}
