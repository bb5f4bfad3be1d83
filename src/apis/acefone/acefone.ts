import { acefoneToken, seedAcefone } from '../../seed/index.js';
import type { ApiDefinition } from '../definition.js';
import { patchUser } from './patch-user.js';
import { refusal, refusalOfFaults } from './refusals.js';

/** Acefone's user API. */
export const acefone: ApiDefinition = {
  collections: {
    users: { key: 'id', schema: 'user-record', columns: { id: 'text' }, classes: [], indexes: [] },
  },

  seeded: ({ seed }) => ({ collections: { users: seedAcefone({ seed }).users }, next: {} }),

  tokens: seed => ({ account: acefoneToken(seed) }),

  create({ contract, readings, seed }) {
    const isOpen = readings.answer('auth') === 'none';
    const token = acefoneToken(seed);
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
  },
};
