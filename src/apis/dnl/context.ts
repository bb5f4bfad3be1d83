import type { SignedTokens } from '../../auth/index.js';
import type { Contract, Readings } from '../../contract/index.js';
import type { Refusals } from '../definition/resource-rules.js';

/**
 * What DNL's handlers share: the contract, the choices of its readings, its refusals, the seed that salts digests, and the
 * tokens of log-ins.
 */
export type DnlContext = {
  contract: Contract;
  readings: Readings;
  refusals: Refusals;
  seed: number;
  tokens: SignedTokens;
};
