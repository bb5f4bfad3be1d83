/** How many cases have each reason, the most frequent first. */
export function byReason(cases: readonly { reason: string }[]): { reason: string; cases: number }[] {
  const counts = new Map<string, number>();
  for (const { reason } of cases) counts.set(reason, (counts.get(reason) ?? 0) + 1);
  return [...counts].map(([reason, cases]) => ({ reason, cases })).sort((left, right) => right.cases - left.cases);
}
