import type { DnlUser } from '../../fake/index.js';
import { nonAdminToken } from '../../fake/index.js';
import type { Api } from '../../server/index.js';
import type { Store } from '../../store/index.js';
import type { UserId } from '../signed-tokens.js';
import type { DnlContext } from './context.js';

/** The token in the documents' examples. It is an admin's, user 1's, whatever becomes of that user. */
const PRINTED_TOKEN = 'eyaskjksadkasd9.9123kjsadhkj123jhasdjajsjsdhKS.IH5uHASSJsadnbads980asTHo9dhljM';
const PRINTED_USER_ID = 1;

/** The two tokens that DNL knows: the admin's, and that of someone who is no admin. */
export function dnlTokens(seed: number): { admin: string; nonAdmin: string } {
  return { admin: PRINTED_TOKEN, nonAdmin: nonAdminToken(seed) };
}

/** How many seconds the token of a log-in is good for. */
export const TOKEN_SECONDS = 24 * 60 * 60;

/**
 * Lets admins in: with the printed token, or with one that they got by logging in. Everyone else gets what the
 * operation's page prints, or what the readings rule where it prints nothing.
 */
export function createAuthenticator(
  { refusals, tokens }: DnlContext,
  printed: { admin: string; nonAdmin: string },
): Api['authenticate'] {
  return (operation, headers, context) => {
    const token = headers['x-auth-token'];
    if (token === printed.admin) return { principal: { userId: PRINTED_USER_ID } };
    if (operation.isOpen) return { principal: { userId: null } };
    if (typeof token !== 'string' || token.trim() === '') return { refusal: refusals.noToken(operation) };
    const userId = token === printed.nonAdmin ? undefined : tokens.verify(token, context);
    // a token that is no admin's is answered as a wrong one (reading non-admin)
    return userId !== undefined && isActiveAdmin(context.store, userId)
      ? { principal: { userId } }
      : { refusal: refusals.wrongToken(operation) };
  };
}

/** A token dies with its user, and is an admin's as long as the user is one. */
function isActiveAdmin(store: Store, id: UserId): boolean {
  const user = store.collection('dnl.users').get(id) as DnlUser | undefined;
  return user?.active === true && user.user_type === 'admin';
}
