import { ALL, isWithoutToken } from '../credentials.js';
import type { Wrap } from '../exchange.js';
import type { OperationName } from '../operation-of.js';
import type { Defect } from '../planted.js';
import { editing, type Json, without } from '../wraps.js';

/** The body of a 401: what it says, and in which form. */
export const AUTH_BODIES: readonly Defect[] = [
  {
    id: 'list-wrong-token-110',
    statement: 'list.wrong-token',
    says: 'The list answers a wrong token with code 110.',
    wrap: forWrong('list', error => ({ ...error, code: 110 })),
  },
  {
    id: 'get-wrong-token-missing',
    statement: 'get.wrong-token',
    says: 'Get answers a wrong token with the body for a missing one.',
    wrap: forWrong('get', () => ({
      message: 'No header X-Auth-Token present',
      code: 110,
      reason: 'auth_token_not_provided',
    })),
  },
  {
    id: 'get-wrong-token-121',
    statement: 'unauthenticated.code-incorrect',
    says: 'Get answers a wrong token with code 121.',
    wrap: forWrong('get', error => ({ ...error, code: 121 })),
  },
  {
    id: 'no-token-120',
    statement: 'unauthenticated.code',
    says: 'A missing token is answered with code 120.',
    wrap: forMissing(error => ({ ...error, code: 120 })),
  },
  {
    id: 'code-as-text',
    statement: 'unauthenticated.code',
    says: 'The code of a refusal is a text.',
    wrap: forMissing(error => ({ ...error, code: String(error.code) })),
  },
  {
    id: 'refusal-without-message',
    statement: 'unauthenticated.message',
    says: 'A refusal has no message.',
    wrap: refusal(json => ({ ...json, error: without(json.error as Json, 'message') })),
  },
  {
    id: 'refusal-error-text',
    statement: 'unauthenticated.error',
    says: 'The error of a refusal is its message alone.',
    wrap: refusal(json => ({ ...json, error: (json.error as Json).message })),
  },
  {
    id: 'refusal-success',
    statement: 'unauthenticated.success',
    says: 'A refusal has success true.',
    wrap: refusal(json => ({ ...json, success: true })),
  },
  {
    id: 'refusal-without-success',
    statement: 'unauthenticated.success',
    says: 'A refusal has no success.',
    wrap: refusal(json => without(json, 'success')),
  },
];

function refusal(change: (json: Json) => unknown): Wrap {
  return editing(ALL, 401, change);
}

function forMissing(change: (error: Json) => unknown): Wrap {
  return editing(ALL, 401, (json, asked) =>
    isWithoutToken(asked) ? { ...json, error: change(json.error as Json) } : json,
  );
}

function forWrong(name: OperationName, change: (error: Json) => unknown): Wrap {
  return editing(name, 401, (json, asked) =>
    isWithoutToken(asked) ? json : { ...json, error: change(json.error as Json) },
  );
}
