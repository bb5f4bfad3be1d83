#!/usr/bin/env node
// Node 12 must be able to parse this file, so that an old Node prints one sentence and no syntax error.
import { unsupportedNode } from './node-version.js';

const flaw = unsupportedNode(process.version);
if (flaw === undefined) {
  import('./run.js').then(({ run }) => run());
} else {
  console.error(`understudy: ${flaw}`);
  process.exitCode = 2;
}
