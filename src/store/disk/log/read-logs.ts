import { readdirSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { Problem } from '../../../kernel/index.js';
import type { Data } from '../../change/data.js';
import { type LogEntry, replayer } from '../../change/log-entry.js';
import { keepCopy, OpenedFile } from '../files/opened-file.js';
import type { FinishedLog } from './log.js';
import type { LogEnd, LogStart } from './log-file.js';
import { PUTTING_BACK, readLog } from './read-log.js';

/** The logs beside a data file, once their changes are in the data. */
export type ReadLogs = {
  /** Where the last log ends, or how it begins again. */
  end: LogEnd | LogStart;
  /** The logs that follow the data file, except the last one, by number. */
  finished: Map<number, FinishedLog>;
};

/**
 * Repeats the logs beside a data file on its data; undefined where these name no log and there is none. Throws `data-damaged`
 * with the name of a log that is missing or empty, is not as it was written, or belongs to other data.
 */
export async function readLogs(
  file: string,
  data: Data,
  onWarning: (sentence: string) => void,
): Promise<ReadLogs | undefined> {
  const { log: first, after } = data.about;
  if (first === undefined || after === undefined) {
    await assertHoldNothing(file, 'names no log');
    return undefined;
  }
  const numbers = logNumbers(file);
  await assertLeadTo({ first, after }, { file, older: numbers.filter(number => number < first) });
  const replay = replayer(data);
  const finished = new Map<number, FinishedLog>();
  let end: LogEnd = { start: 0, length: 0, last: after };
  for (let number = first; ; number++) {
    const log = logFile(file, number);
    if (!numbers.includes(number)) throw damaged(`${log} is missing, with which ${file} goes on.`);
    const take = (entry: unknown, line: number) => {
      try {
        replay(entry as LogEntry);
      } catch (cause) {
        throw new Problem('data-damaged', `${log}:${line} does not go on from ${file}.`, { cause });
      }
    };
    const isFinished = number < (numbers.at(-1) as number);
    const contents = await readLog(log, take, { number, after: end.last, isFinished });
    if (number === first && contents.start === 0) {
      throw damaged(`${log}, with which ${file} goes on, is empty or has lost its first line.`);
    }
    if (contents.end !== 'good') onWarning(leftOut(log, contents.end));
    end = { start: contents.start, length: contents.length, last: String(contents.last) };
    if (isFinished) {
      finished.set(number, { file: new OpenedFile(log), size: end.length });
      continue;
    }
    if (end.start > 0) return { end, finished };
    // a crash has left it without its first line
    await rm(log);
    return { end: { number, after: end.last }, finished };
  }
}

/** Throws `data-damaged` where a log holds changes of data whose file is missing or was replaced by another. */
export async function assertHoldNothing(file: string, what: string): Promise<void> {
  for (const [at, number] of logNumbers(file).entries()) {
    const log = logFile(file, number);
    const { entries, end } = await readLog(log, () => {}, { number, after: undefined });
    // an interrupted first start leaves such a log; later logs have other numbers
    if (entries > 0 || end === 'damaged' || number !== at + 1) {
      throw damaged(`${file} ${what}, but ${log} goes on from it.`);
    }
  }
}

/** Throws `data-damaged` unless the older logs, which a crash may leave, lead up to the first one. */
async function assertLeadTo(
  { first, after }: { first: number; after: string },
  { file, older }: { file: string; older: readonly number[] },
): Promise<void> {
  let last: string | undefined;
  for (const number of older) {
    const log = logFile(file, number);
    const reading = readLog(log, () => {}, { number, after: last });
    last = (await reading.catch(() => undefined))?.last;
    if (last !== undefined && (number < (older.at(-1) as number) || last === after)) continue;
    throw new Problem('data-damaged', `${log} is no log of ${file}, which goes on with ${logFile(file, first)}.`, {
      fix: `Put back the ${file} that it goes on from, or move ${log} away.`,
    });
  }
}

function damaged(message: string): Problem {
  return new Problem('data-damaged', message, { fix: PUTTING_BACK });
}

/** Says what was left out of a log, and keeps a copy of a whole line, which may be damaged by more than a crash. */
function leftOut(log: string, end: 'torn' | 'damaged'): string {
  if (end === 'torn') return `The last entry of ${log} is torn and was dropped: its change had not been acknowledged.`;
  const copy = keepCopy(log, 'damaged');
  return `The last line of ${log} is damaged and was dropped, with changes that may have been acknowledged. ${copy} keeps it.`;
}

/** The log of a number: `data.json` has the logs `data.1.log`, `data.2.log`, … beside it. */
export function logFile(file: string, number: number): string {
  return join(dirname(file), `${basename(file, '.json')}.${number}.log`);
}

/** The numbers of the logs that are beside a file, rising. Throws what the system says of the folder. */
export function logNumbers(file: string): number[] {
  const start = `${basename(file, '.json')}.`;
  return readdirSync(dirname(file))
    .filter(name => name.startsWith(start) && /^\d+\.log$/.test(name.slice(start.length)))
    .map(name => Number.parseInt(name.slice(start.length), 10))
    .sort((left, right) => left - right);
}
