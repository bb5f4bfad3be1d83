import { counted } from './counted.js';
import { isTested } from './exit-code.js';
import { caseCounts, exercisedShare, headline, warningOfLittle } from './headline.js';
import { printable } from './printable.js';
import type { Report, RootCause } from './report.js';
import { titleOf } from './title.js';

/**
 * The report as GitHub's workflow commands, one for each cause: what is to be explained first, since GitHub shows ten of
 * a kind. After them the verdict, for whoever reads the log.
 */
export function github(report: Report): string {
  const { rootCauses, incomplete } = report;
  const ofKind = (wanted: RootCause['kind']) => rootCauses.filter(({ kind }) => kind === wanted);
  const little = warningOfLittle(report);
  const lines = [
    ...(isTested(report.summary) ? [] : [command('error', headline(report), 'No case came to a verdict.')]),
    ...ofKind('open').map(cause => command('error', titleOf(cause.violations[0]), textOf(cause))),
    ...(incomplete === undefined ? [] : [command('warning', 'Not a whole run', incomplete)]),
    ...(little === undefined ? [] : [command('warning', 'Little was tested', little)]),
    ...ofKind('flaky').map(cause => command('warning', `Flaky: ${titleOf(cause.violations[0])}`, textOf(cause))),
    ...ofKind('known').map(({ violations }) =>
      command('notice', `Known: ${titleOf(violations[0])}`, `${violations[0].known}\n${violations[0].message}`),
    ),
    `${headline(report)}.`,
    caseCounts(report.summary),
    exercisedShare(report),
  ];
  return lines.map(line => `${line}\n`).join('');
}

function command(level: 'error' | 'warning' | 'notice', title: string, text: string): string {
  return `::${level} title=${property(title)}::${data(text)}`;
}

function textOf({ violations: [first, ...others] }: RootCause): string {
  const { says, source, message, expected, got, curl, next } = first;
  const lines = [
    message,
    `${source}: ${says}`,
    `expected: ${expected}`,
    `got: ${got}`,
    curl,
    next,
    ...(others.length > 0 ? [`${counted(others.length, 'more violation')} from the same cause:`] : []),
    ...others.map(titleOf),
  ];
  return lines.filter(line => line !== '').join('\n');
}

function data(text: string): string {
  return printable(text).replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
}

function property(text: string): string {
  return data(text).replaceAll(':', '%3A').replaceAll(',', '%2C');
}
