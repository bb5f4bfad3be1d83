import { crc32 } from 'node:zlib';

/** A larger buffer is not kept for the next line. */
const KEPT = 8 << 20;
const [NEWLINE, CARRIAGE_RETURN, SPACE] = [0x0a, 0x0d, 0x20];
/** How many bytes a checksum has, in hexadecimal digits. */
const CHECKSUM = 8;
/** Where the JSON begins: behind the checksum of the line and that of the line before, each with a space. */
const JSON_AT = 2 * (CHECKSUM + 1);

/**
 * Writes the lines of a log, each into the same buffer: `CRC32 CRC32 JSON`, the checksum of all that follows it and that
 * of the line before, so that no line can be missing, doubled or moved.
 */
export class LogLine {
  #buffer = Buffer.allocUnsafeSlow(1 << 16);

  /** The line of some JSON that follows another line, and its checksum. The bytes are valid until the next call. */
  of(json: string, after: string): { line: Buffer; checksum: string } {
    const length = JSON_AT + Buffer.byteLength(json) + 1;
    const line = this.#room(length).subarray(0, length);
    line.write(after, CHECKSUM + 1, 'latin1');
    line[CHECKSUM] = line[JSON_AT - 1] = SPACE;
    line.write(json, JSON_AT);
    line[length - 1] = NEWLINE;
    const checksum = checksumOf(line.subarray(CHECKSUM + 1, length - 1));
    line.write(checksum, 0, 'latin1');
    return { line, checksum };
  }

  #room(length: number): Buffer {
    if (length <= this.#buffer.length) return this.#buffer;
    const larger = Buffer.allocUnsafeSlow(Math.max(length, 2 * this.#buffer.length));
    if (larger.length <= KEPT) this.#buffer = larger;
    return larger;
  }
}

/** A line as it was read. In logs of data of the second form no line has the checksum of the one before. */
export type ReadLine = { json: string; checksum: string; after: string | undefined };

/**
 * What a line of a log holds, read without its newline, or what is wrong with the line. An editor may have put a carriage
 * return before the newline.
 */
export function readLogLine(line: Buffer): ReadLine | { issue: string } {
  const end = line.at(-1) === CARRIAGE_RETURN ? line.length - 1 : line.length;
  const [, said, after] = BEGINNING.exec(line.toString('latin1', 0, JSON_AT)) ?? [];
  if (said === undefined) return { issue: 'without a checksum' };
  const found = checksumOf(line.subarray(CHECKSUM + 1, end));
  if (found !== said) return { issue: `damaged: its checksum is ${said}, that of its text ${found}` };
  return { json: line.toString('utf8', after === undefined ? CHECKSUM + 1 : JSON_AT, end), checksum: said, after };
}

const BEGINNING = /^([0-9a-f]{8}) (?:([0-9a-f]{8}) )?/;

function checksumOf(bytes: Buffer): string {
  return crc32(bytes).toString(16).padStart(CHECKSUM, '0');
}
