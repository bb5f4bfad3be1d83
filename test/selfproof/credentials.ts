import { shippedTokens } from '../../src/apis/index.js';
import { loadContract } from '../../src/contract/index.js';
import type { Asked, Wrap } from './exchange.js';
import type { OperationName } from './operation-of.js';
import { asking, on } from './wraps.js';

/** The seed of every mock whose tokens a wrap has to know. */
const SEED = 1;

export const { admin: ADMIN, nonAdmin: NON_ADMIN } = shippedTokens(loadContract('dnl'), SEED) as {
  admin: string;
  nonAdmin: string;
};

/** The operations that ask for a token. */
export const ALL = ['list', 'get', 'create', 'patch-all'] as const;

export function tokenOf({ headers }: Asked): string | undefined {
  return headers['x-auth-token'];
}

export function asAdmin(asked: Asked): Asked {
  return { ...asked, headers: { ...asked.headers, 'x-auth-token': ADMIN } };
}

export function isFromAdmin(asked: Asked): boolean {
  return tokenOf(asked) === ADMIN;
}

/** Whether the request has no token at all, or an empty one. */
export function isWithoutToken(asked: Asked): boolean {
  return (tokenOf(asked) ?? '').trim() === '';
}

/** Lets in who must not be, as the admin. */
export function lettingIn(names: OperationName | readonly OperationName[], isLetIn: (asked: Asked) => boolean): Wrap {
  return asking(names, asked => (isLetIn(asked) ? asAdmin(asked) : asked));
}

/** Refuses, and does all the same what was asked. */
export function doingRefused(names: OperationName | readonly OperationName[], isDone: (asked: Asked) => boolean): Wrap {
  return on(names, async (asked, server) => {
    const refusal = await server(asked);
    if (refusal.status === 401 && isDone(asked)) await server(asAdmin(asked));
    return refusal;
  });
}
