import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { onTestFinished } from 'vitest';
import { type Description, loadDescription } from '../../src/openapi/index.js';

/** Writes files into a temporary folder, as text or as JSON, and returns the folder. */
export function writeFiles(files: Readonly<Record<string, unknown>>): string {
  const folder = mkdtempSync(join(tmpdir(), 'understudy-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  for (const [name, content] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), typeof content === 'string' ? content : JSON.stringify(content, null, 2));
  }
  return folder;
}

/** Loads a description from the files, of which the first is its beginning. */
export async function loadFiles(
  files: Readonly<Record<string, unknown>>,
  allowRefs: readonly string[] = [],
): Promise<Description> {
  const folder = writeFiles(files);
  const [first = ''] = Object.keys(files);
  return loadDescription(join(folder, first), { allowRefs: allowRefs.map(one => join(folder, one)) });
}

/** A description of 3.0 with one operation, `GET /things`, whose response 200 has this schema, and these components. */
export function describing(
  schema: unknown,
  { openapi = '3.0.3', components = {} }: { openapi?: string; components?: unknown } = {},
) {
  return {
    openapi,
    info: { title: 'Things', version: '1' },
    paths: {
      '/things': {
        get: {
          operationId: 'listThings',
          responses: { 200: { description: 'ok', content: { 'application/json': { schema } } } },
        },
      },
    },
    components,
  };
}

/** What is wrong with a value under a schema of the version, as `pointer message`. */
export async function issuesOf(
  value: unknown,
  schema: unknown,
  options: Parameters<typeof describing>[1] = {},
): Promise<string[]> {
  const { operations } = await loadFiles({ 'api.json': describing(schema, options) });
  const described = operations[0]?.responses[0]?.contents[0]?.schema;
  if (!described) throw new Error('there is no schema');
  return described.validate(value).map(({ path, message }) => `/${path.join('/')} ${message}`);
}
