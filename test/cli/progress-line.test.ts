import { PassThrough } from 'node:stream';
import type { WriteStream } from 'node:tty';
import { expect, test } from 'vitest';
import type { Progress } from '../../src/check/index.js';
import { progressLine } from '../../src/cli/check/progress-line.js';

/** What is printed of one progress and at the end. */
function printed(
  progress: Progress,
  { terminal, columns = 80, quiet = false }: { terminal: boolean; columns?: number; quiet?: boolean },
): string {
  const stream = Object.assign(new PassThrough(), { isTTY: terminal, columns });
  const line = progressLine({ quiet, always: false, stream: stream as unknown as WriteStream });
  line.show(progress);
  line.end();
  return String(stream.read() ?? '');
}

const CASES: Progress = { done: 12, all: 315, failing: 2, check: 'list-filter', violations: () => [] };
const GONE = '\r\u001b[K';

test.each<[string, Progress, string]>([
  ['how much has been read', { preparing: 7 }, 'Reading the data: 7 requests so far'],
  ['how many cases are done, and which check is under way', CASES, '12 of 315 cases, 2 failing: list-filter'],
])('a terminal shows %s, on a line that is removed at the end', (_, progress, text) => {
  expect(printed(progress, { terminal: true })).toBe(text + GONE);
});

test('a line is no longer than the terminal is wide', () => {
  expect(printed(CASES, { terminal: true, columns: 20 })).toBe(`12 of 315 cases, 2 ${GONE}`);
});

test('without a terminal only notes are printed, and with --quiet nothing', () => {
  expect(printed(CASES, { terminal: false })).toBe('');
  expect(printed({ note: 'Created 3 users.' }, { terminal: false })).toBe('Created 3 users.\n');
  expect(printed({ note: 'Created 3 users.' }, { terminal: true, quiet: true })).toBe('');
});
