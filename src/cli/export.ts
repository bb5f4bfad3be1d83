import { statSync } from 'node:fs';
import { Command, Option } from 'commander';
import {
  type ExportSource,
  exportHttp,
  exportOpenApi,
  exportSchemas,
  type PROFILES,
  SHIPPED_APIS,
} from '../app/index.js';
import { Problem } from '../kernel/index.js';
import { formatYaml } from '../openapi/index.js';
import { assertWritable, replaceFile } from './check/report-files.js';
import { allowRefsFlag, profileFlag, readingFlag } from './flags.js';
import { ignoreClosedPipes } from './terminal.js';

type ExportFlags = {
  as: (typeof FORMS)[number];
  api?: string;
  profile: (typeof PROFILES)[number];
  reading: Record<string, string>;
  allowRefs?: string[];
  yaml?: true;
  output?: string;
  force?: true;
};

const FORMS = ['openapi', 'schemas', 'http'] as const;

/** `understudy export FILE`: writes a description, or the contract of a shipped API, for other tools. */
export function exportCommand(): Command {
  const command = new Command('export')
    .description('write a description, a contract folder or a shipped API as one file for other tools')
    .argument(
      '[description]',
      'OpenAPI description (2.0, 3.0, 3.1; YAML or JSON), as a file or URL, or a contract folder',
    )
    .addOption(
      new Option('--as <form>', 'one OpenAPI document, the JSON Schemas (draft 2020-12), or requests for an editor')
        .choices(FORMS)
        .makeOptionMandatory(),
    )
    .addOption(
      new Option('--api <name>', 'shipped API to export instead of a description').choices(
        SHIPPED_APIS.map(({ name }) => name),
      ),
    )
    .addOption(profileFlag())
    .addOption(readingFlag())
    .addOption(allowRefsFlag())
    .addOption(new Option('--yaml', 'write YAML even if the file has another ending'))
    .addOption(new Option('--output <file>', 'file to write (default: the terminal)'))
    .addOption(new Option('--force', 'replace a file that exists'));
  return command.action(async (location: string | undefined, flags: ExportFlags) => {
    ignoreClosedPipes();
    const { output, force } = flags;
    assertFitting(location, flags);
    if (output !== undefined) assertFree(output, { force: force === true });
    const isChosen = command.getOptionValueSource('profile') === 'cli';
    const text = await format(sourceOf(location, { ...flags, isChosen }), flags);
    if (output === undefined) process.stdout.write(text);
    else {
      replaceFile(output, text);
      process.stdout.write(`Wrote ${output}.\n`);
    }
  });
}

/** Throws for flags that would have no effect, and where it is not clear what to export. */
function assertFitting(location: string | undefined, { as, api, yaml }: ExportFlags): void {
  const wrong = (message: string, fix: string) => new Problem('option-invalid', message, { fix });
  if ((location === undefined) === (api === undefined)) {
    const both = location === undefined ? 'neither a description nor a shipped API' : 'both a description and --api';
    throw wrong(
      `The command names ${both}.`,
      `Name one: \`understudy export api.yaml --as openapi\`, or \`--api ${SHIPPED_APIS[0]?.name}\`.`,
    );
  }
  if (as === 'http' && yaml) throw wrong('Requests are not written as YAML.', 'Leave --yaml out.');
}

/** Throws for a file that exists, unless it may be replaced, and for one that cannot be written. */
function assertFree(file: string, { force }: { force: boolean }): void {
  if (!force && statSync(file, { throwIfNoEntry: false })?.isFile()) {
    throw new Problem('option-invalid', `${file} exists already.`, { fix: 'Name another file, or add --force.' });
  }
  assertWritable(file);
}

function sourceOf(location: string | undefined, flags: ExportFlags & { isChosen: boolean }): ExportSource {
  const { api = '', profile, reading: readings, allowRefs = [], isChosen } = flags;
  const chosen = { profile: isChosen ? profile : undefined, readings };
  return location === undefined ? { api, ...chosen } : { location, allowRefs, ...chosen };
}

async function format(source: ExportSource, { as, api, yaml, output = '' }: ExportFlags): Promise<string> {
  if (as === 'http') return exportHttp(source, mockAt(api));
  const document = as === 'openapi' ? await exportOpenApi(source) : await exportSchemas(source);
  return yaml || /\.ya?ml$/i.test(output) ? formatYaml(document) : `${JSON.stringify(document, null, 2)}\n`;
}

/** Where `understudy serve` plays an API. */
function mockAt(api: string | undefined): string {
  const isDefault = api === undefined || api === SHIPPED_APIS[0]?.name;
  return isDefault ? 'http://localhost:8000' : `http://localhost:8000/${api}`;
}
