import { MethodNotAllowed } from '../serving/answer.js';
import type { Refusal, Reply } from '../serving/call.js';

const CODES: Readonly<Record<number, string>> = {
  400: 'bad_request',
  401: 'unauthorized',
  404: 'not_found',
  405: 'method_not_allowed',
  406: 'not_acceptable',
  409: 'conflict',
  412: 'precondition_failed',
  415: 'unsupported_media_type',
};

/** A refusal in the words of the tickets. */
export function refuse(refusal: Refusal): Reply {
  const { status, message, errors } = refusal;
  return {
    status,
    headers: {
      'Content-Type': 'application/json',
      ...(refusal instanceof MethodNotAllowed && { Allow: refusal.allowed.join(', ') }),
    },
    json: {
      error: {
        code: CODES[status],
        message,
        ...(errors.length > 0 && { fields: errors.map(({ field, message }) => `${field} ${message}`) }),
      },
    },
  };
}
