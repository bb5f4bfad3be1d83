import { crc32 } from 'node:zlib';

/** A larger buffer is not kept for the next line. */
const KEPT = 8 << 20;
const [NEWLINE, CARRIAGE_RETURN, SPACE, OPEN, CLOSE] = [0x0a, 0x0d, 0x20, 0x5b, 0x5d];
/** How many bytes the checksum has, in hexadecimal digits. */
const CHECKSUM = 8;

/** Writes the lines of a log, each into the same buffer. */
export class LogLine {
  #buffer = Buffer.allocUnsafeSlow(1 << 16);

  /** The line that holds some entries, as bytes that are only valid until the next is asked for. */
  of(entries: readonly string[]): Buffer {
    const text = entries.length === 1 ? (entries[0] ?? '') : entries.join(',');
    const length = CHECKSUM + Buffer.byteLength(text) + 4;
    const line = this.#room(length).subarray(0, length);
    line[CHECKSUM] = SPACE;
    line[CHECKSUM + 1] = OPEN;
    line.write(text, CHECKSUM + 2);
    line[length - 2] = CLOSE;
    line[length - 1] = NEWLINE;
    line.write(checksumOf(line.subarray(CHECKSUM + 1, length - 1)), 0, 'latin1');
    return line;
  }

  #room(length: number): Buffer {
    if (length <= this.#buffer.length) return this.#buffer;
    const larger = Buffer.allocUnsafeSlow(Math.max(length, 2 * this.#buffer.length));
    if (larger.length <= KEPT) this.#buffer = larger;
    return larger;
  }
}

/**
 * The JSON in a line of a log, without its newline, or what is wrong with the line. An editor may have put a carriage
 * return before the newline.
 */
export function readLogLine(line: Buffer): { json: string } | { flaw: string } {
  const end = line.at(-1) === CARRIAGE_RETURN ? line.length - 1 : line.length;
  const said = line.toString('latin1', 0, CHECKSUM);
  if (line[CHECKSUM] !== SPACE || !/^[0-9a-f]{8}$/.test(said)) return { flaw: 'without a checksum' };
  const found = checksumOf(line.subarray(CHECKSUM + 1, end));
  if (found !== said) return { flaw: `damaged: its checksum is ${said}, that of its text ${found}` };
  return { json: line.toString('utf8', CHECKSUM + 1, end) };
}

function checksumOf(json: Buffer): string {
  return crc32(json).toString(16).padStart(CHECKSUM, '0');
}
