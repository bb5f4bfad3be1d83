import { createSeededToken } from '../../auth/index.js';
import type { Api } from '../../server/index.js';
import type { ApiDefinition } from '../definition/api-definition.js';
import { createResourceRules } from '../definition/resource-rules.js';
import { SignedTokens } from '../definition/signed-tokens.js';
import { createAuthenticator, logIn, TOKEN_SECONDS } from './log-in.js';
import { seedAcefone } from './seed/seed-acefone.js';
import { completeUser, createUser, deleteUser, patchUser } from './write-users.js';

/** The first of the ids, which have six digits. */
const FIRST_ID = 100_000;

/** Acefone's user API. */
export const acefone: ApiDefinition = {
  collections: {
    users: {
      keyAt: place => String(FIRST_ID + place),
      completer: () => completeUser,
    },
  },

  createRecords: ({ seed }) => ({ collections: { users: seedAcefone({ seed }).users }, next: {} }),

  tokens: seed => ({ account: tokenOf(seed) }),

  logIn: { path: '/auth/login', name: 'admin', password: 'admin' },

  sample: seed => ({
    method: 'PATCH',
    path: '/user/288256',
    headers: { Authorization: `Bearer ${tokenOf(seed)}` },
    body: '{"designation":"Team lead"}',
  }),

  create({ contract, readings, seed, tokenKey }) {
    const { api } = contract;
    const tokens = new SignedTokens({ key: tokenKey, api, users: `${api}.users`, seconds: TOKEN_SECONDS });
    const rules = createResourceRules({ contract, readings, seed });
    return {
      name: contract.api,
      operations: contract.operations,
      handlers: {
        patchUser: patchUser({ seed, refusals: rules }),
        getUser: rules.handler('getUser'),
        listUsers: rules.handler('listUsers'),
        createUser: createUser({ seed }),
        deleteUser: deleteUser({ refusals: rules }),
        logIn: logIn({ tokens, refusals: rules }),
      },
      ...rules.reads,
      authenticate: createAuthenticator(
        { tokens, refusals: rules },
        {
          printed: tokenOf(seed),
          asks: readings.choice('auth') === 'token',
        },
      ),
      refuse: rules.refuseIssues,
      outcome: readOutcome,
      expired: operation => rules.refuse(operation, 'wrong-credentials'),
    };
  },
};

/** The account's token, which the reading auth may ask for. */
function tokenOf(seed: number): string {
  return createSeededToken('acefone', seed);
}

/** A documented outcome is the contract's example, unchanged: no reading of Acefone chooses texts. */
const readOutcome: Api['outcome'] = (operation, { status, example = operation.examples(status)[0] }) => {
  if (example === undefined || !operation.examples(status).includes(example)) return undefined;
  return { status, body: operation.example(status, example) };
};
