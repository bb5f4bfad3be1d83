/** A piece of a line of JSON, by what it is. */
export type Piece = { kind: 'name' | 'string' | 'number' | 'word' | 'sign'; text: string };

const TOKEN = /("(?:[^"\\]|\\.)*")|\b(true|false|null)\b|-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?/g;

/** Splits a line of JSON into its pieces, for colours. Their texts together are the line. */
export function splitJson(line: string): Piece[] {
  const pieces: Piece[] = [];
  let from = 0;
  const add = (kind: Piece['kind'], text: string) => {
    if (text !== '') pieces.push({ kind, text });
  };
  for (const found of line.matchAll(TOKEN)) {
    const [text, string, word] = found;
    add('sign', line.slice(from, found.index));
    from = found.index + text.length;
    if (string === undefined) add(word === undefined ? 'number' : 'word', text);
    else add(line[from] === ':' ? 'name' : 'string', text);
  }
  add('sign', line.slice(from));
  return pieces;
}
