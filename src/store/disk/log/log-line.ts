import { crc32 } from 'node:zlib';

const CARRIAGE_RETURN = 0x0d;
/** How many bytes a checksum has, in hexadecimal digits, with the space behind it. */
const CHECKSUM = 9;

/**
 * The line of a log for some JSON, and its checksum: `CRC32 CRC32 JSON`, the checksum of all that follows it and that of the
 * line before, so that no line can be missing, doubled or moved.
 */
export function logLine(json: string, after: string): { line: string; checksum: string } {
  const checksum = digits(crc32(json, crc32(`${after} `)));
  return { line: `${checksum} ${after} ${json}\n`, checksum };
}

export type ReadLine = { json: string; checksum: string; after: string };

/**
 * What a line of a log holds, read without its newline, or what is wrong with the line. An editor may have put a carriage
 * return before the newline.
 */
export function readLogLine(bytes: Buffer): ReadLine | { issue: string } {
  const line = bytes.at(-1) === CARRIAGE_RETURN ? bytes.subarray(0, -1) : bytes;
  const [, said, after] = BEGINNING.exec(line.toString('latin1', 0, 2 * CHECKSUM)) ?? [];
  if (said === undefined || after === undefined) return { issue: 'without a checksum' };
  const found = digits(crc32(line.subarray(CHECKSUM)));
  if (found !== said) return { issue: `damaged: its checksum is ${said}, that of its text ${found}` };
  return { json: line.toString('utf8', 2 * CHECKSUM), checksum: said, after };
}

const BEGINNING = /^([0-9a-f]{8}) ([0-9a-f]{8}) /;

function digits(checksum: number): string {
  return checksum.toString(16).padStart(8, '0');
}
