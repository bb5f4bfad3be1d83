import { readdirSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { isObject, Problem } from '../../../kernel/index.js';
import type { Data } from '../../change/data.js';
import { type LogEntry, replayer } from '../../change/log-entry.js';
import { keepCopy, OpenedFile } from '../files/opened-file.js';
import { parseLine } from '../files/parse-json.js';
import { readLines } from '../files/read-lines.js';
import type { FinishedLog } from './log.js';
import { type LogEnd, type LogStart, readLogLine } from './log-file.js';

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

/** The contents of a log. */
export type LogContents = {
  /** The bytes of its first line, which names it. */
  start: number;
  /** The bytes up to the end of its last good line. */
  length: number;
  /** What follows them: the beginning of a line, as a crash leaves it, or a whole line that is damaged. */
  end: 'good' | 'torn' | 'damaged';
  entries: number;
  /** The checksum of its last good line, or that which its first line must follow. */
  last: string | undefined;
};

export type ReadLogOptions = {
  /** The number of the log, which its first line names. */
  number: number;
  /** The checksum of the line that its first line must follow; where it is unknown, any will do. */
  after: string | undefined;
  /** Whether its last line must be good, since another log goes on from it. */
  isFinished?: boolean;
};

/**
 * Reads a log and passes each entry on, in order, with the number of its line. A last line that is torn or damaged is left
 * out, except in logs that are finished. Throws `data-damaged` with the line of any other damage and of a line that does not
 * follow the one before it, and `data-unusable`.
 */
export async function readLog(
  file: string,
  take: (entry: unknown, line: number) => void,
  { number, after, isFinished = false }: ReadLogOptions,
): Promise<LogContents> {
  const contents: LogContents = { start: 0, length: 0, end: 'good', entries: 0, last: after };
  let damage: Problem | undefined;
  const takeLine = (bytes: Buffer, line: number, whole: boolean) => {
    if (damage) throw damage;
    const read = whole ? readLogLine(bytes) : undefined;
    if (!read) {
      damage = damaged(`${file}:${line} is damaged.`);
      contents.end = whole ? 'damaged' : 'torn';
      return;
    }
    // with a right checksum the line is as it was written, so that even the last line is not taken for a torn one
    const value = parseLine(read.json);
    const isFollowing = contents.last === undefined || read.after === contents.last;
    if (!isFollowing || (line === 1 && !(isObject(value) && value.log === number))) {
      throw damaged(`${file}:${line} ${UNCONNECTED}.`);
    }
    contents.last = read.checksum;
    contents.length += bytes.length + 1;
    if (line === 1) {
      contents.start = contents.length;
      return;
    }
    if (!Array.isArray(value)) throw damaged(`${file}:${line} is damaged.`);
    for (const entry of value) take(entry, line);
    contents.entries += value.length;
  };
  try {
    await readLines(file, takeLine);
  } catch (error) {
    const { syscall, message } = error as NodeJS.ErrnoException;
    if (syscall === undefined) throw error;
    throw new Problem('data-unusable', `Failed to read ${file}: ${message}.`, { cause: error });
  }
  // a log is finished before the next one is begun: what is wrong with it no crash has done
  if (damage && isFinished) throw damage;
  return contents;
}

const UNCONNECTED = 'does not follow the line before it: lines were removed, doubled or moved, or are of another log';

/** All that is wrong with logs has one remedy. */
function damaged(message: string): Problem {
  return new Problem('data-damaged', message, { fix: 'Put back what was there, or discard all data with `--reset`.' });
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
