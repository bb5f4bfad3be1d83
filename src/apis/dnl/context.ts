import type { Contract, Readings } from '../../contract/index.js';
import type { Refusals } from './refusals.js';

/** What DNL's behaviours share: the contract, the answers chosen for its readings, its refusals, and what salts digests. */
export type DnlContext = { contract: Contract; readings: Readings; refusals: Refusals; seed: number };
