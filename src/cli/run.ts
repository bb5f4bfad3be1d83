import { CommanderError } from 'commander';
import { Problem } from '../kernel/index.js';
import { misplacedFlags } from './misplaced-flags.js';
import { createProgram } from './program.js';
import { prepareVariables } from './variables.js';

/** The exit code of a command that could not do its job. */
const FAILED = 2;

/** Runs the command of the arguments. An error is one sentence on stderr. */
export async function run(): Promise<void> {
  try {
    const [node = '', main = '', command, ...rest] = process.argv;
    const program = await createProgram(command);
    const warnings = prepareVariables(program, { args: rest, env: process.env });
    for (const warning of warnings) process.stderr.write(`understudy: ${warning}\n`);
    const misplaced = misplacedFlags(program, { command, args: rest, env: process.env });
    if (misplaced) throw misplaced;
    await program.parseAsync(command === '-V' ? [node, main, '--version'] : process.argv);
  } catch (error) {
    // not process.exit, which could lose output that is not written yet
    process.exitCode = error instanceof CommanderError && error.exitCode === 0 ? 0 : FAILED;
    if (!(error instanceof CommanderError)) process.stderr.write(`understudy: ${sentence(error)}\n`);
  }
}

function sentence(error: unknown): string {
  if (!(error instanceof Problem))
    return `Failed unexpectedly: ${error instanceof Error ? error.stack : String(error)}`;
  return `${error.message}${error.message.includes('\n') ? '\n' : ' '}${error.fix}`;
}
