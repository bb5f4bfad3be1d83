import type { Contract, Readings } from '../../contract/index.js';
import type { SignedTokens } from '../signed-tokens.js';
import type { Refusals } from './refusals.js';

/**
 * What DNL's behaviours share: the contract, the answers chosen for its readings, its refusals, what salts digests, and
 * the tokens of those who log in.
 */
export type DnlContext = {
  contract: Contract;
  readings: Readings;
  refusals: Refusals;
  seed: number;
  tokens: SignedTokens;
};
