import type { Api } from '../../server/index.js';
import type { ApiDefinition } from '../definition/api-definition.js';
import { createResourceRules, givenCompleter, shippedTokens } from '../definition/resource-rules.js';
import { createUser } from './new-user.js';
import { seedAcefone } from './seed/seed-acefone.js';

/** The first of the ids, which have six digits. */
const FIRST_ID = 100_000;

/** Acefone's user API. */
export const acefone: ApiDefinition = {
  collections: {
    users: {
      keyAt: place => String(FIRST_ID + place),
      completer: contract => givenCompleter(contract, 'users'),
    },
  },

  createRecords: ({ seed }) => ({ collections: { users: seedAcefone({ seed }).users }, next: {} }),

  tokens: (seed, contract) => shippedTokens(contract, seed),

  logIn: { path: '/auth/login', name: 'admin', password: 'admin' },

  sample: ({ account = '' }) => ({
    method: 'PATCH',
    path: '/user/288256',
    headers: { Authorization: `Bearer ${account}` },
    body: '{"designation":"Team lead"}',
  }),

  create({ contract, readings, seed, tokenKey }) {
    const rules = createResourceRules({ contract, readings, seed, tokenKey });
    return rules.play({ handlers: { createUser: createUser(rules.handler('createUser')) }, outcome: readOutcome });
  },
};

/** A documented outcome is the contract's example, unchanged: no reading of Acefone chooses texts. */
const readOutcome: Api['outcome'] = (operation, { status, example = operation.examples(status)[0] }) => {
  if (example === undefined || !operation.examples(status).includes(example)) return undefined;
  return { status, body: operation.example(status, example) };
};
