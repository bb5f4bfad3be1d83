import type { SourceDocument, StatementEntry } from '../data/admin-types.js';

type Samples = SourceDocument['samples'];

/** Some lines of a document, and the statements about exactly these; the text where it is there. */
export type Passage = {
  from: number;
  to: number;
  /** `12` or `12-20`. */
  label: string;
  text: string | undefined;
  /** What the document prints at these lines, where their text is not there. */
  sample: string | undefined;
  statements: readonly StatementEntry[];
};

/** The cited lines of a document, in their order, and with its text also those between them. */
export function passagesOf(
  statements: readonly StatementEntry[],
  lines: readonly string[] | undefined,
  samples: Samples = [],
): Passage[] {
  const printed = lines ? [] : samples;
  const labels = [...new Set([...statements, ...printed].map(({ lines = '' }) => lines))];
  const textOf = (from: number, to: number) => lines?.slice(from - 1, to).join('\n');
  const cited = labels
    .map(label => {
      const [from = 0, to = from] = label.split('-').map(Number);
      return {
        from,
        to,
        label,
        text: textOf(from, to),
        sample: printed.find(one => one.lines === label)?.text,
        statements: statements.filter(one => one.lines === label),
      };
    })
    .sort((one, other) => one.from - other.from || other.to - one.to);
  if (!lines) return cited;
  let next = 1;
  const between = (to: number): Passage[] => {
    const text = to >= next ? textOf(next, to) : undefined;
    if (text === undefined || text.trim() === '') return [];
    return [
      { from: next, to, label: next === to ? `${to}` : `${next}-${to}`, text, sample: undefined, statements: [] },
    ];
  };
  const all = cited.flatMap(passage => {
    const before = between(passage.from - 1);
    next = Math.max(next, passage.to + 1);
    return [...before, passage];
  });
  return [...all, ...between(lines.length)];
}
