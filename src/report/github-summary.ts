import { counted, duration } from './counted.js';
import { exercisedShare, headline, warningOfLittle } from './headline.js';
import { printable } from './printable.js';
import type { Report, RootCause } from './report.js';
import { titleOf } from './title.js';

/** The report in Markdown, for the summary of a GitHub job. */
export function githubSummary(report: Report): string {
  const { summary, rootCauses, resolved, incomplete } = report;
  const little = warningOfLittle(report);
  const parts = [
    `### ${escaped(headline(report))}`,
    `${escaped(report.api)} at ${escaped(report.target)}, ${counted(report.requests, 'request')} in ${duration(report.milliseconds)}, seed ${report.seed}`,
    ...(incomplete === undefined ? [] : [escaped(incomplete)]),
    ...(little === undefined ? [] : [`**${escaped(little)}**`]),
    table(['cases', ...Object.keys(summary)], [['', ...Object.values(summary).map(String)]]),
    ...(rootCauses.length > 0 ? [causeTable(rootCauses), ...rootCauses.map(details)] : []),
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
    `${escaped(exercisedShare(report))}.`,
  ];
  return `${parts.join('\n\n')}\n`;
}

function causeTable(causes: readonly RootCause[]): string {
  return table(
    ['', 'violations', 'check', 'operation', 'statement', 'message'],
    causes.map(({ kind, violations: [first, ...others] }) => [
      kind === 'open' ? 'fail' : kind,
      String(1 + others.length),
      escaped(first.check),
      escaped(first.parameter === undefined ? first.operation : `${first.operation} ${first.parameter}`),
      `${escaped(first.statement)}<br>${escaped(first.source)}`,
      `${escaped(first.message)}${first.known === undefined ? '' : `<br>Known: ${escaped(first.known)}`}`,
    ]),
  );
}

/** One cause folded. A blank line would end a block of HTML, so that there is none in it. */
function details({ violations: [first, ...others] }: RootCause): string {
  const { statement, check, says, expected, got, curl, next } = first;
  const lines = [says, `expected: ${expected}`, `got: ${got}`, ...(curl === '' ? [] : [curl])].map(escaped);
  const more = others.map(titleOf).map(escaped).join('&#10;');
  const rest =
    more === '' ? '' : `\n<p>${counted(others.length, 'more violation')} from the same cause:</p>\n<pre>${more}</pre>`;
  return `<details><summary>${escaped(check)} ${escaped(statement)}</summary>\n<pre>${lines.join('&#10;')}</pre>\n<p>${escaped(next)}</p>${rest}</details>`;
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const row = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;
  return [row(head), row(head.map(() => '---')), ...rows.map(row)].join('\n');
}

/** Text that means nothing to Markdown or HTML: whatever could is written as a character reference. */
function escaped(text: string): string {
  return printable(text).replace(/[&<>"'`|*_~[\](){}\\#+!$@:\n\t]/g, found => `&#${found.codePointAt(0)};`);
}
