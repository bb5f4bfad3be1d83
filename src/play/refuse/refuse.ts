import type { DescribedOperation, Description } from '../../openapi/index.js';
import { findRefusalRule, type RefusalReason, type Resources } from '../../resource/index.js';
import type { ApiResponse } from '../../server/index.js';
import { type Refusal, refuseAsDocumented } from './refuse-as-documented.js';
import { createRuledRefuser } from './refuse-as-ruled.js';

/** Why a request is refused. A reason without further words has the usual statuses and sentence. */
export type RefusalParts =
  | (Partial<Refusal> & { reason: RefusalReason })
  | (Partial<Refusal> & Pick<Refusal, 'statuses' | 'message'> & { reason?: RefusalReason | undefined });

/** Refuses a request to an operation. */
export type Refuse = (operation: DescribedOperation, refusal: RefusalParts) => ApiResponse;

type Parts = { description: Description; resources: Pick<Resources, 'operations' | 'refusals'>; seed: number };

/** Creates the function that refuses requests: as the resources of the API say, or else as its description documents. */
export function createRefuser({ description, resources, seed }: Parts): Refuse {
  const { operations, refusals = {} } = resources;
  const { issues: words = {}, ...all } = refusals;
  const refuseAsRuled = createRuledRefuser({ description, words, seed });
  return (operation, { reason, ...parts }) => {
    const refusal: Refusal = { ...(reason ? USUAL[reason] : NOTHING), issues: [], headers: [], ...parts };
    const rule = reason && findRefusalRule(reason, { own: operations[operation.id]?.refusals, all });
    return rule ? refuseAsRuled(operation, refusal, rule) : refuseAsDocumented(operation, refusal, seed);
  };
}

const NOTHING = { statuses: [400], message: '' };

const USUAL: Readonly<Record<RefusalReason, Pick<Refusal, 'statuses' | 'message'>>> = {
  'no-credentials': { statuses: [401, 403], message: 'Credentials are missing.' },
  'wrong-credentials': { statuses: [401, 403], message: 'The credentials are wrong.' },
  'wrong-log-in': { statuses: [401, 403, 422, 400], message: 'The name or the password is wrong.' },
  'unknown-record': { statuses: [404], message: 'There is no such record.' },
  taken: { statuses: [409, 422, 400], message: 'A value is taken.' },
  invalid: { statuses: [400, 422], message: 'The request is invalid.' },
  malformed: { statuses: [400, 422], message: 'The body is malformed.' },
  'too-large': { statuses: [413, 400], message: 'The body is too large.' },
  'too-deep': { statuses: [400, 422], message: 'The body is nested too deeply.' },
  'wrong-media-type': { statuses: [415, 400], message: 'The body has another media type.' },
};
