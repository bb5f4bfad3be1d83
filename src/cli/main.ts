#!/usr/bin/env node
import { CommanderError } from 'commander';
import { Problem } from '../kernel/index.js';
import { createProgram } from './program.js';

/** What went wrong is said in one sentence; 2 tells that the command could not do its job. */
const FAILED = 2;

// an empty variable is one that is not set
for (const name of Object.keys(process.env).filter(name => /^(PORT|HOST|UNDERSTUDY_.*)$/.test(name)))
  if (process.env[name] === '') delete process.env[name];

try {
  const program = await createProgram(process.argv[2]);
  await program.parseAsync(process.argv);
} catch (error) {
  // the exit code is set rather than the process ended, so that all that was printed gets out
  process.exitCode = error instanceof CommanderError && error.exitCode === 0 ? 0 : FAILED;
  if (!(error instanceof CommanderError)) process.stderr.write(`understudy: ${sentence(error)}\n`);
}

function sentence(error: unknown): string {
  if (!(error instanceof Problem))
    return `Failed unexpectedly: ${error instanceof Error ? error.stack : String(error)}`;
  return `${error.message}${error.message.includes('\n') ? '\n' : ' '}${error.fix}`;
}
