/** Something that the palette leads to. */
export type Destination = {
  /** What it is: `page`, `operation`. */
  kind: string;
  title: string;
  /** More words by which it is found; shown beside the title. */
  detail?: string;
  /** The key that does the same elsewhere. */
  key?: string;
  run(): void;
};

/** The entries that fit what was typed, the best first. Each word must be in an entry, its letters in this order. */
export function findEntries(entries: readonly Destination[], typed: string): Destination[] {
  const words = typed.toLowerCase().split(/\s+/).filter(Boolean);
  const ranked = entries.flatMap((entry, place) => {
    const title = entry.title.toLowerCase();
    const rest = `${entry.kind} ${entry.detail ?? ''}`.toLowerCase();
    const ranks = words.map(word => Math.min(rankOf(title, word), OTHER_TEXT + rankOf(rest, word)));
    const rank = ranks.reduce((sum, one) => sum + one, 0);
    return Number.isFinite(rank) ? [{ entry, rank, place }] : [];
  });
  ranked.sort((one, other) => one.rank - other.rank || one.place - other.place);
  return ranked.slice(0, MAX_FOUND).map(({ entry }) => entry);
}

/** How many are shown: nobody reads more of them. */
const MAX_FOUND = 50;

/** How much worse a word in the other texts is than one in the title. */
const OTHER_TEXT = 3;

/** How badly a word fits a text: 0 at the beginning of one of its words, infinite where its letters are not there. */
function rankOf(text: string, word: string): number {
  for (let at = text.indexOf(word); at >= 0; at = text.indexOf(word, at + 1)) {
    if (at === 0 || !/[a-z0-9]/.test(text[at - 1] ?? '')) return 0;
  }
  if (text.includes(word)) return 1;
  let from = 0;
  let skipped = 0;
  for (const letter of word) {
    const next = text.indexOf(letter, from);
    if (next < 0) return Number.POSITIVE_INFINITY;
    if (from > 0) skipped += next - from;
    from = next + 1;
  }
  return skipped > MAX_SKIPPED ? Number.POSITIVE_INFINITY : 2 + skipped / MAX_SKIPPED;
}

/** Letters that lie further apart are in every long text. */
const MAX_SKIPPED = 12;
