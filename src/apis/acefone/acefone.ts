import type { Contract, Readings } from '../../contract/index.js';
import type { Api } from '../../mock/index.js';
import { patchUser } from './patch-user.js';
import { refusal, refusalOfFaults } from './refusals.js';

export type AcefoneOptions = {
  contract: Contract;
  readings: Readings;
  /** Salts the digests of passwords. */
  seed: number;
  /** The token that is asked for where the reading auth says so. */
  token: string;
};

/** Acefone's user API, as its readings have it. */
export function createAcefone({ contract, readings, seed, token }: AcefoneOptions): Api {
  const isOpen = readings.answer('auth') === 'none';
  return {
    name: contract.api,
    operations: contract.operations,
    behaviours: { patchUser: patchUser({ seed }) },
    loosening: {},
    admit: (_, { authorization = '' }) =>
      isOpen || authorization.replace(/^Bearer +/i, '').trim() === token
        ? { caller: { userId: null } }
        : { refusal: refusal(401, 'Unauthenticated.') },
    refuse: refusalOfFaults,
  };
}
