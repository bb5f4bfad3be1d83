import { Command, Option } from 'commander';
import { type Inference, type InferredContract, inferDescription, inferYaml } from '../app/index.js';
import { toLine } from '../openapi/index.js';
import { allowRefsFlag } from './flags.js';
import { count, ignoreClosedPipes } from './terminal.js';

type InferFlags = { json?: true; yaml?: true; resources?: string; allowRefs?: string[] };

/** `understudy infer FILE`: prints what would be played and why, and everything that was not understood. */
export function inferCommand(): Command {
  return new Command('infer')
    .description(
      'print what would be played of a description or a contract folder and why, and what was not understood',
    )
    .argument(
      '<description>',
      'OpenAPI description (2.0, 3.0, 3.1; YAML or JSON), as a file or URL, or a contract folder',
    )
    .addOption(new Option('--json', 'print JSON').conflicts('yaml'))
    .addOption(new Option('--yaml', 'print a file for --resources, to be edited'))
    .addOption(new Option('--resources <file>', 'YAML file that overrides what is inferred'))
    .addOption(allowRefsFlag())
    .action(async (location: string, { json, yaml, resources, allowRefs = [] }: InferFlags) => {
      ignoreClosedPipes();
      const options = { allowRefs, resources };
      process.stdout.write(
        yaml ? await inferYaml(location, options) : formatAs(json, await inferDescription(location, options)),
      );
    });
}

function formatAs(json: true | undefined, inference: Inference): string {
  return json ? `${JSON.stringify(inference, null, 2)}\n` : formatInference(inference);
}

/**
 * The inference as text: the operations, each with what it does, its response and the reason; how many there are of each kind;
 * then what was not understood, and the warnings with file and line.
 */
export function formatInference({ title, openapi, basePath, operations, ...inference }: Inference): string {
  const { rules, doubts, warnings, contract } = inference;
  const heading = `${title || 'A description without a title'} (OpenAPI ${openapi}), ${count(operations.length, 'operation')}${basePath === '' ? '' : ` at ${basePath}`}`;
  const ordered = Object.entries(rules).toSorted(([, left], [, right]) => right - left);
  const noted = warnings.map(
    ({ file, line, place, message }) => `  ${file}:${line}\n    ${place === '' ? 'the file' : place} ${message}`,
  );
  const parts = [
    [heading],
    contract ? formatContract(contract) : [],
    formatOperations(operations),
    ['Operations by kind', ...alignColumns(ordered.map(([rule, number]) => [rule, String(number)]))],
    doubts.length === 0 ? [] : ['Not understood', ...doubts.map(doubt => `  ${doubt}`)],
    warnings.length === 0 ? [] : [count(warnings.length, 'warning'), ...noted],
    warnings.length + doubts.length === 0 ? ['Everything was understood.'] : [],
  ];
  const lines = parts.filter(part => part.length > 0).flatMap(part => [...part, '']);
  // names of a description may have characters that a terminal obeys
  return lines
    .flatMap(text => text.split('\n'))
    .map(toLine)
    .join('\n');
}

function formatContract({ statements, readings }: InferredContract): string[] {
  const counted = Object.entries(statements).filter(([, number]) => number > 0);
  const total = counted.reduce((sum, [, number]) => sum + number, 0);
  const list = counted.map(([certainty, number]) => `${number} ${certainty}`).join(', ');
  return [
    `${count(total, 'statement')}${total === 0 ? '' : `: ${list}`}`,
    count(readings.length, 'reading'),
    ...readings.flatMap(({ id, question, choices, usual }) => [
      `  ${id}: ${choices.map(choice => (choice === usual ? `${choice} (usual)` : choice)).join(', ')}`,
      `      ${question}`,
    ]),
  ];
}

function formatOperations(operations: Inference['operations']): string[] {
  const rows = operations.map(({ method, path, does, collection, response, source }) => [
    method,
    path,
    does === 'respond' ? 'respond' : `${does} ${collection}`,
    source === 'none' ? response : `${response} ${source}`,
  ]);
  return alignColumns(rows).flatMap((line, at) => [line, `      ${operations[at]?.why}`]);
}

/** How many characters of a column are aligned. */
const MAX_WIDTH = 60;

/** Rows as lines in which each column begins at the same place. */
function alignColumns(rows: readonly (readonly string[])[]): string[] {
  const widthOf = (column: number) => Math.min(MAX_WIDTH, Math.max(...rows.map(row => row[column]?.length ?? 0)));
  const widths = (rows[0] ?? []).map((_, column) => widthOf(column));
  return rows.map(row => `  ${row.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join('  ')}`.trimEnd());
}
