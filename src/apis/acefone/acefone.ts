import { parseInteger } from '../../kernel/index.js';
import type { CoercionOptions } from '../../openapi/index.js';
import { type Api, createLenientReader, type Repeats } from '../../server/index.js';
import type { ColumnKind } from '../../store/index.js';
import type { ApiDefinition } from '../definition/api-definition.js';
import { createResourceRules, shippedTokens } from '../definition/resource-rules.js';
import type { AcefoneUser } from '../record-types.js';
import { logIn } from './log-in.js';
import { FIRST_ID, getUser, listUsers, PAGING_PARAMETERS } from './read-users.js';
import { acefoneRoles, seedAcefone } from './seed/seed-acefone.js';
import { completeUser, createUser, deleteUser, patchUser } from './write-users.js';

/** The keys by which users are found or filtered. */
const USER_COLUMNS: Readonly<Record<string, ColumnKind>> = {
  id: 'text',
  agent_id: 'text',
  login_id: 'text',
  block_agent: 'number',
  international_outbound: 'number',
  block_web_login: 'number',
  login_based_calling: 'number',
  extension: 'text',
};

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
    const refusals = createResourceRules({ contract, readings, seed, tokenKey });
    const roles = new Map<AcefoneUser['user_role'], string>(acefoneRoles().map(({ id, name }) => [id, name]));
    const roleName = (id: AcefoneUser['user_role']) => roles.get(id) ?? '';
    return {
      name: contract.api,
      operations: contract.operations,
      handlers: {
        patchUser: patchUser({ seed, refusals }),
        getUser: getUser({ roleName, refusals }),
        listUsers: listUsers({ roleName }),
        createUser: createUser({ seed }),
        deleteUser: deleteUser({ refusals }),
        logIn: logIn({ tokens: refusals.tokens, refusals }),
      },
      ...createLenientReader({
        coercion: {},
        queryCoercion: QUERY_COERCION,
        repeats: { choice: readings.choice('repeated-filter') as Repeats['choice'], single: PAGING_PARAMETERS },
      }),
      authenticate: refusals.authenticate,
      refuse: refusals.refuseIssues,
      outcome: readOutcome,
      expired: operation => refusals.refuse(operation, 'wrong-credentials'),
    };
  },
};

/** A documented outcome is the contract's example, unchanged: no reading of Acefone chooses texts. */
const readOutcome: Api['outcome'] = (operation, { status, example = operation.examples(status)[0] }) => {
  if (example === undefined || !operation.examples(status).includes(example)) return undefined;
  return { status, body: operation.example(status, example) };
};

const BOOLEANS = new Map([
  ['true', true],
  ['1', true],
  ['false', false],
  ['0', false],
]);

/** How text in a query is read. In a body, booleans and numbers must have their JSON type (reading loose-types). */
const QUERY_COERCION: CoercionOptions = {
  boolean: value => BOOLEANS.get(String(value).toLowerCase()) ?? value,
  integer: value => (String(value).startsWith('-') ? value : (parseInteger(String(value)) ?? value)),
};
