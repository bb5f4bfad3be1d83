import { isTested } from './exit-code.js';
import { ENDINGS, headline, heapsOf } from './headline.js';
import { printable } from './printable.js';
import type { Report, ReportedViolation } from './report.js';
import { titleOf } from './title.js';

/** The report as GitHub's workflow commands: what is to be explained first, since GitHub shows ten of a kind. */
export function github(report: Report): string {
  const { open, flaky, known } = heapsOf(report);
  const lines = [
    ...(isTested(report.summary) ? [] : [command('error', headline(report), 'No case came to a verdict.')]),
    ...open.map(violation => command('error', titleOf(violation), textOf(violation))),
    ...(report.ended ? [command('warning', 'Ended early', ENDINGS[report.ended])] : []),
    ...flaky.map(violation => command('warning', `Flaky: ${titleOf(violation)}`, textOf(violation))),
    ...known.map(violation =>
      command('notice', `Known: ${titleOf(violation)}`, `${violation.known}\n${violation.message}`),
    ),
  ];
  return lines.map(line => `${line}\n`).join('');
}

function command(level: 'error' | 'warning' | 'notice', title: string, text: string): string {
  return `::${level} title=${property(title)}::${data(text)}`;
}

function textOf({ says, source, message, expected, got, curl, next }: ReportedViolation): string {
  const lines = [message, `${source}: ${says}`, `expected: ${expected}`, `got: ${got}`, curl, next];
  return lines.filter(line => line !== '').join('\n');
}

function data(text: string): string {
  return printable(text).replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
}

function property(text: string): string {
  return data(text).replaceAll(':', '%3A').replaceAll(',', '%2C');
}
