import { stripVTControlCharacters } from 'node:util';
import { expect, test } from 'vitest';
import type { Outcome } from '../../src/check/index.js';
import { createReport, formatViolation, write } from '../../src/report/index.js';
import { aCase, anOutcome, aViolation, everyVerdict } from './an-outcome.js';
import { HOSTILE } from './hostile.js';

const text = (outcome: Outcome, color = false) => write('text', createReport(outcome), { color });
const [first] = createReport(anOutcome({ violations: [aViolation()] })).violations;

test('every verdict appears, with what led to it, and the summary comes last', () => {
  const told = text(everyVerdict());
  expect(told).toContain('  FAIL  list.active  dnl-user-list:26\n');
  expect(told).toContain('  FLAKY  list.order_by  dnl-user-list:24\n');
  expect(told).toContain('Inconclusive: 1 case\n  1  The target showed no role.\n');
  expect(told).toContain('Skipped: 2 cases\n  2  Writing is not allowed: --writes own allows it.\n');
  expect(told.split('\n\n').at(-1)).toBe(
    [
      '1 violation, 1 flaky violation.',
      '6 cases: 1 passed, 1 failed, 1 flaky, 1 inconclusive, 2 skipped',
      '180 of 291 statements exercised (61 %)',
      'The run ended early: the time was up before all cases had run.',
      'dnl at http://localhost:9000/v1: 5 requests in 1.2 s, seed 1, writes own, mark us4k2m',
      'Left on the target: 2 (user 1795 … user 1796), marked us4k2m; --report json or html lists everything',
      '',
    ].join('\n'),
  );
});

test('a violation has its source, what was expected and got, the request and the next step', () => {
  const { says, message, expected, got, curl } = aViolation();
  for (const part of [says, message, expected, got, curl, 'list-filter: active=true'])
    expect(text(everyVerdict())).toContain(part);
  expect(text(everyVerdict())).toMatch(/\n {4}next {6}Read dnl-user-list:26, then repeat the request above/);
});

test('readings and coverage are in the report', () => {
  const told = text(everyVerdict());
  expect(told).toContain('  text-match (name)          contains\n');
  expect(told).toContain(
    '  listUsers      statuses 1 of 2, parameters 1 of 2, members shown 1 of 2\n  createUser     statuses 0 of 1, members sent 1 of 2\n',
  );
  expect(told).toContain('  statements     180 of 291\n');
  expect(told).toContain('  not exercised  2 statements: Writing is not allowed: --writes own allows it.\n');
});

test('one line after the verdict names the first and the last record that was created, and the mark', () => {
  const created = Array.from({ length: 70 }, (_, at) => `user ${1795 + at}`);
  const told = text(anOutcome({ created, violations: [aViolation()] }));
  expect(told.match(/user 18/g)).toHaveLength(1);
  expect(told.split('\n').at(-2)).toMatch(/^Left on the target: 70 \(user 1795 … user 1864\), marked us4k2m;/);
  expect(text(anOutcome({ created: ['user 1795'] }))).toContain('Left on the target: 1 (user 1795), marked us4k2m;');
});

test('violations from one cause are one entry: one in full, the others named, and no more than eight of them', () => {
  const violations = Array.from({ length: 12 }, (_, at) =>
    aViolation({ statement: `list.active-${at}`, cause: 'schemas/user.json#/active', flaky: at === 1 }),
  );
  const told = text(anOutcome({ violations }));
  expect(told.match(/ {4}repeat /g)).toHaveLength(1);
  expect(told).toContain('\n    11 more violations from the same cause:\n');
  expect(told).toContain('\n      FAIL  list-filter · listUsers · active · list.active-2\n');
  expect(told).toContain('\n      and 3 more; --report json or html lists them all\n');
  expect(told).toContain('\n11 violations from 1 cause, 1 flaky violation.\n');
});

test('the violations stand right before the verdict', () => {
  const blocks = text(everyVerdict()).split('\n\n');
  expect(blocks.at(-2)).toMatch(/^ {2}FAIL /);
  expect(blocks.findIndex(block => block.startsWith('Skipped'))).toBeLessThan(blocks.length - 2);
});

