#!/usr/bin/env node
// Node 12 must be able to parse this file, so that an old Node prints one sentence and no syntax error.
import { unsupportedNode } from './node-version.js';

const issue = unsupportedNode(process.version);
if (issue === undefined) {
  import('./run.js').then(({ run }) => run());
} else {
  console.error(`understudy: ${issue}`);
  process.exitCode = 2;
}
