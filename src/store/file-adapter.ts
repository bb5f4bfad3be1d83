import { open, readFile, rename, rm } from 'node:fs/promises';
import type { Adapter } from 'lowdb';
import { Problem } from '../kernel/index.js';
import type { CollectionDefinition, Data } from './data.js';
import { readData } from './read-data.js';
import { recordText } from './record.js';

/**
 * The data as one JSON file with one record per line. A write goes to a temporary file that then takes the name, so that
 * the file is always whole: as it was before, or as it is after.
 */
export function fileAdapter(file: string, definitions: readonly CollectionDefinition[]): Adapter<Data> {
  return {
    async read() {
      const bytes = await bytesOf(file);
      return bytes && readData(bytes, { file, definitions });
    },
    async write(data) {
      const text = dataText(data);
      const temporary = `${file}.writing`;
      try {
        const handle = await open(temporary, 'w');
        try {
          await handle.writeFile(text);
          await handle.datasync();
        } finally {
          await handle.close();
        }
        await rename(temporary, file);
      } catch (error) {
        await rm(temporary, { force: true }).catch(() => {});
        throw error;
      }
    },
  };
}

/** What the file holds; null where there is none. */
async function bytesOf(file: string): Promise<Buffer | null> {
  try {
    return await readFile(file);
  } catch (cause) {
    const { code, message } = cause as NodeJS.ErrnoException;
    if (code === 'ENOENT') return null;
    throw new Problem('data-unusable', `Failed to read ${file}: ${message}.`, { cause });
  }
}

function dataText({ about, next, collections }: Data): string {
  const lists = Object.entries(collections).map(
    ([name, records]) => `${JSON.stringify(name)}: [\n${records.map(recordText).join(',\n')}\n]`,
  );
  return `{\n"about": ${JSON.stringify(about)},\n"next": ${JSON.stringify(next)},\n"collections": {\n${lists.join(',\n')}\n}\n}\n`;
}
