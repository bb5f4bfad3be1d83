import { acefoneRoles, acefoneToken, seedAcefone } from '../../fake/index.js';
import type { Repeats } from '../../server/index.js';
import type { ApiDefinition } from '../definition.js';
import { SignedTokens } from '../signed-tokens.js';
import { completeUser } from './complete-user.js';
import { createUser } from './create-user.js';
import { deleteUser } from './delete-user.js';
import { getUser } from './get-user.js';
import { ARRANGING, FIRST_ID, listUsers } from './list-users.js';
import { logIn } from './log-in.js';
import { outcomeOf } from './outcome.js';
import { patchUser } from './patch-user.js';
import { refusalOfFlaws, unauthenticated } from './refusals.js';
import { authenticator, TOKEN_SECONDS } from './tokens.js';
import { USER_COLUMNS } from './user-columns.js';
import { wordsOfQuery } from './words-of-query.js';

/** Acefone's user API. */
export const acefone: ApiDefinition = {
  collections: {
    users: {
      key: 'id',
      schema: 'user-record',
      keyAt: place => String(FIRST_ID + place),
      completer: () => completeUser,
      columns: USER_COLUMNS,
      classes: [],
      indexes: [],
    },
  },

  seeded: ({ seed }) => ({ collections: { users: seedAcefone({ seed }).users }, next: {} }),

  tokens: seed => ({ account: acefoneToken(seed) }),

  create({ contract, readings, seed, tokenKey }) {
    const { api } = contract;
    const tokens = new SignedTokens({ key: tokenKey, api, users: `${api}.users`, seconds: TOKEN_SECONDS });
    const roles = new Map(acefoneRoles().map(({ id, name }) => [id, name]));
    const roleName = (id: string) => roles.get(id) ?? '';
    return {
      name: contract.api,
      operations: contract.operations,
      handlers: {
        patchUser: patchUser({ seed }),
        getUser: getUser({ roleName }),
        listUsers: listUsers({ roleName }),
        createUser: createUser({ seed }),
        deleteUser,
        logIn: logIn(tokens),
      },
      coercion: {},
      queryCoercion: wordsOfQuery,
      repeats: { choice: readings.choice('repeated-filter') as Repeats['choice'], single: ARRANGING },
      authenticate: authenticator(tokens, { printed: acefoneToken(seed), asks: readings.choice('auth') === 'token' }),
      refuse: refusalOfFlaws,
      outcome: outcomeOf,
      expired: unauthenticated,
    };
  },
};
