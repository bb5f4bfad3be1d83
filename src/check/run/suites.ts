import type { Contract } from '../../contract/index.js';
import { Problem } from '../../kernel/index.js';
import { acefoneSuite } from '../acefone/acefone-suite.js';
import { dnlSuite } from '../dnl/dnl-suite.js';
import type { Suite } from '../model/suite.js';

const SUITES: Readonly<Record<string, (contract: Contract) => unknown>> = { dnl: dnlSuite, acefone: acefoneSuite };

/** The APIs that can be checked. */
export const CHECKED_APIS: readonly string[] = Object.keys(SUITES);

/** The suite of an API. Only its own checks know the type of what is known of the data. */
export function createSuite(contract: Contract): Suite<unknown> {
  const create = SUITES[contract.api];
  if (!create) throw new Problem('nothing-tested', `There are no checks for ${contract.api}.`);
  return create(contract) as Suite<unknown>;
}
