import { isObject } from '../../kernel/index.js';
import { Documents, describeFailure, fileOf, isUrl } from './documents.js';
import { parseDocument } from './parse-document.js';
import { type FileSource, noSource } from './source.js';
import type { Warnings } from './warnings.js';

/** Reads a description and all files that it refers to. Rejects if its first file cannot be read or parsed. */
export async function loadDocuments(source: FileSource, warnings: Warnings): Promise<Documents> {
  const loaded = new Map<string, { text: string; value: unknown }>();
  const unread = new Map<string, string>();
  const load = async (file: string): Promise<void> => {
    const text = await source.read(file);
    const { value, duplicate } = parseDocument(text);
    if (duplicate) warnings.add(`${file}#`, duplicate.message, duplicate.line);
    loaded.set(file, { text, value });
  };
  await load(source.entry);
  const wanted = new Set([source.entry]);
  // the loop also visits the files that it adds to the set
  for (const file of wanted) {
    if (file !== source.entry) {
      await load(file).catch(error => unread.set(file, describeFailure(error)));
    }
    for (const path of referredFiles(loaded.get(file)?.value)) {
      if (!isUrl(path)) wanted.add(fileOf(path, file));
    }
  }
  return new Documents({ source, loaded, unread, warnings });
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
