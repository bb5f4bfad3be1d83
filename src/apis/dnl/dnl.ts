import type { Contract, Readings } from '../../contract/index.js';
import { seedDnl } from '../../seed/index.js';
import type { ApiDefinition } from '../definition.js';
import { createUser } from './create-user.js';
import { getUser } from './get-user.js';
import { listUsers } from './list-users.js';
import { dnlLoosening } from './loosening.js';
import { mendBody } from './mend-body.js';
import { mendQuery } from './mend-query.js';
import { patchUsers } from './patch-users.js';
import { Refusals } from './refusals.js';
import { admitter, dnlTokens } from './tokens.js';

/** What DNL's behaviours share: the contract, the answers chosen for its readings, and the seed that salts digests. */
export type Dnl = { contract: Contract; readings: Readings; refusals: Refusals; seed: number };

/** The DNL switch's user API. */
export const dnl: ApiDefinition = {
  collections: {
    users: { key: 'user_id', schema: 'user' },
    roles: { key: 'role_id', schema: 'role' },
    carriers: { key: 'client_id', schema: 'carrier' },
  },

  seeded(numbers) {
    const { users, roles, carriers, nextUserId } = seedDnl(numbers);
    return { collections: { users, roles, carriers }, next: { users: nextUserId } };
  },

  create({ contract, readings, seed }) {
    const shared: Dnl = { contract, readings, refusals: new Refusals(contract, readings), seed };
    const tokens = dnlTokens(seed);
    const creating = createUser(shared);
    const hasPrintedUrl = readings.answer('create-example-url') === 'create-too';
    return {
      name: contract.api,
      operations: contract.operations.filter(({ id }) => id !== 'authAsClient' || hasPrintedUrl),
      behaviours: {
        listUsers: listUsers(shared),
        getUser: getUser(shared),
        createUser: creating,
        patchUsers: patchUsers(shared),
        authAsClient: creating,
      },
      tokens,
      loosening: dnlLoosening(readings),
      admit: admitter(shared, tokens),
      mendQuery: mendQuery(shared),
      mendBody: mendBody(readings),
      refuse: faults => shared.refusals.validation(faults),
    };
  },
};
