import { readdirSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { Problem } from '../../../kernel/index.js';
import type { Data } from '../../change/data.js';
import { type LogEntry, replayer } from '../../change/log-entry.js';
import { keepCopy } from '../files/opened-file.js';
import type { LogEnd, LogStart } from './log-file.js';
import { type LogContents, PUTTING_BACK, readLog } from './read-log.js';

/** The logs beside a data file, once their changes are in the data. */
export type ReadLogs = {
  /** Where the last log ends, or how it begins again; undefined where the data are of an older form. */
  end: LogEnd | LogStart | undefined;
  /** The logs that follow the data file, except the last one, and how many bytes each has. */
  finished: { number: number; size: number }[];
  /** The numbers of the logs whose changes may not be in the data. */
  doubtful: number[];
};

/**
 * Repeats the logs beside a data file on its data. Throws `data-damaged` with the name of a log that is missing or empty, is
 * not as it was written, or belongs to other data.
 */
export async function readLogs(file: string, data: Data, onWarning: (sentence: string) => void): Promise<ReadLogs> {
  const { log: first, after } = data.about;
  const numbers = logNumbers(file);
  if (first === undefined) {
    await assertHoldNothing(file, { numbers, what: 'names no log' });
    return { end: undefined, finished: [], doubtful: [] };
  }
  const older = numbers.filter(number => number < first);
  const needed = numbers.slice(older.length);
  const replay = replayer(data);
  const read: LogContents[] = [];
  for (let number = first; number < first + Math.max(1, needed.length); number++) {
    const log = logFile(file, number);
    if (!needed.includes(number)) throw missing(log, file);
    const take = (entry: unknown, line: number) => {
      try {
        replay(entry as LogEntry);
      } catch (cause) {
        throw new Problem('data-damaged', `${log}:${line} does not go on from ${file}.`, { cause });
      }
    };
    const contents = await readLog(log, take, {
      number,
      after: read.at(-1)?.last ?? after,
      isFinished: number !== needed.at(-1),
    });
    if (read.length === 0 && after !== undefined && contents.start === 0) throw beginningLost(log, file);
    if (contents.end !== 'good') onWarning(leftOut(log, contents));
    read.push(contents);
  }
  if (after === undefined) return { end: undefined, finished: [], doubtful: older };
  await assertBefore(file, { older, first, beginning: read[0]?.first });
  const last = read.length - 1;
  return {
    end: await endOf(file, { number: first + last, contents: read[last] as LogContents }),
    finished: read.slice(0, last).map(({ length }, at) => ({ number: first + at, size: length })),
    doubtful: [],
  };
}

/** Where a log ends. A log that a crash has left without its first line is removed, to begin again. */
async function endOf(
  file: string,
  { number, contents: { start, length, last } }: { number: number; contents: LogContents },
): Promise<LogEnd | LogStart> {
  if (start > 0) return { start, length, last: String(last) };
  await rm(logFile(file, number));
  return { number, after: String(last) };
}

/** Throws `data-damaged` where a log holds changes of data whose file is missing or was replaced by another. */
export async function assertHoldNothing(
  file: string,
  { numbers, what }: { numbers: readonly number[]; what: string },
): Promise<void> {
  for (const [at, number] of numbers.entries()) {
    const log = logFile(file, number);
    const { entries, end } = await readLog(log, () => {}, { number, after: undefined });
    // an interrupted first start leaves such a log; later logs have other numbers
    if (entries === 0 && end !== 'damaged' && number === at + 1) continue;
    throw new Problem('data-damaged', `${file} ${what}, but ${log} goes on from it.`, {
      fix: PUTTING_BACK,
    });
  }
}

/** Throws `data-damaged` unless the older logs, which a crash may leave, lead up to the first one. */
async function assertBefore(
  file: string,
  { older, first, beginning }: { older: readonly number[]; first: number; beginning: string | undefined },
): Promise<void> {
  let [next, follows] = [first, beginning];
  for (const number of older.toReversed()) {
    const log = logFile(file, number);
    const contents =
      number === next - 1
        ? await readLog(log, () => {}, { number, after: undefined }).catch(() => undefined)
        : undefined;
    if (!contents || contents.last !== follows) {
      throw new Problem('data-damaged', `${log} is no log of ${file}, which goes on with ${logFile(file, first)}.`, {
        fix: `Put back the ${file} that it goes on from, or move ${log} away.`,
      });
    }
    [next, follows] = [number, contents.first];
  }
}

function missing(log: string, file: string): Problem {
  return new Problem('data-damaged', `${log} is missing, with which ${file} goes on.`, { fix: PUTTING_BACK });
}

function beginningLost(log: string, file: string): Problem {
  return new Problem('data-damaged', `${log}, with which ${file} goes on, is empty or has lost its first line.`, {
    fix: PUTTING_BACK,
  });
}

/** Says what was left out of a log, and keeps a copy of a whole line, which may be damaged by more than a crash. */
function leftOut(log: string, { end }: LogContents): string {
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
