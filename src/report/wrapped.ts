const COLUMNS = 98;

/** All items of a list on lines of about a hundred columns; no item is broken. */
export function wrapped(items: readonly string[]): string[] {
  const lines: string[] = [];
  for (const [at, item] of items.entries()) {
    const piece = at < items.length - 1 ? `${item};` : item;
    const line = lines.at(-1);
    if (line !== undefined && line.length + 1 + piece.length <= COLUMNS) lines.splice(-1, 1, `${line} ${piece}`);
    else lines.push(piece);
  }
  return lines;
}
