import type { Contract } from '../../contract/index.js';
import type { Suite } from '../suite.js';

export function acefoneSuite(contract: Contract): Suite<null> {
  throw new Error(`not there yet: ${contract.api}`);
}
