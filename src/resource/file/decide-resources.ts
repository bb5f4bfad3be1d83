import { readFile } from 'node:fs/promises';
import { isObject, Problem } from '../../kernel/index.js';
import type { Description } from '../../openapi/index.js';
import { type InferredResources, inferResources, unusedParameter } from '../infer/infer-resources.js';
import type { RuleName } from '../infer/rules/reasoned-rule.js';
import { usedParameters } from '../list/names/used-parameters.js';
import { combineResources } from './combine-resources.js';
import type { Given } from './given.js';
import { readExtensions, readResources } from './read-resources.js';

/** What a description keeps and does, after everything that overrides it. */
export type DecidedResources = Omit<InferredResources, 'operations'> & {
  /** By operation id: the kind of operation, or `given` where a person has decided, and why. */
  operations: Readonly<Record<string, { rule: RuleName | 'given'; why: string }>>;
};

/** A file of resources, as it was read. */
export type ResourcesFile = { path: string; text: string };

/**
 * Infers the resources of a description. Its own `x-understudy` overrides them, and a file of resources overrides both; in it
 * `{ reading: ID }` stands for the value of a reading. Throws `resources-invalid`.
 */
export function decideResources(
  description: Description,
  { file, readings }: { file?: ResourcesFile | undefined; readings?: ReadonlyMap<string, unknown> | undefined } = {},
): DecidedResources {
  const inferred = inferResources(description);
  const given = readExtensions(description);
  if (file) given.push(readResources(file.text, { file: file.path, description, readings }));
  const resources = combineResources(inferred.resources, { given, description });
  const operations = Object.entries(resources.operations).map(([id, rule]) => {
    const by = given.findLast(({ operations }) => saysWhatIsDone(operations[id]));
    if (by) return [id, { rule: 'given', why: `${placeOf(by, id)} says so.` }] as const;
    const before = inferred.resources.operations[id];
    if (rule.does === before?.does) return [id, inferred.operations[id]] as const;
    return [id, { rule: 'given', why: `The collection ${before?.collection} keeps no state.` }] as const;
  });
  const settled = new Set(
    description.operations.flatMap(({ id, method, path }) =>
      usedParameters(resources.operations[id]).map(name => unusedParameter(name, `${method} ${path}`)),
    ),
  );
  const doubts = inferred.doubts.filter(doubt => !settled.has(doubt));
  return { ...inferred, doubts, resources, operations: Object.fromEntries(operations) };
}

/** Whether a rule says more of an operation than how its requests are refused. */
function saysWhatIsDone(rule: unknown): boolean {
  return rule !== undefined && !(isObject(rule) && Object.keys(rule).join() === 'refusals');
}

/** The file and line of an operation. */
function placeOf({ locate }: Given, id: string): string {
  return locate([['operations', id]])[0]?.split(' ')[0] ?? '';
}

/** Reads a file of resources. Rejects with `resources-invalid`. */
export async function readResourcesFile(path: string): Promise<ResourcesFile> {
  try {
    return { path, text: await readFile(path, 'utf8') };
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    const reason = code === 'ENOENT' ? 'there is no such file' : code === 'EISDIR' ? 'it is a folder' : message;
    throw new Problem('resources-invalid', `Failed to read ${path}: ${reason}.`, { cause: error });
  }
}
