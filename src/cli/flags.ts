import { InvalidArgumentError, Option } from 'commander';
import { DEFAULT_RECORDS, DEFAULT_SEED, PROFILES, SHIPPED_APIS } from '../app/index.js';
import { MAX_TIMER } from '../kernel/index.js';

/** The default data folder. */
const DEFAULT_FOLDER = '.understudy';

/** Flags that more than one command has. */
export const dataFlag = () => new Option('--data <dir>', 'data folder').default(DEFAULT_FOLDER);
export const allowRefsFlag = () =>
  new Option('--allow-refs <dir>', 'folder beside the descriptions from which references may be read').argParser(
    (folder: string, before: string[] = []) => [...before, folder],
  );
export const profileFlag = () =>
  new Option('--profile <name>', 'set of choices for what the documents leave open')
    .choices(PROFILES)
    .default('documented');
export const readingFlag = () =>
  new Option('--reading <id=choice>', 'choice for one reading, or for several: a=b,c=d')
    .argParser((text, before: Record<string, string>) => ({
      ...before,
      ...parsePairs(text, 'id=choice, such as text-match=contains'),
    }))
    .default({}, 'as the profile has it');
export const recordsFlag = () =>
  new Option(
    '--records <number>',
    `how many records each collection begins with (default: ${usualRecords()}, or as in the data folder)`,
  ).argParser(parseInteger);
export const seedFlag = () =>
  new Option(
    '--seed <number>',
    `seed of the generated data (default: ${DEFAULT_SEED}, or as in the data folder)`,
  ).argParser(parseInteger);

/** The usual numbers: that of descriptions, and those of the shipped APIs that let it be chosen. */
function usualRecords(): string {
  const shipped = SHIPPED_APIS.flatMap(({ name, records }) => (records ? `${records.usual} for ${name}` : []));
  return [DEFAULT_RECORDS, ...shipped].join(', ');
}

/** Parses a flag's value as an integer. */
export function parseInteger(text: string): number {
  if (!/^-?\d+$/.test(text)) throw new InvalidArgumentError('It must be an integer.');
  return Number(text);
}

/** Parses `a=1,b=2` into an object with these members. */
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

/** Parses a time such as `500ms`, `30s`, `2m` or `1h` as milliseconds. */
export function parseDuration(text: string): number {
  const [, number = '', unit = ''] = /^(\d+(?:\.\d+)?)(ms|s|m|h)$/.exec(text) ?? [];
  const milliseconds = Number(number) * (UNITS[unit] ?? 0);
  if (milliseconds > 0 && milliseconds <= MAX_TIMER) return milliseconds;
  throw new InvalidArgumentError('It must be a time above 0 and up to 596h, such as 500ms, 30s, 2m or 1h.');
}

/** Formats milliseconds as `parseDuration` reads them, in the largest unit that gives an integer. */
export function formatDuration(milliseconds: number): string {
  const [unit = 'ms', length = 1] = Object.entries(UNITS).findLast(([, length]) => milliseconds % length === 0) ?? [];
  return `${milliseconds / length}${unit}`;
}

const SIZES: Readonly<Record<string, number>> = { '': 1, kib: 1024, mib: 1024 ** 2, kb: 1000, mb: 1000 ** 2 };

/** How many bytes a size may have: a body is read into memory. */
const MAX_SIZE = 256 * 1024 ** 2;

/** Parses a size such as `512KiB`, `4MiB` or `10000` as bytes. */
export function parseSize(text: string): number {
  const [, number = '', unit = 'none'] = /^(\d+(?:\.\d+)?)([a-z]*)$/i.exec(text) ?? [];
  const bytes = Math.floor(Number(number) * (SIZES[unit.toLowerCase()] ?? 0));
  if (!(bytes > 0 && bytes <= MAX_SIZE)) {
    throw new InvalidArgumentError('It must be a size from 1 to 256MiB, such as 512KiB or 4MiB.');
  }
  return bytes;
}
