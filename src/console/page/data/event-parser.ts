/** An event of a stream of server-sent events. */
export type StreamEvent = { type: string; id: string | undefined; data: string };

/** Creates a function that takes the pieces of a stream, wherever they are cut, and returns the events that are complete. */
export function createEventParser(): (piece: string) => StreamEvent[] {
  let rest = '';
  return piece => {
    const blocks = (rest + piece).split('\n\n');
    rest = blocks.pop() ?? '';
    return blocks.flatMap(block => parseBlock(block) ?? []);
  };
}

/** The event of the lines between two empty ones; undefined where they are only comments. */
function parseBlock(block: string): StreamEvent | undefined {
  let type = 'message';
  let id: string | undefined;
  const data: string[] = [];
  for (const line of block.split('\n')) {
    const at = line.indexOf(':');
    const value = line.slice(at + 1).replace(/^ /, '');
    if (line.startsWith('event:')) type = value;
    else if (line.startsWith('id:')) id = value;
    else if (line.startsWith('data:')) data.push(value);
  }
  return data.length === 0 ? undefined : { type, id, data: data.join('\n') };
}
