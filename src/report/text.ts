import { isTested } from './model/exit-code.js';
import {
  countByKind,
  countReasons,
  formatCaseCounts,
  formatCount,
  formatCoverage,
  formatDuration,
  formatHeadline,
  formatOthers,
  formatShare,
  formatTitle,
  makeVisible,
  makeVisibleBeside,
  warnOfLowCoverage,
} from './model/phrases.js';
import type { Report } from './model/report.js';
import { formatTag, type Paint, painter, textViolation } from './text-violation.js';

/** Writes the report for a terminal: the verdict is last, next to the prompt, and the violations are right before it. */
export function text(report: Report, { color }: { color: boolean }): string {
  const paint = painter(color);
  const blocks = [...sections(report, paint), ...causeBlocks(report, paint), closing(report, paint)];
  return `${blocks.join('\n\n')}\n`;
}

/** The most further violations of a cause that are listed. */
const MAX_NAMED = 8;

/** Open causes come last, next to the verdict. */
function causeBlocks({ rootCauses, background: { laws } }: Report, paint: Paint): string[] {
  return rootCauses.toReversed().map(({ violations: [first, ...others] }) => {
    const { check, operation, parameter } = first;
    const title = formatTitle({ check, operation, ...(parameter !== undefined && { parameter }) });
    const more = others.length - MAX_NAMED;
    const also =
      others.length === 0
        ? []
        : [
            `    ${formatOthers(others)}:`,
            ...others
              .slice(0, MAX_NAMED)
              .map(violation => `      ${formatTag(violation, paint)}  ${makeVisible(formatTitle(violation))}`),
            ...(more > 0 ? [`      and ${more} more; --report json or html lists them all`] : []),
          ];
    return [
      paint('bold', makeVisible(title)),
      ...(laws[check] === undefined ? [] : [paint('dim', makeVisible(laws[check]))]),
      '',
      textViolation(first, paint),
      ...also,
    ].join('\n');
  });
}

function sections(report: Report, paint: Paint): string[] {
  const { readings, coverage, inconclusive, skipped, resolved } = report;
  const reasonRows = (reasons: Report['skipped']) => reasons.map(({ reason, cases }): TextRow => [`${cases}`, reason]);
  const parts: [title: string, rows: TextRow[]][] = [
    [
      'Resolved: these no longer occur and can be removed from the baseline',
      resolved.map((known): TextRow => [formatTitle(known), known.reason]),
    ],
    ['Readings that the target was observed to follow', Object.entries(readings)],
    ['Coverage', coverageRows(coverage)],
    [`Inconclusive: ${formatCount(inconclusive.length, 'case')}`, reasonRows(countReasons(inconclusive))],
    [`Skipped: ${formatCount(report.summary.skipped, 'case')}`, reasonRows(skipped)],
  ];
  return parts
    .filter(([, rows]) => rows.length > 0)
    .map(([title, rows]) => [paint('bold', title), ...alignRows(rows)].join('\n'));
}

/** More operations than these have one row together. */
const MAX_OPERATIONS = 30;

type OperationCoverage = Report['coverage']['operations'][string];

function summaryRow(operations: readonly OperationCoverage[]): TextRow {
  const received = operations.map(({ outcomes }) => Math.max(0, ...Object.values(outcomes)));
  const together = (part: 'outcomes' | 'sent' | 'shown') =>
    formatShare(operations.flatMap(operation => Object.values(operation[part])));
  const members = `members sent ${together('sent')}, members shown ${together('shown')}`;
  return ['operations', `${formatShare(received)}, statuses ${together('outcomes')}, ${members}`];
}

type TextRow = readonly [name: string, value?: string];

function alignRows(rows: readonly TextRow[]): string[] {
  const width = Math.max(...rows.map(([name]) => name.length));
  return rows.map(([name, value]) =>
    value === undefined
      ? `  ${makeVisibleBeside(2, name)}`
      : `  ${makeVisible(name.padEnd(width))}  ${makeVisibleBeside(2 + width, value)}`,
  );
}

function coverageRows({ operations, statements }: Report['coverage']): TextRow[] {
  const all = Object.entries(operations);
  const rows =
    all.length > MAX_OPERATIONS
      ? [summaryRow(all.map(([, counts]) => counts))]
      : all.map(([id, counts]) => coverageRow(id, counts));
  const others = statements.unexercised.map(
    ({ reason, statements }): TextRow => [`not exercised`, `${formatCount(statements.length, 'statement')}: ${reason}`],
  );
  return [...rows, ['statements', `${statements.exercised} of ${statements.all}`], ...others];
}

function coverageRow(id: string, { outcomes, parameters, sent, shown }: OperationCoverage): TextRow {
  const parts = { parameters, 'members sent': sent, 'members shown': shown };
  const shares = Object.entries(parts).flatMap(([name, counts]) => {
    const all = Object.values(counts);
    return all.length > 0 ? [`${name} ${formatShare(all)}`] : [];
  });
  return [id, [`statuses ${formatShare(Object.values(outcomes))}`, ...shares].join(', ')];
}

function closing(report: Report, paint: Paint): string {
  const { target, api, seed, writes, mark, summary, requests, milliseconds, incomplete } = report;
  const warning = warnOfLowCoverage(report);
  const tone = countByKind(report).open > 0 || !isTested(summary) ? 'red' : warning === undefined ? 'green' : 'yellow';
  const facts = [
    `${api} at ${target}: ${formatCount(requests, 'request')} in ${formatDuration(milliseconds)}`,
    `seed ${seed}, writes ${writes}, mark ${mark}`,
  ];
  return [
    paint('bold', paint(tone, `${formatHeadline(report)}.`)),
    formatCaseCounts(summary),
    formatCoverage(report),
    ...(incomplete === undefined ? [] : [paint('yellow', makeVisibleBeside(2, incomplete))]),
    paint('dim', makeVisible(facts.join(', '))),
    ...formatLeftovers(report),
    ...(warning === undefined ? [] : [paint('red', warning)]),
  ].join('\n');
}

/** What the run has created and left on the target, in one line. */
function formatLeftovers({ created, mark }: Report): string[] {
  const [first, last] = [created.at(0), created.at(-1)];
  if (first === undefined || last === undefined) return [];
  const which = created.length === 1 ? first : `${first} … ${last}`;
  const line = `Left on the target: ${created.length} (${which}), marked ${mark}; --report json or html lists everything`;
  return [makeVisibleBeside(2, line)];
}
