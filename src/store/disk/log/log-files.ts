import { readdirSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';

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
