import type { Command } from 'commander';
import { formatDuration, parseDuration } from '../flags.js';

/** Flags that the banner shows elsewhere, or that do not change what is played. */
const SHOWN = ['port', 'host', 'users', 'seed', 'data', 'memory', 'adminToken', 'remoteOverrides', 'verbose', 'quiet'];

/** How many characters a line may have. */
const WIDTH = 60;

/** The flags and variables that change what is played, as flags, in lines that fit a terminal. */
export function listChangedFlags(command: Command): string[] {
  const flags = command.options
    .filter(option => !SHOWN.includes(option.attributeName()))
    .filter(option => ['cli', 'env'].includes(command.getOptionValueSource(option.attributeName()) ?? ''))
    .flatMap(option => {
      const value = command.getOptionValue(option.attributeName());
      return valuesOf(option.parseArg === parseDuration ? formatDuration(value) : value).map(
        text => option.long + text,
      );
    });
  const lines: string[] = [];
  for (const flag of flags) {
    const line = lines.at(-1);
    if (line !== undefined && line.length + flag.length < WIDTH) lines[lines.length - 1] = `${line} ${flag}`;
    else lines.push(flag);
  }
  return lines;
}

/** The values of a flag as they follow its name on the command line. */
function valuesOf(value: unknown): string[] {
  if (value === true) return [''];
  if (Array.isArray(value)) return value.map(one => ` ${one}`);
  if (typeof value !== 'object' || value === null) return [` ${value}`];
  return Object.entries(value).map(([name, one]) => ` ${name}=${one}`);
}
