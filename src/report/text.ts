import { byReason } from './by-reason.js';
import { counted, duration } from './counted.js';
import { ENDINGS, headline, heapsOf } from './headline.js';
import { inGroups } from './order.js';
import { type Paint, painter } from './paint.js';
import { printable, printableBeside } from './printable.js';
import type { Report } from './report.js';
import { textViolation } from './text-violation.js';
import { titleOf } from './title.js';
import { wrapped } from './wrapped.js';

/** The report for a terminal: violations first, the summary last, where the prompt comes back. */
export function text(report: Report, { color }: { color: boolean }): string {
  const paint = painter(color);
  const blocks = [...violationBlocks(report, paint), ...sections(report, paint), closing(report, paint)];
  return `${blocks.join('\n\n')}\n`;
}

function violationBlocks({ violations, background: { laws } }: Report, paint: Paint): string[] {
  return inGroups(violations).flatMap(({ violations, ...group }) => {
    const law = laws[group.check];
    const title = paint('bold', printable(titleOf(group)));
    const head = law === undefined ? title : `${title}\n${paint('dim', printable(law))}`;
    return [head, ...violations.map(violation => textViolation(violation, paint))];
  });
}

function sections(report: Report, paint: Paint): string[] {
  const { readings, coverage, created, inconclusive, skipped, resolved } = report;
  const reasonRows = (reasons: Report['skipped']) => reasons.map(({ reason, cases }): Row => [`${cases}`, reason]);
  const parts: [title: string, rows: Row[]][] = [
    [
      'Resolved: these no longer occur and can leave the baseline',
      resolved.map((known): Row => [titleOf(known), known.reason]),
    ],
    ['Readings that the target was seen to follow', Object.entries(readings)],
    ['Coverage', coverageRows(coverage)],
    ['Created and left on the target', wrapped(created).map((line): Row => [line])],
    [`Inconclusive: ${counted(inconclusive.length, 'case')}`, reasonRows(byReason(inconclusive))],
    [`Skipped: ${counted(report.summary.skipped, 'case')}`, reasonRows(skipped)],
  ];
  return parts
    .filter(([, rows]) => rows.length > 0)
    .map(([title, rows]) => [paint('bold', title), ...aligned(rows)].join('\n'));
}

type Row = readonly [name: string, value?: string];

function aligned(rows: readonly Row[]): string[] {
  const width = Math.max(...rows.map(([name]) => name.length));
  return rows.map(([name, value]) =>
    value === undefined
      ? `  ${printableBeside(2, name)}`
      : `  ${printable(name.padEnd(width))}  ${printableBeside(2 + width, value)}`,
  );
}

function coverageRows({ operations, statements }: Report['coverage']): Row[] {
  const share = (counts: Readonly<Record<string, number>>) => {
    const all = Object.values(counts);
    return `${all.filter(count => count > 0).length} of ${all.length}`;
  };
  const rows = Object.entries(operations).map(
    ([id, { outcomes, parameters }]): Row => [
      id,
      [
        `answers ${share(outcomes)}`,
        ...(Object.keys(parameters).length > 0 ? [`parameters ${share(parameters)}`] : []),
      ].join(', '),
    ],
  );
  return [...rows, ['statements', `${statements.exercised} of ${statements.all}`]];
}

function closing(report: Report, paint: Paint): string {
  const { target, api, seed, writes, mark, summary, requests, milliseconds, ended } = report;
  const { pass, fail, flaky, inconclusive, skipped } = summary;
  const { open } = heapsOf(report);
  const good = open.length === 0 && pass + fail + flaky > 0;
  return [
    paint('bold', paint(good ? 'green' : 'red', `${headline(report)}.`)),
    `${pass} passed, ${fail} failed, ${flaky} flaky, ${inconclusive} inconclusive, ${skipped} skipped`,
    ...(ended ? [paint('yellow', ENDINGS[ended])] : []),
    paint(
      'dim',
      printable(
        `${api} at ${target}: ${counted(requests, 'request')} in ${duration(milliseconds)}, seed ${seed}, writes ${writes}, mark ${mark}`,
      ),
    ),
  ].join('\n');
}
