import { makeVisible, makeVisibleBeside } from './model/phrases.js';
import type { ReportedViolation } from './model/report.js';
import { classify } from './model/violations.js';

/** One violation in full as plain text, with the reason if it is known: for the error message of a test runner. */
export function formatViolation(violation: ReportedViolation): string {
  const paint = painter(false);
  const { known } = violation;
  const reason = known === undefined ? [] : [row('reason', known, paint)];
  return [head(violation, paint), ...rows(violation, wrapItems(violation.cases).join('\n'), paint), ...reason].join(
    '\n',
  );
}

/** One violation for a terminal; a known one is short, because its reason says the rest. */
export function textViolation(violation: ReportedViolation, paint: Paint): string {
  const { message, known, cases } = violation;
  const reported =
    known === undefined
      ? rows(violation, shortList(cases), paint)
      : [row('message', message, paint), row('reason', known, paint)];
  return [`  ${head(violation, paint)}`, ...reported].join('\n');
}

const TAGS = {
  open: ['red', 'FAIL'],
  flaky: ['yellow', 'FLAKY'],
  warning: ['yellow', 'WARN'],
  known: ['cyan', 'KNOWN'],
} as const;

/** What kind of violation it is, in one word. */
export function formatTag(violation: ReportedViolation, paint: Paint): string {
  const [style, word] = TAGS[classify(violation)];
  return paint(style, word);
}

function head(violation: ReportedViolation, paint: Paint): string {
  const { statement, source } = violation;
  return `${formatTag(violation, paint)}  ${paint('bold', makeVisible(statement))}  ${makeVisible(source)}`;
}

function rows(violation: ReportedViolation, shown: string, paint: Paint): string[] {
  const { says, message, expected, got, curl, next, cases } = violation;
  return [
    row('says', says, paint),
    row('message', message, paint),
    row('expected', expected, paint),
    row('got', got, paint),
    // its lines are not marked, because the shell sends everything between the quotes
    ...(curl === '' ? [] : [label('repeat', paint) + makeVisible(curl)]),
    row('next', next, paint),
    row(cases.length === 1 ? 'case' : 'cases', shown, paint),
  ];
}

const INDENT = 4;
const WIDTH = 'expected'.length;

function row(name: string, text: string, paint: Paint): string {
  return label(name, paint) + makeVisibleBeside(INDENT + WIDTH, text);
}

function label(name: string, paint: Paint): string {
  return `${' '.repeat(INDENT)}${paint('dim', name.padEnd(WIDTH))}  `;
}

/** The most cases that are listed. */
const MAX_NAMED_CASES = 3;

function shortList(names: readonly string[]): string {
  const more = names.length - MAX_NAMED_CASES;
  return names.slice(0, MAX_NAMED_CASES).join('; ') + (more > 0 ? `; and ${more} more` : '');
}

const CODES = { bold: 1, dim: 2, red: 31, green: 32, yellow: 33, cyan: 36 } as const;
type TextStyle = keyof typeof CODES;
export type Paint = (style: TextStyle, text: string) => string;

/** Colours for a terminal, or none. Node's styleText reads the environment, which only the command line may do. */
export function painter(color: boolean): Paint {
  return (style, text) => (color && text !== '' ? `\u001b[${CODES[style]}m${text}\u001b[0m` : text);
}

const COLUMNS = 98;

/** Puts the items of a list on lines of about a hundred columns; no item is split. */
function wrapItems(items: readonly string[]): string[] {
  const lines: string[] = [];
  for (const [at, item] of items.entries()) {
    const piece = at < items.length - 1 ? `${item};` : item;
    const line = lines.at(-1);
    if (line !== undefined && line.length + 1 + piece.length <= COLUMNS) lines.splice(-1, 1, `${line} ${piece}`);
    else lines.push(piece);
  }
  return lines;
}
