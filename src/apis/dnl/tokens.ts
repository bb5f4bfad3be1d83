import { createSeededToken } from '../../auth/index.js';
import type { Api } from '../../server/index.js';
import type { Store } from '../../store/index.js';
import type { UserId } from '../definition/signed-tokens.js';
import type { DnlUser } from '../record-types.js';
import type { DnlContext } from './context.js';

/** The token in the documents' examples. It belongs to user 1 and stays an admin's, even if that user changes. */
const PRINTED_TOKEN = 'eyaskjksadkasd9.9123kjsadhkj123jhasdjajsjsdhKS.IH5uHASSJsadnbads980asTHo9dhljM';
const PRINTED_USER_ID = 1;

/** The two tokens that DNL always has: an admin's, and one of a user who is not an admin. */
export function dnlTokens(seed: number): { admin: string; nonAdmin: string } {
  return { admin: PRINTED_TOKEN, nonAdmin: createSeededToken('dnl-non-admin', seed) };
}

/** For how many seconds the token of a log-in is valid. */
export const TOKEN_SECONDS = 24 * 60 * 60;

/**
 * Accepts admins with the printed token, or with the token of a log-in. Other callers get the refusal that the page of the
 * operation prints or, if it prints none, that the readings rule.
 */
export function createAuthenticator(
  { rules, tokens }: DnlContext,
  printed: { admin: string; nonAdmin: string },
): Api['authenticate'] {
  return (operation, { headers }, context) => {
    const token = headers['x-auth-token'];
    if (token === printed.admin) return { principal: { userId: PRINTED_USER_ID } };
    if (operation.isOpen) return { principal: { userId: null } };
    if (typeof token !== 'string' || token.trim() === '') return { refusal: rules.refuse(operation, 'no-credentials') };
    const userId = token === printed.nonAdmin ? undefined : tokens.verify(token, context);
    // a token that is not an admin's counts as a wrong one (reading non-admin)
    return userId !== undefined && isActiveAdmin(context.store, userId)
      ? { principal: { userId } }
      : { refusal: rules.refuse(operation, 'wrong-credentials') };
  };
}

/** A token is valid as long as its user exists and is an active admin. */
function isActiveAdmin(store: Store, id: UserId): boolean {
  const user = store.collection('dnl.users').get(id) as DnlUser | undefined;
  return user?.active === true && user.user_type === 'admin';
}
