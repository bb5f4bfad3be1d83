import type { Command } from 'commander';
import { createMock } from '../app/index.js';
import { Problem } from '../kernel/index.js';
import { dataFlag, recordsFlag, seedFlag } from './flags.js';
import { describeData, terminalLine } from './terminal.js';
import { CommandWithVariables } from './variables.js';

/** `understudy reset`: discards the data of a folder and seeds it again. */
export function resetCommand(): Command {
  return new CommandWithVariables('reset')
    .description('discard the data and seed again; records and seed stay the same unless given')
    .addOption(dataFlag())
    .addOption(recordsFlag())
    .addOption(seedFlag())
    .action(async ({ data, records, seed }: { data: string; records?: number; seed?: number }) => {
      const line = terminalLine(process.stderr);
      const mock = await createMock({
        data,
        reset: true,
        onProgress: count => line.show(`${count} records`),
        ...(records !== undefined && { records }),
        ...(seed !== undefined && { seed }),
      })
        .catch(error => {
          throw inUse(error) ?? error;
        })
        .finally(line.clear);
      await mock.close();
      process.stdout.write(`Seeded ${data} again: ${describeData(mock)}.\n`);
    });
}

/** Replaces the fix of a locked folder: the running server can reset it. */
function inUse(error: unknown): Problem | undefined {
  if (!(error instanceof Problem) || error.code !== 'data-locked') return undefined;
  return new Problem('data-locked', error.message, {
    fix: 'Reset through the running server: `curl -X POST http://localhost:8000/__admin/reset`, with its port. Or stop it first.',
    cause: error,
  });
}
