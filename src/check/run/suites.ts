import type { Contract } from '../../contract/index.js';
import { Problem } from '../../kernel/index.js';
import { acefoneSuite } from '../acefone/acefone-suite.js';
import { dnlSuite } from '../dnl/dnl-suite.js';
import { RESPONSE_CHECKS } from '../laws/every-response.js';
import type { Suite } from '../model/suite.js';
import { readingHeld } from '../outcome/observations.js';

const SUITES: Readonly<Record<string, (contract: Contract) => unknown>> = { dnl: dnlSuite, acefone: acefoneSuite };

/** The APIs that can be checked. */
export const CHECKED_APIS: readonly string[] = Object.keys(SUITES);

/** The suite of an API. What its checks know of the data is theirs alone, and unknown to who runs them. */
export function createSuite(contract: Contract): Suite<unknown> {
  const make = SUITES[contract.api];
  if (!make) throw new Problem('nothing-tested', `There are no checks for ${contract.api}.`);
  return make(contract) as Suite<unknown>;
}

/** The ids of all checks that a suite has, those of every answer among them. */
export function listCheckIds(suite: Suite<unknown>): ReadonlySet<string> {
  return new Set(Object.keys(listLaws(suite)));
}

/** What each check of a suite says, by its id. */
export function listLaws(suite: Suite<unknown>): Record<string, string> {
  return Object.fromEntries([...suite.checks, ...RESPONSE_CHECKS, readingHeld].map(({ id, says }) => [id, says]));
}
