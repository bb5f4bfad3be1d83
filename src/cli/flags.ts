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
  ).argParser(integer);
export const seedFlag = () =>
  new Option(
    '--seed <number>',
    `what the seeded data follow from (default: ${DEFAULT_SEED}, or as the folder was seeded)`,
  ).argParser(integer);

/** Reads a flag's value as an integer. */
export function integer(text: string): number {
  if (!/^-?\d+$/.test(text)) throw new InvalidArgumentError('It must be an integer.');
  return Number(text);
}
