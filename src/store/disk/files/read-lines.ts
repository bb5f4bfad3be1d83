import { createReadStream } from 'node:fs';

const BLOCK = 1 << 20;
const NEWLINE = 0x0a;

/**
 * Takes one line, without its newline; a carriage return before that stays. `number` counts from 1; `whole` is false for a
 * last line that has no newline.
 */
export type TakeLine = (line: Buffer, number: number, whole: boolean) => void;

/** Reads a file of any size line by line, a block at a time. Rejects with what the system says where it cannot. */
export async function readLines(file: string, take: TakeLine): Promise<void> {
  let number = 0;
  /** The pieces of a line whose end has not been read. */
  let begun: Buffer[] = [];
  for await (const block of createReadStream(file, { highWaterMark: BLOCK }) as AsyncIterable<Buffer>) {
    let start = 0;
    for (let end = block.indexOf(NEWLINE); end !== -1; end = block.indexOf(NEWLINE, start)) {
      const piece = block.subarray(start, end);
      take(begun.length === 0 ? piece : Buffer.concat([...begun, piece]), ++number, true);
      begun = [];
      start = end + 1;
    }
    if (start < block.length) begun.push(block.subarray(start));
  }
  if (begun.length > 0) take(Buffer.concat(begun), number + 1, false);
}
