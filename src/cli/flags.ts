import { InvalidArgumentError, Option } from 'commander';
import { DEFAULT_SEED, DEFAULT_USERS } from '../app/index.js';

/** The folder that keeps the data unless another is named. */
export const DEFAULT_FOLDER = '.understudy';

/** Flags that more than one command has. */
export const dataFlag = () => new Option('--data <dir>', 'folder that keeps the data').default(DEFAULT_FOLDER);
export const usersFlag = () =>
  new Option(
    '--users <number>',
    `how many DNL users to seed (default: ${DEFAULT_USERS}, or as the folder was seeded)`,
  ).argParser(parseInteger);
export const seedFlag = () =>
  new Option(
    '--seed <number>',
    `what the seeded data follow from (default: ${DEFAULT_SEED}, or as the folder was seeded)`,
  ).argParser(parseInteger);

/** Reads a flag's value as an integer. */
export function parseInteger(text: string): number {
  if (!/^-?\d+$/.test(text)) throw new InvalidArgumentError('It must be an integer.');
  return Number(text);
}

/** Reads `name=value`, or several of them with commas between, as an object with these members. */
export function parsePairs(text: string, form: string): Record<string, string> {
  const pairs = text.split(',').map(pair => {
    const at = pair.indexOf('=');
    const [name, value] = [pair.slice(0, at).trim(), pair.slice(at + 1).trim()];
    if (at < 1 || !value) throw new InvalidArgumentError(`It must be ${form}.`);
    return [name, value] as const;
  });
  return Object.fromEntries(pairs);
}

const UNITS: Readonly<Record<string, number>> = { ms: 1, s: 1000, m: 60_000, h: 3_600_000 };

/** The longest time, in milliseconds, for which Node can wait. */
const LONGEST = 2 ** 31 - 1;

/** Reads a time such as `500ms`, `30s`, `2m` or `1h` as milliseconds. */
export function parseDuration(text: string): number {
  const [, number = '', unit = ''] = /^(\d+(?:\.\d+)?)(ms|s|m|h)$/.exec(text) ?? [];
  const milliseconds = Number(number) * (UNITS[unit] ?? 0);
  if (milliseconds > 0 && milliseconds <= LONGEST) return milliseconds;
  throw new InvalidArgumentError('It must be a time above 0 and up to 596h, such as 500ms, 30s, 2m or 1h.');
}

/** Writes milliseconds as `duration` reads them, in the largest unit of which they are a whole number. */
export function formatDuration(milliseconds: number): string {
  const [unit = 'ms', length = 1] = Object.entries(UNITS).findLast(([, length]) => milliseconds % length === 0) ?? [];
  return `${milliseconds / length}${unit}`;
}

const SIZES: Readonly<Record<string, number>> = { '': 1, kib: 1024, mib: 1024 ** 2, kb: 1000, mb: 1000 ** 2 };

/** The largest size: more is not read into memory. */
const MAX_SIZE = 256 * 1024 ** 2;

/** Reads a size such as `512KiB`, `4MiB` or `10000` as bytes. */
export function parseSize(text: string): number {
  const [, number = '', unit = 'none'] = /^(\d+(?:\.\d+)?)([a-z]*)$/i.exec(text) ?? [];
  const bytes = Math.floor(Number(number) * (SIZES[unit.toLowerCase()] ?? 0));
  if (!(bytes > 0 && bytes <= MAX_SIZE)) {
    throw new InvalidArgumentError('It must be a size from 1 to 256MiB, such as 512KiB or 4MiB.');
  }
  return bytes;
}
