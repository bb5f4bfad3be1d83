import { createReadStream } from 'node:fs';

/**
 * Reads a data file line by line and hands over each record, read with JSON.parse.
 * @param {string} file
 * @param {(record: Record<string, unknown>) => void} onRecord
 */
export async function readRecords(file, onRecord) {
  let rest = '';
  for await (const chunk of createReadStream(file, { encoding: 'utf8', highWaterMark: 1 << 20 })) {
    const lines = (rest + chunk).split('\n');
    rest = lines.pop() ?? '';
    for (const line of lines) {
      // a record has a line of its own, which nothing else begins like
      if (line.startsWith('{"')) onRecord(JSON.parse(line.endsWith(',') ? line.slice(0, -1) : line));
    }
  }
}
