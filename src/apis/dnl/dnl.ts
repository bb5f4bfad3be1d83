import { withEscapedWhitespace } from '../../kernel/index.js';
import { seedDnl } from '../../seed/index.js';
import type { ApiDefinition } from '../definition.js';
import type { DnlContext } from './context.js';
import { createUser } from './create-user.js';
import { getUser } from './get-user.js';
import { listUsers } from './list-users.js';
import { dnlLoosening } from './loosening.js';
import { mendQuery } from './mend-query.js';
import { patchUsers } from './patch-users.js';
import { Refusals } from './refusals.js';
import { admitter, dnlTokens } from './tokens.js';
import { USER_CLASSES, USER_COLUMNS, USER_INDEXES } from './user-columns.js';

/** The DNL switch's user API. */
export const dnl: ApiDefinition = {
  collections: {
    users: {
      key: 'user_id',
      schema: 'user-record',
      columns: USER_COLUMNS,
      classes: USER_CLASSES,
      indexes: USER_INDEXES,
    },
    roles: { key: 'role_id', schema: 'role', columns: { role_id: 'number' }, classes: [], indexes: [] },
    carriers: { key: 'client_id', schema: 'carrier', columns: { client_id: 'number' }, classes: [], indexes: [] },
  },

  seeded(numbers) {
    const { users, roles, carriers, nextUserId } = seedDnl(numbers);
    return { collections: { users, roles, carriers }, next: { users: nextUserId } };
  },

  tokens: dnlTokens,

  create({ contract, readings, seed }) {
    const context: DnlContext = { contract, readings, refusals: new Refusals(contract, readings), seed };
    const creating = createUser(context);
    const hasPrintedUrl = readings.answer('create-example-url') === 'create-too';
    return {
      name: contract.api,
      operations: contract.operations.filter(({ id }) => id !== 'authAsClient' || hasPrintedUrl),
      behaviours: {
        listUsers: listUsers(context),
        getUser: getUser(context),
        createUser: creating,
        patchUsers: patchUsers(context),
        authAsClient: creating,
      },
      loosening: dnlLoosening(readings),
      admit: admitter(context, dnlTokens(seed)),
      mendQuery: mendQuery(context),
      ...(readings.answer('escaped-whitespace') === 'forgive' && { mendBody: withEscapedWhitespace }),
      refuse: faults => context.refusals.validation(faults),
    };
  },
};
