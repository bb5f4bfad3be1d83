import { type Contract, loadContract } from '../../contract/index.js';
import { Problem } from '../../kernel/index.js';
import { chooseBasePath } from '../described/base-path.js';
import type { DescribedApi } from '../described/described-api.js';
import { describedSuite } from '../described/described-suite.js';
import type { Suite } from '../model/suite.js';
import { OWN_SUITES } from '../own-suites.js';
import type { RunOptions } from './run-options.js';

/** The APIs that can be checked. */
export const CHECKED_APIS: readonly string[] = Object.keys(OWN_SUITES);

/** The suite of an API. Only its own checks know the type of what is known of the data. */
export function createSuite(contract: Contract): Suite<unknown> {
  const create = OWN_SUITES[contract.api];
  if (!create) throw new Problem('nothing-tested', `There are no checks for ${contract.api}.`);
  return create(contract) as Suite<unknown>;
}

/** A contract, and the suite that tests whether a server keeps it. */
export type JudgedContract = { contract: Contract; suite: Suite<unknown> };

/** What a server is judged against: a shipped API by its name, or a described one whose paths begin with `basePath`. */
export function judgedContract(api: string | DescribedApi, basePath: string): JudgedContract {
  if (typeof api !== 'string') {
    const { contract, suite } = describedSuite(api, basePath);
    return { contract, suite: suite as Suite<unknown> };
  }
  const contract = loadContract(api);
  return { contract, suite: createSuite(contract) };
}

/** The base path of an API, as far as its name and the URL of the target tell. */
export function firstBasePath({ api, target }: Pick<RunOptions, 'api' | 'target'>): string {
  if (typeof api === 'string') return loadContract(api).basePath;
  return chooseBasePath(api, typeof target === 'function' ? '' : String(target));
}
