import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

type StoredRecord = Record<string, unknown>;
type Change = { in: string; put?: StoredRecord; drop?: unknown };

/** All text of a data folder: the checkpoint and the logs that go on from it. */
export function storedText(folder: string): string {
  return [checkpointOf(folder).text, ...logsOf(folder)].join('\n');
}

/** The records of a collection as a data folder has them: those of the checkpoint with the log's changes, by their key. */
export function storedRecords(
  folder: string,
  { collection, key }: { collection: string; key: string },
): StoredRecord[] {
  const records = new Map(checkpointOf(folder).collections[collection]?.map(record => [record[key], record]));
  // the first line of a log only names it
  for (const line of logsOf(folder).flatMap(text => text.split('\n').slice(1).filter(Boolean))) {
    for (const { changes } of JSON.parse(line.slice(18)) as { changes: Change[] }[]) {
      for (const { in: name, put, drop } of changes) {
        if (name !== collection) continue;
        if (put) records.set(put[key], put);
        else records.delete(drop);
      }
    }
  }
  return [...records.values()];
}

function checkpointOf(folder: string) {
  const text = readFileSync(join(folder, 'data.json'), 'utf8');
  const { about, collections } = JSON.parse(text);
  return { text, log: Number(about.log), collections: collections as Record<string, StoredRecord[]> };
}

function logsOf(folder: string): string[] {
  const first = checkpointOf(folder).log;
  const numbers = readdirSync(folder).flatMap(name => /^data\.(\d+)\.log$/.exec(name)?.[1] ?? []);
  return numbers
    .map(Number)
    .filter(number => number >= first)
    .sort((left, right) => left - right)
    .map(number => readFileSync(join(folder, `data.${number}.log`), 'utf8'));
}
