import { isTested } from './exit-code.js';
import {
  byReason,
  caseCounts,
  counted,
  countsByKind,
  duration,
  exercisedShare,
  headline,
  titleOf,
  warningOfLittle,
} from './phrases.js';
import { printable, printableBeside } from './printable.js';
import type { Report } from './report.js';
import { type Paint, painter, tagOf, textViolation } from './text-violation.js';

/** The report for a terminal: the verdict last, where the prompt comes back, and the violations right before it. */
export function text(report: Report, { color }: { color: boolean }): string {
  const paint = painter(color);
  const blocks = [...sections(report, paint), ...causeBlocks(report, paint), closing(report, paint)];
  return `${blocks.join('\n\n')}\n`;
}

/** How many further violations of a cause are named. */
const MAX_NAMED = 8;

/** Those that are to be explained stand nearest to the verdict. */
function causeBlocks({ rootCauses, background: { laws } }: Report, paint: Paint): string[] {
  return rootCauses.toReversed().map(({ violations: [first, ...others] }) => {
    const { check, operation, parameter } = first;
    const title = titleOf({ check, operation, ...(parameter !== undefined && { parameter }) });
    const more = others.length - MAX_NAMED;
    const also =
      others.length === 0
        ? []
        : [
            `    ${counted(others.length, 'more violation')} from the same cause:`,
            ...others
              .slice(0, MAX_NAMED)
              .map(violation => `      ${tagOf(violation, paint)}  ${printable(titleOf(violation))}`),
            ...(more > 0 ? [`      and ${more} more; --report json or html lists them all`] : []),
          ];
    return [
      paint('bold', printable(title)),
      ...(laws[check] === undefined ? [] : [paint('dim', printable(laws[check]))]),
      '',
      textViolation(first, paint),
      ...also,
    ].join('\n');
  });
}

function sections(report: Report, paint: Paint): string[] {
  const { readings, coverage, inconclusive, skipped, resolved } = report;
  const reasonRows = (reasons: Report['skipped']) => reasons.map(({ reason, cases }): Row => [`${cases}`, reason]);
  const parts: [title: string, rows: Row[]][] = [
    [
      'Resolved: these no longer occur and can leave the baseline',
      resolved.map((known): Row => [titleOf(known), known.reason]),
    ],
    ['Readings that the target was seen to follow', Object.entries(readings)],
    ['Coverage', coverageRows(coverage)],
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
  const others = statements.unexercised.map(
    ({ reason, statements }): Row => [`not exercised`, `${counted(statements.length, 'statement')}: ${reason}`],
  );
  return [...rows, ['statements', `${statements.exercised} of ${statements.all}`], ...others];
}

function closing(report: Report, paint: Paint): string {
  const { target, api, seed, writes, mark, summary, requests, milliseconds, incomplete } = report;
  const little = warningOfLittle(report);
  const tone = countsByKind(report).open > 0 || !isTested(summary) ? 'red' : little === undefined ? 'green' : 'yellow';
  const facts = [
    `${api} at ${target}: ${counted(requests, 'request')} in ${duration(milliseconds)}`,
    `seed ${seed}, writes ${writes}, mark ${mark}`,
  ];
  return [
    paint('bold', paint(tone, `${headline(report)}.`)),
    caseCounts(summary),
    exercisedShare(report),
    ...(incomplete === undefined ? [] : [paint('yellow', printableBeside(2, incomplete))]),
    paint('dim', printable(facts.join(', '))),
    ...leftBehind(report),
    ...(little === undefined ? [] : [paint('red', little)]),
  ].join('\n');
}

/** What the run has created and left, in one line. */
function leftBehind({ created, mark }: Report): string[] {
  const [first, last] = [created.at(0), created.at(-1)];
  if (first === undefined || last === undefined) return [];
  const which = created.length === 1 ? first : `${first} … ${last}`;
  const line = `Left on the target: ${created.length} (${which}), marked ${mark}; --report json or html lists all of it`;
  return [printableBeside(2, line)];
}
