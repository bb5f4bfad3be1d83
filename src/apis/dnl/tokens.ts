import type { Operation } from '../../contract/index.js';
import type { Api } from '../../mock/index.js';
import type { Dnl } from './dnl.js';

/** The token in the documents' examples. It is an admin's, user 1's, whatever becomes of that user. */
export const PRINTED_TOKEN = 'eyaskjksadkasd9.9123kjsadhkj123jhasdjajsjsdhKS.IH5uHASSJsadnbads980asTHo9dhljM';

/** Who carries which token. */
export type Tokens = ReadonlyMap<string, { userId: number; isAdmin: boolean }>;

/** Lets admins in. Everyone else gets what the operation's page prints, or what the readings rule where it prints nothing. */
export function admitter({ refusals }: Dnl, tokens: Tokens): Api['admit'] {
  return (operation: Operation, headers) => {
    const token = headers['x-auth-token'];
    if (typeof token !== 'string' || token.trim() === '') return { refusal: refusals.noToken(operation) };
    const bearer = tokens.get(token);
    if (!bearer?.isAdmin) return { refusal: refusals.wrongToken(operation) };
    return { caller: bearer };
  };
}
