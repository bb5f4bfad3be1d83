import { crc32 } from 'node:zlib';

/** What the first log of a folder follows in tests. */
export const START = '00000000';

/** One line of a log, as anybody can compute it: its checksum, that of the line before, and JSON. */
export function lineAfter(after: string, json: string): string {
  const rest = `${after} ${json}`;
  return `${crc32(rest).toString(16).padStart(8, '0')} ${rest}\n`;
}

/** The lines of the log of a number, of which the first names it and each follows the one before. */
export function logLines(jsons: readonly string[], { number = 1, after = START } = {}): string[] {
  const lines = [lineAfter(after, JSON.stringify({ log: number }))];
  for (const json of jsons) lines.push(lineAfter((lines.at(-1) ?? '').slice(0, 8), json));
  return lines;
}

/** The text of a log that has some more lines. */
export function withLines(text: string, jsons: readonly string[]): string {
  const last = text.trimEnd().split('\n').at(-1) ?? '';
  const more: string[] = [];
  for (const json of jsons) more.push(lineAfter((more.at(-1) ?? last).slice(0, 8), json));
  return text + more.join('');
}
