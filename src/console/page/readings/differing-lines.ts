/** A line of a text, and whether the other text has it, too. */
export type ComparedLine = { text: string; isSame: boolean };

/** The lines of two texts, with those marked that the other one does not have as often. */
export function compareLines(left: string, right: string): [ComparedLine[], ComparedLine[]] {
  return [markLines(left, right), markLines(right, left)];
}

function markLines(text: string, other: string): ComparedLine[] {
  const counts = new Map<string, number>();
  for (const line of other.split('\n')) counts.set(line, (counts.get(line) ?? 0) + 1);
  return text.split('\n').map(line => {
    const left = counts.get(line) ?? 0;
    counts.set(line, left - 1);
    return { text: line, isSame: left > 0 };
  });
}
