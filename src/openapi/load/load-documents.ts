import { isObject } from '../../kernel/index.js';
import { Documents, describeFailure, fileOf, isUrl } from './documents.js';
import { parseDocument } from './parse-document.js';
import { type FileSource, noSource, type RemoteSource } from './source.js';
import type { Warnings } from './warnings.js';

/** Reads a description and all files that it refers to. Rejects if its first file cannot be read or parsed. */
export async function loadDocuments(source: RemoteSource, warnings: Warnings): Promise<Documents> {
  const files = new FileCollector(source, warnings);
  for (const file of files.wanted) {
    try {
      files.add(file, await source.read(file));
    } catch (error) {
      files.fail(file, error);
    }
  }
  return files.documents();
}

/** Does the same without waiting, which is possible on this machine. The files in `also` are read in any case. */
export function readDocuments(source: FileSource, warnings: Warnings, also: readonly string[]): Documents {
  const files = new FileCollector(source, warnings, also);
  for (const file of files.wanted) {
    try {
      files.add(file, source.readNow(file));
    } catch (error) {
      files.fail(file, error);
    }
  }
  return files.documents();
}

class FileCollector {
  /** The files to read. Those to which an added file refers are put at its end. */
  readonly wanted: Set<string>;
  readonly #source: FileSource;
  readonly #warnings: Warnings;
  readonly #loaded = new Map<string, { text: string; value: unknown }>();
  readonly #unread = new Map<string, string>();

  constructor(source: FileSource, warnings: Warnings, also: readonly string[] = []) {
    this.wanted = new Set([source.entry, ...also]);
    this.#source = source;
    this.#warnings = warnings;
  }

  /** Adds a file. Throws if it cannot be parsed. */
  add(file: string, text: string): void {
    const { value, duplicate } = parseDocument(text);
    if (duplicate) this.#warnings.add(`${file}#`, duplicate.message, duplicate.line);
    this.#loaded.set(file, { text, value });
    for (const path of referredFiles(value)) {
      if (!isUrl(path)) this.wanted.add(fileOf(path, file));
    }
  }

  /** Notes why a file cannot be read. Throws for the first one, without which there is nothing. */
  fail(file: string, error: unknown): void {
    if (file === this.#source.entry) throw error;
    this.#unread.set(file, describeFailure(error));
  }

  documents(): Documents {
    return new Documents({
      source: this.#source,
      loaded: this.#loaded,
      unread: this.#unread,
      warnings: this.#warnings,
    });
  }
}

/** The documents of a description that is one value, under the name of a file. */
export function documentsOf(value: unknown, { entry, warnings }: { entry: string; warnings: Warnings }): Documents {
  const loaded = new Map([[entry, { text: '', value }]]);
  return new Documents({ source: noSource(entry), loaded, unread: new Map(), warnings });
}

/** The files of all references in a value. Those in examples are read too, and never used. */
function referredFiles(value: unknown): Set<string> {
  const files = new Set<string>();
  const seen = new Set<unknown>();
  const walk = (inner: unknown): void => {
    // YAML's aliases use one value at many places
    if (seen.has(inner)) return;
    if (typeof inner === 'object') seen.add(inner);
    if (Array.isArray(inner)) for (const item of inner) walk(item);
    else if (isObject(inner)) {
      for (const [name, member] of Object.entries(inner)) {
        if (typeof member !== 'string') walk(member);
        else if (name === '$ref' && !member.startsWith('#')) files.add(member.split('#')[0] ?? '');
      }
    }
  };
  walk(value);
  return files;
}
