import {
  ADMIN,
  ALL,
  doingRefused,
  isFromAdmin,
  isWithoutToken,
  lettingIn,
  NON_ADMIN,
  tokenOf,
} from '../credentials.js';
import type { Asked, Wrap } from '../exchange.js';
import type { OperationName } from '../operation-of.js';
import type { Defect } from '../planted.js';
import { answer, answering, on } from '../wraps.js';

/** Who may call: tokens that are let in and should not be, and refusals that are none. */
export const AUTH: readonly Defect[] = [
  {
    id: 'list-without-token',
    statement: 'list.no-token',
    says: 'The list is answered without a token.',
    wrap: lettingIn('list', isWithoutToken),
  },
  {
    id: 'get-without-token',
    statement: 'get.no-token',
    says: 'A user is answered without a token.',
    wrap: lettingIn('get', isWithoutToken),
  },
  {
    id: 'create-without-token',
    statement: 'create.no-token',
    says: 'A user is created without a token.',
    wrap: lettingIn('create', isWithoutToken),
  },
  {
    id: 'patch-all-without-token',
    statement: 'patch-all.no-token',
    says: 'Users are changed without a token.',
    wrap: lettingIn('patch-all', isWithoutToken),
  },
  {
    id: 'empty-token',
    statement: 'list.no-token',
    says: "A token header without a value is as good as the admin's.",
    wrap: lettingIn(ALL, asked => tokenOf(asked)?.trim() === ''),
  },
  {
    id: 'no-token-403',
    statement: 'ruled.missing-token',
    says: 'A request without a token is answered 403.',
    wrap: refusing(isWithoutToken, 403),
  },
  {
    id: 'no-token-200',
    statement: 'get.no-token',
    says: 'The refusal of a request without a token comes with status 200.',
    wrap: refusing(isWithoutToken, 200, ['get']),
  },
  {
    id: 'list-wrong-token',
    statement: 'list.status-401',
    says: 'The list is answered for any token.',
    wrap: lettingIn('list', asked => !isWithoutToken(asked) && tokenOf(asked) !== NON_ADMIN),
  },
  {
    id: 'token-prefix',
    statement: 'list.status-401',
    says: "A token is taken as the admin's if it begins with it.",
    wrap: lettingIn(ALL, asked => tokenOf(asked)?.startsWith(ADMIN) === true),
  },
  {
    id: 'token-cut',
    statement: 'get.status-401',
    says: "A token is taken as the admin's if the admin's begins with it.",
    wrap: lettingIn(ALL, asked => !isWithoutToken(asked) && ADMIN.startsWith(tokenOf(asked) ?? '')),
  },
  {
    id: 'token-length',
    statement: 'get.status-401',
    says: 'Of a token only the length is looked at.',
    wrap: lettingIn(ALL, asked => tokenOf(asked)?.length === ADMIN.length),
  },
  {
    id: 'create-wrong-token-403',
    statement: 'create.status-401',
    says: 'Create answers a wrong token with 403.',
    wrap: refusing(asked => !isWithoutToken(asked) && tokenOf(asked) !== NON_ADMIN, 403, ['create']),
  },
  {
    id: 'patch-all-wrong-token-400',
    statement: 'patch-all.status-401',
    says: 'Patch-all answers a wrong token with 400.',
    wrap: refusing(asked => !isWithoutToken(asked) && tokenOf(asked) !== NON_ADMIN, 400, ['patch-all']),
  },
  {
    id: 'list-non-admin',
    statement: 'list.admin-only',
    says: 'Who is no admin gets the list.',
    wrap: lettingIn('list', isFromOther),
  },
  {
    id: 'get-non-admin',
    statement: 'get.admin-only',
    says: 'Who is no admin gets a user.',
    wrap: lettingIn('get', isFromOther),
  },
  {
    id: 'create-non-admin',
    statement: 'create.admin-only',
    says: 'Who is no admin can create a user.',
    wrap: lettingIn('create', isFromOther),
  },
  {
    id: 'patch-all-non-admin',
    statement: 'patch-all.admin-only',
    says: 'Who is no admin can change users.',
    wrap: lettingIn('patch-all', isFromOther),
  },
  {
    id: 'create-refused-done',
    statement: 'create.status-401',
    says: 'A create with a wrong token is refused, and the user is created all the same.',
    wrap: doingRefused('create', asked => !isFromAdmin(asked)),
  },
  {
    id: 'patch-all-refused-done',
    statement: 'patch-all.status-401',
    says: 'A patch-all with a wrong token is refused, and the users are changed all the same.',
    wrap: doingRefused('patch-all', asked => !isFromAdmin(asked)),
  },
  {
    id: 'create-non-admin-done',
    statement: 'create.admin-only',
    says: 'A create by who is no admin is refused, and the user is created all the same.',
    wrap: doingRefused('create', isFromOther),
  },
  {
    id: 'get-404-before-401',
    statement: 'ruled.validate-order',
    says: 'Get looks for the user before it looks at the token.',
    wrap: on('get', async (asked, server) => {
      const found = await server({ ...asked, headers: { ...asked.headers, 'x-auth-token': ADMIN } });
      return found.status === 404 ? found : server(asked);
    }),
  },
  {
    id: 'create-400-before-401',
    statement: 'ruled.validate-order',
    says: 'Create looks at the body before it looks at the token.',
    wrap: on('create', (asked, server) =>
      !isFromAdmin(asked) && asked.body.length < '{"name":"","passwd":""}'.length
        ? answer(400, {
            error_type: 'validation_error',
            success: false,
            errors: [{ name: ['Missing data for required field.'] }],
          })
        : server(asked),
    ),
  },
];

/** Refuses some requests with another status. */
function refusing(isMeant: (asked: Asked) => boolean, status: number, names: readonly OperationName[] = ALL): Wrap {
  return answering(names, (answered, asked) =>
    answered.status === 401 && isMeant(asked) ? { ...answered, status } : answered,
  );
}

function isFromOther(asked: Asked): boolean {
  return tokenOf(asked) === NON_ADMIN;
}
