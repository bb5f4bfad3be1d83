import type { Contract } from '../contract/index.js';
import { acefoneSuite } from './acefone/acefone-suite.js';
import { dnlSuite } from './dnl/dnl-suite.js';

/** The suites of shipped APIs that have checks of their own, by the name of the API. */
export const OWN_SUITES: Readonly<Record<string, (contract: Contract) => unknown>> = {
  dnl: dnlSuite,
  acefone: acefoneSuite,
};
