import type { Contract, Readings } from '../../contract/index.js';
import type { Api } from '../../mock/index.js';
import { createUser } from './create-user.js';
import { getUser } from './get-user.js';
import { listUsers } from './list-users.js';
import { dnlLoosening } from './loosening.js';
import { mendBody } from './mend-body.js';
import { mendQuery } from './mend-query.js';
import { patchUsers } from './patch-users.js';
import { Refusals } from './refusals.js';
import { admitter, type Tokens } from './tokens.js';

/** What DNL's behaviours share: the contract, the answers chosen for its readings, and the seed that salts digests. */
export type Dnl = { contract: Contract; readings: Readings; refusals: Refusals; seed: number };

export type DnlOptions = { contract: Contract; readings: Readings; seed: number; tokens: Tokens };

/** The DNL switch's user API, as its readings have it. */
export function createDnl({ contract, readings, seed, tokens }: DnlOptions): Api {
  const refusals = new Refusals(contract, readings);
  const dnl: Dnl = { contract, readings, refusals, seed };
  const creating = createUser(dnl);
  return {
    name: contract.api,
    operations: contract.operations.filter(
      ({ id }) => id !== 'authAsClient' || readings.answer('create-example-url') === 'create-too',
    ),
    behaviours: {
      listUsers: listUsers(dnl),
      getUser: getUser(dnl),
      createUser: creating,
      patchUsers: patchUsers(dnl),
      authAsClient: creating,
    },
    loosening: dnlLoosening(readings),
    admit: admitter(dnl, tokens),
    mendQuery: mendQuery(dnl),
    mendBody: mendBody(readings),
    refuse: faults => refusals.validation(faults),
  };
}
