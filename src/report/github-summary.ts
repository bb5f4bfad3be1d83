import { counted, duration } from './counted.js';
import { ENDINGS, headline } from './headline.js';
import { printable } from './printable.js';
import type { Report, ReportedViolation } from './report.js';

/** The report in Markdown, for the summary of a GitHub job. */
export function githubSummary(report: Report): string {
  const { summary, violations, resolved, coverage } = report;
  const { statements } = coverage;
  const parts = [
    `### ${escaped(headline(report))}`,
    `${escaped(report.api)} at ${escaped(report.target)}, ${counted(report.requests, 'request')} in ${duration(report.milliseconds)}, seed ${report.seed}`,
    ...(report.ended ? [ENDINGS[report.ended]] : []),
    table(Object.keys(summary), [Object.values(summary).map(String)]),
    ...(violations.length > 0 ? [violationTable(violations), ...violations.map(details)] : []),
    ...(resolved.length > 0
      ? [
          'Resolved, to be taken out of the baseline:',
          table(
            ['check', 'operation', 'parameter', 'statement', 'reason'],
            resolved.map(({ check, operation, parameter = '', statement, reason }) =>
              [check, operation, parameter, statement, reason].map(escaped),
            ),
          ),
        ]
      : []),
    `${statements.exercised} of ${counted(statements.all, 'statement')} exercised.`,
  ];
  return `${parts.join('\n\n')}\n`;
}

function violationTable(violations: readonly ReportedViolation[]): string {
  return table(
    ['', 'check', 'operation', 'statement', 'message'],
    violations.map(({ check, operation, parameter, statement, source, message, flaky, known }) => [
      known === undefined ? (flaky ? 'flaky' : 'fail') : 'known',
      escaped(check),
      escaped(parameter === undefined ? operation : `${operation} ${parameter}`),
      `${escaped(statement)}<br>${escaped(source)}`,
      `${escaped(message)}${known === undefined ? '' : `<br>Known: ${escaped(known)}`}`,
    ]),
  );
}

/** One violation folded. A blank line would end a block of HTML, so that there is none in it. */
function details({ statement, check, says, expected, got, curl, next }: ReportedViolation): string {
  const lines = [says, `expected: ${expected}`, `got: ${got}`, ...(curl === '' ? [] : [curl])].map(escaped);
  return `<details><summary>${escaped(check)} ${escaped(statement)}</summary>\n<pre>${lines.join('&#10;')}</pre>\n<p>${escaped(next)}</p></details>`;
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const row = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;
  return [row(head), row(head.map(() => '---')), ...rows.map(row)].join('\n');
}

/** Text that means nothing to Markdown or HTML: whatever could is written as a character reference. */
function escaped(text: string): string {
  return printable(text).replace(/[&<>"'`|*_~[\](){}\\#+!$@:\n\t]/g, found => `&#${found.codePointAt(0)};`);
}
