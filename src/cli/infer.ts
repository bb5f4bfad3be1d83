import { Command, Option } from 'commander';
import { type Inference, inferDescription } from '../app/index.js';
import { toLine } from '../openapi/index.js';
import { allowRefsFlag } from './flags.js';
import { count } from './terminal.js';

type InferFlags = { json?: true; allowRefs?: string[] };

/** `understudy infer FILE`: prints what would be played, and everything that was not understood. */
export function inferCommand(): Command {
  return new Command('infer')
    .description('print the operations of an OpenAPI description, and what was not understood')
    .argument('<description>', 'OpenAPI description (2.0, 3.0, 3.1; YAML or JSON), as a file or URL')
    .addOption(new Option('--json', 'print JSON'))
    .addOption(allowRefsFlag())
    .action(async (location: string, { json, allowRefs = [] }: InferFlags) => {
      const inference = await inferDescription(location, { allowRefs });
      process.stdout.write(json ? `${JSON.stringify(inference, null, 2)}\n` : formatInference(inference));
    });
}

/** The inference as text: the operations, each with its responses, then the warnings with file and line. */
export function formatInference({ title, openapi, basePath, operations, warnings }: Inference): string {
  const width = Math.max(...operations.map(({ method }) => method.length));
  const pathWidth = Math.min(MAX_PATH, Math.max(...operations.map(({ path }) => path.length)));
  const lines = operations.map(({ method, path, response, source }) => {
    const from = source === 'none' ? '' : ` ${source}`;
    return `  ${method.padEnd(width)}  ${path.padEnd(pathWidth)}  ${response}${from}`;
  });
  const heading = `${title || 'A description without a title'} (OpenAPI ${openapi}), ${count(operations.length, 'operation')}${basePath === '' ? '' : ` at ${basePath}`}`;
  const listed = warnings.map(
    ({ file, line, place, message }) => `  ${file}:${line}\n    ${place === '' ? 'the file' : place} ${message}`,
  );
  const noted = warnings.length === 0 ? ['Everything was understood.'] : [count(warnings.length, 'warning'), ...listed];
  // names of a description may have characters that a terminal obeys
  return [heading, '', ...lines, '', ...noted.flatMap(text => text.split('\n')), ''].map(toLine).join('\n');
}

/** How many characters of a path are aligned. */
const MAX_PATH = 60;
