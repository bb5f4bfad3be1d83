import { generateValue, VALUES_TIME } from '../../fake/index.js';
import { PROBLEM_TYPE, problems } from '../../kernel/index.js';
import { type Content, chooseError, type DescribedOperation, mayBeJson } from '../../openapi/index.js';
import type { RefusedInput } from '../../resource/index.js';
import type { ApiResponse } from '../../server/index.js';
import { jsonFirst } from '../choose-content.js';
import { mendExample } from '../described-bodies.js';
import { createHeaders, withoutNames } from '../described-headers.js';
import { concreteType, serialize } from '../serialize.js';
import { fillError, type Reason } from './fill-error.js';

/** Why a request is refused. */
export type Refusal = {
  /** The statuses that fit, the best first. */
  statuses: readonly number[];
  message: string;
  issues: readonly NamedIssue[];
  /** Further headers. */
  headers: readonly string[];
};

/** One thing wrong with a request, and how refusals name it if not by its place: a parameter by its own name alone. */
export type NamedIssue = RefusedInput & { name?: string };

/**
 * A refusal as the operation documents it: the first fitting status, its body filled with the reason. Without a documented
 * one it is a problem (RFC 9457) with the list `errors`.
 */
export function refuseAsDocumented(operation: DescribedOperation, refusal: Refusal, seed: number): ApiResponse {
  const { statuses, message, headers } = refusal;
  const chosen = chooseError(operation, statuses);
  const [usual = 400] = statuses;
  if (!chosen) return problemResponse(usual, refusal);
  const { status, response } = chosen;
  const [content] = jsonFirst(response);
  const all = [...withoutNames(createHeaders(response.headers, seed), headers), ...headers];
  // a response without a described body may have one that says what is wrong
  if (!content) return problemResponse(status, { ...refusal, headers: all });
  const body = createErrorBody(content, { status, message, issues: named(refusal) }, seed);
  if (body === undefined) return problemResponse(status, refusal);
  return {
    status,
    body: serialize(body, content),
    mediaType: concreteType(content.mediaType),
    headers: all,
    certainty: 'derived',
  };
}

/** How many issues a documented refusal names. */
export const MAX_NAMED = 20;

function named({ issues }: Refusal): readonly NamedIssue[] {
  return issues.slice(0, MAX_NAMED);
}

/** The documented error body, filled; a problem where the description does not say what it is, undefined where it cannot be made. */
export function createErrorBody(content: Content, reason: Reason, seed: number): unknown {
  const { schema, examples } = content;
  const documented = examples[0]?.value();
  const mended = documented === undefined ? undefined : mendExample(content, documented, seed);
  if (!schema && !mended) return mayBeJson(content.mediaType) ? describeProblem(reason) : reason.message;
  const pattern = mended ?? (schema && generateValue(schema, { seed: `${seed} ${content.place}`, now: VALUES_TIME }));
  if (!pattern) return undefined;
  const filled = fillError(pattern.value, reason);
  return !schema || schema.validate(filled).length === 0 ? filled : pattern.value;
}

/** A refusal that is a problem. */
export function problemResponse(status: number, refusal: Refusal): ApiResponse {
  const { message, headers } = refusal;
  return {
    status,
    body: JSON.stringify(describeProblem({ status, message, issues: named(refusal) })),
    mediaType: PROBLEM_TYPE,
    headers,
    certainty: 'generated',
  };
}

function describeProblem({ status, message, issues }: Reason) {
  const title = problems['request-refused'].title;
  const errors = issues.map(({ where, message, in: place }) => ({ in: place, path: where, message }));
  return { type: 'about:blank', title, status, detail: message, ...(errors.length > 0 && { errors }) };
}
