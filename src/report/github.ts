import { isTested } from './model/exit-code.js';
import {
  formatCaseCounts,
  formatCount,
  formatCoverage,
  formatDuration,
  formatHeadline,
  formatOthers,
  formatTitle,
  makeVisible,
  warnOfLowCoverage,
} from './model/phrases.js';
import type { Report, RootCause } from './model/report.js';

/**
 * Writes the report as GitHub's workflow commands, one for each cause. Open causes come first, because GitHub shows only
 * ten commands of a kind. The verdict follows, for readers of the log.
 */
export function github(report: Report): string {
  const { rootCauses, incomplete } = report;
  const ofKind = (wanted: RootCause['kind']) => rootCauses.filter(({ kind }) => kind === wanted);
  const warning = warnOfLowCoverage(report);
  const lines = [
    ...(isTested(report.summary) ? [] : [command('error', formatHeadline(report), 'No case has a verdict.')]),
    ...ofKind('open').map(cause => command('error', formatTitle(cause.violations[0]), formatText(cause))),
    ...(incomplete === undefined ? [] : [command('warning', 'Incomplete run', incomplete)]),
    ...(warning === undefined ? [] : [command('warning', 'Little was tested', warning)]),
    ...ofKind('flaky').map(cause =>
      command('warning', `Flaky: ${formatTitle(cause.violations[0])}`, formatText(cause)),
    ),
    ...ofKind('warning').map(cause => command('warning', formatTitle(cause.violations[0]), formatText(cause))),
    ...ofKind('known').map(({ violations }) =>
      command('notice', `Known: ${formatTitle(violations[0])}`, `${violations[0].known}\n${violations[0].message}`),
    ),
    `${formatHeadline(report)}.`,
    formatCaseCounts(report.summary),
    formatCoverage(report),
  ];
  return lines.map(line => `${line}\n`).join('');
}

function command(level: 'error' | 'warning' | 'notice', title: string, text: string): string {
  return `::${level} title=${property(title)}::${data(text)}`;
}

function formatText({ violations: [first, ...others] }: RootCause): string {
  const { says, source, message, expected, got, curl, next } = first;
  const lines = [
    message,
    `${source}: ${says}`,
    `expected: ${expected}`,
    `got: ${got}`,
    curl,
    next,
    ...(others.length > 0 ? [`${formatOthers(others)}:`] : []),
    ...others.map(formatTitle),
  ];
  return lines.filter(line => line !== '').join('\n');
}

function data(text: string): string {
  return makeVisible(text).replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
}

function property(text: string): string {
  return data(text).replaceAll(':', '%3A').replaceAll(',', '%2C');
}

/** Writes the report in Markdown, for the summary of a GitHub job. */
export function githubSummary(report: Report): string {
  const { summary, rootCauses, resolved, incomplete } = report;
  const warning = warnOfLowCoverage(report);
  const parts = [
    `### ${escapeMarkdown(formatHeadline(report))}`,
    `${escapeMarkdown(report.api)} at ${escapeMarkdown(report.target)}, ${formatCount(report.requests, 'request')} in ${formatDuration(report.milliseconds)}, seed ${report.seed}`,
    ...(incomplete === undefined ? [] : [escapeMarkdown(incomplete)]),
    ...(warning === undefined ? [] : [`**${escapeMarkdown(warning)}**`]),
    table(['cases', ...Object.keys(summary)], [['', ...Object.values(summary).map(String)]]),
    ...(rootCauses.length > 0 ? [causeTable(rootCauses), ...rootCauses.map(details)] : []),
    ...(resolved.length > 0
      ? [
          'Resolved, can be removed from the baseline:',
          table(
            ['check', 'operation', 'parameter', 'statement', 'reason'],
            resolved.map(({ check, operation, parameter = '', statement, reason }) =>
              [check, operation, parameter, statement, reason].map(escapeMarkdown),
            ),
          ),
        ]
      : []),
    `${escapeMarkdown(formatCoverage(report))}.`,
  ];
  return `${parts.join('\n\n')}\n`;
}

function causeTable(causes: readonly RootCause[]): string {
  return table(
    ['', 'violations', 'check', 'operation', 'statement', 'message'],
    causes.map(({ kind, violations: [first, ...others] }) => [
      kind === 'open' ? 'fail' : kind,
      String(1 + others.length),
      escapeMarkdown(first.check),
      escapeMarkdown(first.parameter === undefined ? first.operation : `${first.operation} ${first.parameter}`),
      `${escapeMarkdown(first.statement)}<br>${escapeMarkdown(first.source)}`,
      `${escapeMarkdown(first.message)}${first.known === undefined ? '' : `<br>Known: ${escapeMarkdown(first.known)}`}`,
    ]),
  );
}

/** One cause, folded. It has no blank line, because that would end the HTML block. */
function details({ violations: [first, ...others] }: RootCause): string {
  const { statement, check, says, expected, got, curl, next } = first;
  const lines = [says, `expected: ${expected}`, `got: ${got}`, ...(curl === '' ? [] : [curl])].map(escapeMarkdown);
  const more = others.map(formatTitle).map(escapeMarkdown).join('&#10;');
  const rest = more === '' ? '' : `\n<p>${formatOthers(others)}:</p>\n<pre>${more}</pre>`;
  return `<details><summary>${escapeMarkdown(check)} ${escapeMarkdown(statement)}</summary>\n<pre>${lines.join('&#10;')}</pre>\n<p>${escapeMarkdown(next)}</p>${rest}</details>`;
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const row = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;
  return [row(head), row(head.map(() => '---')), ...rows.map(row)].join('\n');
}

/** Escapes every character that has a meaning in Markdown or HTML as a character reference. */
function escapeMarkdown(text: string): string {
  return makeVisible(text).replace(/[&<>"'`|*_~[\](){}\\#+!$@:\n\t]/g, found => `&#${found.codePointAt(0)};`);
}
