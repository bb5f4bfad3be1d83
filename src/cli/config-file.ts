import { existsSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Command, Option } from 'commander';
import { isObject, Problem } from '../kernel/index.js';
import { similarName } from '../openapi/index.js';

/** The files that are read from the folder in which the command runs; the first that exists counts. */
const FILES = ['understudy.config.json', 'understudy.config.js', 'understudy.config.mjs'];

/**
 * Sets the flags of a command that neither the command line nor a variable has set to the values of the configuration file.
 * Its members are the flags in camel case, and `descriptions`. Returns the descriptions. Throws `option-invalid`.
 */
export async function applyConfigFile(command: Command): Promise<readonly string[]> {
  const file = FILES.find(file => existsSync(file));
  if (file === undefined) return [];
  const { descriptions = [], ...flags } = await readConfig(file);
  const issues: string[] = [];
  for (const [name, value] of Object.entries(flags)) {
    const option = command.options.find(option => option.attributeName() === name);
    if (!option) issues.push(unknownFlag(name, command));
    else {
      const read = readFlag(option, { name, value });
      if ('issue' in read) issues.push(read.issue);
      else if (['default', undefined].includes(command.getOptionValueSource(name)) && read.value !== undefined) {
        command.setOptionValueWithSource(name, read.value, 'config');
      }
    }
  }
  if (!Array.isArray(descriptions) || descriptions.some(one => typeof one !== 'string')) {
    issues.push('descriptions must be a list of files and URLs.');
  }
  if (issues.length > 0) {
    throw new Problem('option-invalid', `${file} cannot be used: ${issues.join(' ')}`, {
      fix: 'Correct the file. Its members are the flags of `understudy serve --help` in camel case, and `descriptions`.',
    });
  }
  return descriptions as string[];
}

async function readConfig(file: string): Promise<Record<string, unknown>> {
  try {
    const content: unknown = file.endsWith('.json')
      ? JSON.parse(readFileSync(file, 'utf8'))
      : (await import(pathToFileURL(resolve(file)).href)).default;
    if (isObject(content)) return content;
  } catch (cause) {
    throw new Problem('option-invalid', `Failed to read ${file}: ${(cause as Error).message}.`, {
      fix: 'Correct the file, or delete it.',
      cause,
    });
  }
  throw new Problem(
    'option-invalid',
    `${file} must ${file.endsWith('.json') ? 'be' : 'have as its default export'} an object.`,
    {
      fix: 'Write the flags in camel case: `{ "port": 9000, "descriptions": ["api.yaml"] }`.',
    },
  );
}

function unknownFlag(name: string, command: Command): string {
  const nearest = similarName(name, [...command.options.map(option => option.attributeName()), 'descriptions']);
  return `There is no flag ${name}.${nearest ? ` Did you mean ${nearest}?` : ''}`;
}

/** Reads a value as if it stood on the command line; undefined where the flag stays unset. */
function readFlag(
  option: Option,
  { name, value }: { name: string; value: unknown },
): { value: unknown } | { issue: string } {
  if (option.isBoolean() || option.negate) {
    if (typeof value !== 'boolean') return { issue: `${name} must be true or false.` };
    // `cors: false` is the flag --no-cors
    return { value: value === !option.negate ? value : undefined };
  }
  let parsed: unknown;
  for (const text of textsOf(value)) {
    if (option.argChoices && !option.argChoices.includes(text)) {
      return { issue: `${name} must be one of ${option.argChoices.join(', ')}, not ${text}.` };
    }
    try {
      parsed = option.parseArg && !option.argChoices ? option.parseArg(text, parsed as never) : text;
    } catch (error) {
      return { issue: `${name}: ${(error as Error).message}` };
    }
  }
  return { value: parsed };
}

/** A value as the command line would have it; a list is a repeated flag, and an object is pairs `name=value`. */
function textsOf(value: unknown): string[] {
  if (Array.isArray(value)) return value.map(String);
  if (isObject(value)) return Object.entries(value).map(([name, one]) => `${name}=${one}`);
  return [String(value)];
}
