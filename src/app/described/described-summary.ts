import { dirname, resolve } from 'node:path';
import { curlCommand } from '../../kernel/index.js';
import type { Description } from '../../openapi/index.js';
import { fakerWarnings, firstRequest, listBrokenExamples } from '../../play/index.js';
import type { SeedNumbers } from '../../store/index.js';
import type { KnownApi } from '../known-api.js';

/** What a start says of a description. */
export type DescribedSummary = {
  api: string;
  /** The description or the contract folder, as it was given. */
  location: string;
  title: string;
  operations: number;
  /** How many things could not be understood, and how many examples break their schema. */
  warnings: number;
  /**
   * The paths of its files, also of those that it refers to and that could not be read, and of its resources and own handlers.
   * A description at a URL has none.
   */
  files: readonly string[];
  /** A command that sends a request which the API accepts; undefined where none could be made. `origin` is the server's. */
  command(origin: string): string | undefined;
};

/** Summarizes an API that is made from a description; undefined for a shipped one. */
export function summarizeDescription(
  { name, description, location = '', descriptionPath = '', files = [], sampleKeys }: KnownApi,
  { basePath, numbers }: { basePath: string; numbers: SeedNumbers },
): DescribedSummary | undefined {
  if (!description) return undefined;
  return {
    api: name,
    location,
    title: description.title,
    operations: description.operations.length,
    warnings:
      description.warnings().length + listBrokenExamples(description).length + fakerWarnings(description).length,
    files: [...filesOf(description, descriptionPath), ...files],
    command(origin) {
      const request = firstRequest(description, {
        api: name,
        seed: numbers.seed,
        keys: operation => sampleKeys?.(operation, numbers) ?? [],
      });
      if (!request) return undefined;
      const { method, path, headers, body } = request;
      return curlCommand({
        method,
        url: origin + basePath + path,
        headers: Object.entries(headers),
        body: body?.toString(),
      });
    },
  };
}

function filesOf({ files, unread }: Description, path: string): string[] {
  if (/^https?:/i.test(path)) return [];
  const folder = dirname(resolve(path));
  // no path has a NUL, but a text that looks like a reference may
  const names = [...files, ...unread.keys()].filter(file => !file.includes('\0'));
  return names.map(file => resolve(folder, file));
}
