import type { ApiDefinition } from '../definition/api-definition.js';
import { createResourceRules } from '../definition/resource-rules.js';
import { SignedTokens } from '../definition/signed-tokens.js';
import { authAsClient } from './auth-as-client.js';
import type { DnlContext } from './context.js';
import { completeUser, createUser } from './create-user.js';
import { authenticate } from './log-in.js';
import { createOutcomes } from './outcome.js';
import { patchUsers } from './patch-users.js';
import { seedDnl } from './seed/seed-dnl.js';
import { patchUser } from './single-user.js';
import { createAuthenticator, dnlTokens, TOKEN_SECONDS } from './tokens.js';

/** The documents list 160 users; only this number matches them. */
const RECORDS = { collection: 'users', usual: 160, least: 1, most: 1_000_000 };

/** The DNL switch's user API. */
export const dnl: ApiDefinition = {
  collections: {
    users: { completer: completeUser },
    roles: {},
    carriers: {},
  },

  records: RECORDS,

  createRecords({ seed, records = RECORDS.usual }) {
    const { users, roles, carriers, nextUserId } = seedDnl({ seed, users: records });
    return { collections: { users, roles, carriers }, next: { users: nextUserId } };
  },

  tokens: dnlTokens,

  logIn: { path: '/auth', name: 'admin', password: 'admin' },

  sample: seed => ({
    method: 'GET',
    path: '/user/list?per_page=1',
    headers: { 'X-Auth-Token': dnlTokens(seed).admin },
  }),

  create({ contract, readings, seed, tokenKey }) {
    const { api } = contract;
    const rules = createResourceRules({ contract, readings, seed });
    const context: DnlContext = {
      contract,
      readings,
      rules,
      seed,
      tokens: new SignedTokens({ key: tokenKey, api, users: `${api}.users`, seconds: TOKEN_SECONDS }),
    };
    const creating = createUser(context);
    return {
      name: contract.api,
      operations: contract.operations,
      handlers: {
        listUsers: rules.handler('listUsers'),
        getUser: rules.handler('getUser'),
        createUser: creating,
        patchUsers: patchUsers(context),
        authAsClient: authAsClient(context, creating),
        authenticate: authenticate(context),
        patchUser: patchUser(context),
        deleteUser: rules.handler('deleteUser'),
        listRoles: rules.handler('listRoles'),
        listCarriers: rules.handler('listCarriers'),
      },
      authenticate: createAuthenticator(context, dnlTokens(seed)),
      ...rules.reads,
      refuse: rules.refuseIssues,
      outcome: createOutcomes(context),
      expired: operation => rules.refuse(operation, 'wrong-credentials'),
    };
  },
};
