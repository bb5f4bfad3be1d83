import { type FileHandle, open } from 'node:fs/promises';

const BLOCK = 1 << 20;
const NEWLINE = 0x0a;

/**
 * Takes one line, without its newline; a carriage return before that stays. The bytes are only valid during the call.
 * `number` counts from 1; `whole` is false for a last line that has no newline.
 */
export type TakeLine = (line: Buffer, number: number, whole: boolean) => void;

/** Reads a file of any size line by line, a block at a time. Rejects with what the system says where it cannot. */
export async function readLines(file: string, take: TakeLine): Promise<void> {
  const handle = await open(file, 'r');
  try {
    await takeLines(handle, take);
  } finally {
    await handle.close();
  }
}

async function takeLines(handle: FileHandle, take: TakeLine): Promise<void> {
  let buffer: Buffer = Buffer.allocUnsafeSlow(2 * BLOCK);
  let number = 0;
  /** The bytes at the front of the buffer that belong to a line whose end has not been read. */
  let begun = 0;
  for (;;) {
    // doubled, so that a line of any length is moved only a few times
    if (buffer.length - begun < BLOCK) buffer = grown(buffer, begun);
    const { bytesRead } = await handle.read(buffer, begun, buffer.length - begun);
    if (bytesRead === 0) break;
    const filled = buffer.subarray(0, begun + bytesRead);
    let start = 0;
    for (let end = filled.indexOf(NEWLINE, begun); end !== -1; end = filled.indexOf(NEWLINE, start)) {
      take(filled.subarray(start, end), ++number, true);
      start = end + 1;
    }
    filled.copyWithin(0, start);
    begun = filled.length - start;
  }
  if (begun > 0) take(buffer.subarray(0, begun), number + 1, false);
}

function grown(buffer: Buffer, filled: number): Buffer {
  const larger = Buffer.allocUnsafeSlow(2 * buffer.length);
  buffer.copy(larger, 0, 0, filled);
  return larger;
}