test.each([
  [49, true],
  [50, false],
])('with %i of 100 statements exercised, the last line warns in red: %s', (exercised, isLittle) => {
  const coverage = { operations: {}, statements: { exercised, all: 100, unexercised: [] } };
  const told = text(anOutcome({ coverage, created: ['user 1'] }), true);
  const last = told.trimEnd().split('\n').at(-1) ?? '';
  const sentence = `Fewer than half of the documents' statements were exercised: ${exercised} of 100.`;
  expect(last === `\u001b[31m${sentence}\u001b[0m`).toBe(isLittle);
  expect(told.includes('\u001b[32mNo violations.')).toBe(!isLittle);
});

test.each<[string, Partial<Outcome>]>([
  ['No violations.', {}],
  ['1 violation.', { violations: [aViolation()] }],
  ['2 violations from 1 cause.', { violations: [aViolation(), aViolation({ statement: 'list.query' })] }],
  ['2 violations.', { violations: [aViolation(), aViolation({ parameter: 'name' })] }],
  ['No violations, 1 flaky violation.', { violations: [aViolation({ flaky: true })] }],
  ['Nothing was tested.', { cases: [aCase({ verdict: 'skipped' })] }],
  ['The run ended early: it was interrupted.', { ended: 'interrupted' }],
  ['The run ended early: the target has gone away.', { ended: 'lost' }],
])('%s', (sentence, outcome) => {
  expect(text(anOutcome(outcome)).split('\n')).toContain(sentence);
});

test('there are escape codes for colours only if colours are requested', () => {
  const plain = text(everyVerdict());
  expect(plain).not.toContain('\u001b');
  const colored = text(everyVerdict(), true);
  expect(colored).toContain('\u001b[31mFAIL\u001b[0m');
  expect(stripVTControlCharacters(colored)).toBe(plain);
});

test.each([true, false])(
  'escape codes of the server do not reach the terminal, nor its lines the margin; colours: %s',
  color => {
    const { text: told, server } = withHostileTexts(color);
    expect(told).not.toContain('\u001b[31mred');
    expect(told).toContain('\\u001b[31mred\\u001b[0m \\u0007\\u009b1m \\u000d');
    expect(told).toContain('turned \\u202e round, nul \\u0000');
    const plain = stripVTControlCharacters(told);
    expect(plain.replaceAll('\n', '')).not.toMatch(/[\p{Cc}\p{Bidi_Control}]/u);
    expect(plain.isWellFormed()).toBe(true);
    expect(told.match(/^ +\| No violations\.$/gm)).toHaveLength(server);
    expect(told).not.toMatch(/^ *No violations\.$/m);
  },
);

test('the lines of a request to repeat stay as they are', () => {
  const curl = `curl --data-raw '{\n  "name": "x"\n}' 'http://localhost:9000/v1/user/create'`;
  expect(text(anOutcome({ violations: [aViolation({ curl })] }))).toContain(`    repeat    ${curl}\n`);
});

test('no more than three cases are named', () => {
  const cases = ['a', 'b', 'c', 'd', 'e'];
  const told = (count: number) => text(anOutcome({ violations: [aViolation({ cases: cases.slice(0, count) })] }));
  expect(told(1)).toContain('\n    case      a\n');
  expect(told(3)).toContain('\n    cases     a; b; c\n');
  expect(told(5)).toContain('\n    cases     a; b; c; and 2 more\n');
});

test('one violation alone is written in full and without colour, with all its cases', () => {
  const cases = Array.from({ length: 9 }, (_, at) => `list-filter: active=true, value ${at}`);
  const told = formatViolation({ ...(first as NonNullable<typeof first>), cases, got: HOSTILE });
  expect(told).toMatch(/^FAIL {2}list\.active {2}dnl-user-list:26\n {4}says {6}The list can be limited/);
  expect(told).not.toContain('\u001b');
  expect(told).toContain(aViolation().curl);
  for (const name of cases) expect(told).toContain(name);
});

test('one known violation alone is written in full too, with its reason', () => {
  const told = formatViolation({ ...(first as NonNullable<typeof first>), known: 'SW-1' });
  expect(told).toMatch(/^KNOWN {2}list\.active/);
  expect(told).toContain('    expected  only users with active true\n');
  expect(told).toMatch(/\n {4}reason {4}SW-1$/);
});

/** A report with a hostile text in several places, and how many those are. */
function withHostileTexts(color: boolean): { text: string; server: number } {
  const outcome = anOutcome({
    cases: [aCase({ verdict: 'fail' }), aCase({ verdict: 'inconclusive', reason: HOSTILE })],
    violations: [aViolation({ message: HOSTILE, got: HOSTILE })],
    created: [HOSTILE],
  });
  // what was created is no line of its own
  return { text: text(outcome, color), server: 3 };
}
