import type { DescribedOperation, Description } from '../../openapi/index.js';
import { findRefusalRule, type RefusalReason, type Resources } from '../../resource/index.js';
import type { ApiResponse } from '../../server/index.js';
import { type Refusal, refuseAsDocumented } from './refuse-as-documented.js';
import { createRuledRefuser } from './refuse-as-ruled.js';

/** Why a request is refused. Without statuses it has those that are usual for its reason. */
export type RefusalParts = Partial<Refusal> & Pick<Refusal, 'message'> & { reason?: RefusalReason };

/** Refuses a request to an operation. */
export type Refuse = (operation: DescribedOperation, refusal: RefusalParts) => ApiResponse;

type Parts = { description: Description; resources: Pick<Resources, 'operations' | 'refusals'>; seed: number };

/** Creates the function that refuses requests: as the resources of the API say, or else as its description documents. */
export function createRefuser({ description, resources, seed }: Parts): Refuse {
  const { operations, refusals = {} } = resources;
  const { issues: words = {}, ...all } = refusals;
  const refuseAsRuled = createRuledRefuser({ description, words, seed });
  return (operation, { reason, ...parts }) => {
    const statuses = (reason && USUAL[reason]) ?? [400];
    const refusal: Refusal = { statuses, issues: [], headers: [], ...parts };
    const rule = reason && findRefusalRule(reason, { own: operations[operation.id]?.refusals, all });
    return rule ? refuseAsRuled(operation, refusal, rule) : refuseAsDocumented(operation, refusal, seed);
  };
}

/** The statuses that fit a reason, where nothing else says them. */
const USUAL: Readonly<Partial<Record<RefusalReason, readonly number[]>>> = {
  'no-credentials': [401, 403],
  'wrong-credentials': [401, 403],
  'wrong-log-in': [401, 403, 422, 400],
  'unknown-record': [404],
  'too-large': [413, 400],
  'wrong-media-type': [415, 400],
};
