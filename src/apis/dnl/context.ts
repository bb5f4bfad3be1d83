import type { Contract, Readings } from '../../contract/index.js';
import type { ResourceRules } from '../definition/resource-rules.js';

/**
 * What DNL's handlers share: the contract, the choices of its readings, what resources.yaml says, and the seed that salts
 * digests.
 */
export type DnlContext = {
  contract: Contract;
  readings: Readings;
  rules: ResourceRules;
  seed: number;
};
