import type { Paint } from './paint.js';
import { printable } from './printable.js';
import type { ReportedViolation } from './report.js';

/** One violation for a terminal; a known one in short, since its reason says the rest. */
export function textViolation(violation: ReportedViolation, paint: Paint): string {
  const { statement, source, says, message, expected, got, curl, next, cases, known, flaky } = violation;
  const verdict =
    known !== undefined ? paint('cyan', 'KNOWN') : flaky ? paint('yellow', 'FLAKY') : paint('red', 'FAIL');
  const head = `  ${verdict}  ${paint('bold', printable(statement))}  ${printable(source)}`;
  if (known !== undefined) return [head, row('message', message, paint), row('reason', known, paint)].join('\n');
  return [
    head,
    row('says', says, paint),
    row('message', message, paint),
    row('expected', expected, paint),
    row('got', got, paint),
    // its lines stay as they are: what stands between its quotes is sent as it stands
    ...(curl === '' ? [] : [label('repeat', paint) + printable(curl)]),
    row('next', next, paint),
    row(cases.length === 1 ? 'case' : 'cases', shortList(cases), paint),
  ].join('\n');
}

const WIDTH = 'expected'.length;
const MARGIN = '    ';

/** Every further line of a text is marked as such, lest a server's text pass for a part of the report. */
function row(name: string, text: string, paint: Paint): string {
  return label(name, paint) + printable(text).replaceAll('\n', `\n${MARGIN}${' '.repeat(WIDTH)}| `);
}

function label(name: string, paint: Paint): string {
  return `${MARGIN}${paint('dim', name.padEnd(WIDTH))}  `;
}

/** How many cases are named. */
const MOST_NAMED = 3;

function shortList(names: readonly string[]): string {
  const more = names.length - MOST_NAMED;
  return names.slice(0, MOST_NAMED).join('; ') + (more > 0 ? `; and ${more} more` : '');
}
