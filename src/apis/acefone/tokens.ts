import type { AcefoneUser } from '../../fake/index.js';
import type { Api } from '../../server/index.js';
import type { Store } from '../../store/index.js';
import type { SignedTokens, UserId } from '../signed-tokens.js';
import { unauthenticated } from './refusals.js';

/** How many seconds the token of a log-in is good for. */
export const TOKEN_SECONDS = 3600;

/** Lets in whoever has the printed token or one of a log-in, bare or as a bearer; or everybody (reading auth). */
export function authenticator(
  tokens: SignedTokens,
  { printed, asks }: { printed: string; asks: boolean },
): Api['authenticate'] {
  return (operation, { authorization = '' }, context) => {
    if (!asks || operation.isOpen) return { principal: { userId: null } };
    const token = authorization.replace(/^Bearer +/i, '').trim();
    if (token === printed) return { principal: { userId: null } };
    const userId = tokens.userOf(token, context);
    return userId !== undefined && isWelcome(context.store, userId)
      ? { principal: { userId } }
      : { refusal: unauthenticated() };
  };
}

/** A token dies with its user. */
function isWelcome(store: Store, id: UserId): boolean {
  const user = store.collection('acefone.users').get(id) as AcefoneUser | undefined;
  return user !== undefined && mayLogIn(user);
}

/** Who is blocked, or blocked on the web, does not log in; a disabled agent's user may. */
export function mayLogIn({ block_agent, block_web_login }: AcefoneUser): boolean {
  return !block_agent && !block_web_login;
}
