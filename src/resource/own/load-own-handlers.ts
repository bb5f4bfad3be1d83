import { stat } from 'node:fs/promises';
import { relative, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { isObject, Problem } from '../../kernel/index.js';
import { type Description, formatInput, suggest } from '../../openapi/index.js';

import { findOperation, namesOf } from '../file/read-resources.js';
import { findSyntaxError, placeInFile } from './error-place.js';
import type { OwnHandler, OwnHandlers } from './own-handlers.js';

/** Handlers whose operations are known. */
export type LoadedHandlers = {
  byOperation: ReadonlyMap<string, OwnHandler>;
  /** The path of their file; undefined where they were given as functions. */
  file: string | undefined;
};

/**
 * Loads handlers from a file, or takes those that are given. Each call imports the file again if it has changed. Rejects with
 * `own-handlers-invalid`, which names everything that is wrong.
 */
export async function loadOwnHandlers(given: string | OwnHandlers, description: Description): Promise<LoadedHandlers> {
  const file = typeof given === 'string' ? resolve(given) : undefined;
  const handlers: unknown = file === undefined ? given : await importDefault(file);
  const name = file === undefined ? 'The option handlers' : relative(process.cwd(), file);
  if (!isObject(handlers)) {
    throw invalid(`${name} must have an object as its default export, not ${formatInput(handlers)}.`);
  }
  const byOperation = new Map<string, OwnHandler>();
  const issues: string[] = [];
  for (const [key, handler] of Object.entries(handlers)) {
    const operation = findOperation(key, description);
    if (!operation) issues.push(`${key} is no operation of ${description.file}${suggest(key, namesOf(description))}`);
    else if (byOperation.has(operation.id)) issues.push(`${key} is an operation that has a handler already.`);
    else if (typeof handler !== 'function') issues.push(`${key} must be a function, not ${formatInput(handler)}.`);
    else if (isAsync(handler))
      issues.push(`${key} is asynchronous; a handler runs in one transaction, and cannot wait.`);
    else byOperation.set(operation.id, handler as OwnHandler);
  }
  if (issues.length > 0) throw invalid(`${name} has issues:\n${issues.map(issue => `  ${issue}`).join('\n')}`);
  return { byOperation, file };
}

async function importDefault(file: string): Promise<unknown> {
  try {
    const { mtimeMs } = await stat(file);
    return (await import(`${pathToFileURL(file).href}?changed=${mtimeMs}`)).default;
  } catch (cause) {
    const name = relative(process.cwd(), file);
    const { code, message } = cause as NodeJS.ErrnoException;
    if (code === 'ENOENT') throw invalid(`Failed to read ${name}: there is no such file.`, cause);
    const place = cause instanceof SyntaxError ? await findSyntaxError(file) : placeInFile(cause, file);
    throw invalid(`Failed to load ${place ?? name}: ${message}.`, cause);
  }
}

function isAsync(handler: object): boolean {
  return /^Async|GeneratorFunction$/.test(handler.constructor.name);
}

function invalid(message: string, cause?: unknown): Problem {
  return new Problem('own-handlers-invalid', message, { cause });
}
