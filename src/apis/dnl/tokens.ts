import type { Api } from '../../mock/index.js';
import { nonAdminToken } from '../../seed/index.js';
import type { DnlContext } from './context.js';

/** The token in the documents' examples. It is an admin's, user 1's, whatever becomes of that user. */
const PRINTED_TOKEN = 'eyaskjksadkasd9.9123kjsadhkj123jhasdjajsjsdhKS.IH5uHASSJsadnbads980asTHo9dhljM';
const PRINTED_USER_ID = 1;

/** The two tokens that DNL knows: the admin's, and that of someone who is no admin. */
export function dnlTokens(seed: number): { admin: string; nonAdmin: string } {
  return { admin: PRINTED_TOKEN, nonAdmin: nonAdminToken(seed) };
}

/** Lets the admin in. Everyone else gets what the operation's page prints, or what the readings rule where it prints nothing. */
export function admitter({ refusals }: DnlContext, { admin }: { admin: string }): Api['admit'] {
  return (operation, headers) => {
    const token = headers['x-auth-token'];
    if (typeof token !== 'string' || token.trim() === '') return { refusal: refusals.noToken(operation) };
    // a token that is no admin's is answered as a wrong one (reading non-admin)
    return token === admin ? { caller: { userId: PRINTED_USER_ID } } : { refusal: refusals.wrongToken(operation) };
  };
}
