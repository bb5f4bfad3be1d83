#!/usr/bin/env node
import { CommanderError } from 'commander';
import { Problem } from '../kernel/index.js';
import { createProgram } from './program.js';

/** What went wrong is said in one sentence; 2 tells that the command could not do its job. */
const FAILED = 2;

try {
  await createProgram().parseAsync(process.argv);
} catch (error) {
  if (error instanceof CommanderError) process.exit(error.exitCode === 0 ? 0 : FAILED);
  if (!(error instanceof Problem)) throw error;
  process.stderr.write(`understudy: ${error.message} ${error.fix}\n`);
  process.exit(FAILED);
}
