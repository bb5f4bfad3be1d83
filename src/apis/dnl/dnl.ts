import type { ApiDefinition } from '../definition/api-definition.js';
import { createResourceRules, givenCompleter, shippedTokens } from '../definition/resource-rules.js';
import { authAsClient } from './auth-as-client.js';
import { createOutcomes } from './outcome.js';
import { dnlRoles } from './seed/belonging.js';
import { seedDnl } from './seed/seed-dnl.js';

/** The documents list 160 users; only this number matches them. */
const RECORDS = { collection: 'users', usual: 160, least: 1, most: 1_000_000 };

/** The DNL switch's user API. */
export const dnl: ApiDefinition = {
  collections: {
    users: { completer: contract => givenCompleter(contract, 'users', { roles: dnlRoles }) },
    roles: {},
    carriers: {},
  },

  records: RECORDS,

  createRecords({ seed, records = RECORDS.usual }) {
    const { users, roles, carriers, nextUserId } = seedDnl({ seed, users: records });
    return { collections: { users, roles, carriers }, next: { users: nextUserId } };
  },

  tokens: (seed, contract) => shippedTokens(contract, seed),

  logIn: { path: '/auth', name: 'admin', password: 'admin' },

  sample: ({ admin = '' }) => ({
    method: 'GET',
    path: '/user/list?per_page=1',
    headers: { 'X-Auth-Token': admin },
  }),

  create({ contract, readings, seed, tokenKey }) {
    const rules = createResourceRules({ contract, readings, seed, tokenKey });
    return rules.play({
      handlers: { authAsClient: authAsClient(rules, readings) },
      outcome: createOutcomes(rules, readings),
    });
  },
};
