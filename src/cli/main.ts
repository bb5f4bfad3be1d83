#!/usr/bin/env node
// Node 12 has to parse this file, so that it can say what is wrong: the rest is loaded only by a Node that runs it.
import { unsupportedNode } from './node-version.js';

const flaw = unsupportedNode(process.version);
if (flaw === undefined) {
  import('./run.js').then(({ run }) => run());
} else {
  console.error(`understudy: ${flaw}`);
  process.exitCode = 2;
}
