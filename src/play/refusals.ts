import { generateValue } from '../fake/index.js';
import { problems } from '../kernel/index.js';
import type { Content, DescribedOperation } from '../openapi/index.js';
import type { ApiResponse } from '../server/index.js';
import { chooseError } from './choose-response.js';
import { mendExample, VALUES_TIME } from './described-bodies.js';
import { createHeaders } from './described-headers.js';
import { fillError, type Reason } from './fill-error.js';
import { isJson, serialize } from './serialize.js';

export type RefusalParts = {
  /** The statuses that fit, the best first. */
  statuses: readonly number[];
  message: string;
  issues?: Reason['issues'];
  headers?: readonly string[];
};

/**
 * A refusal as the operation documents it: the first fitting status, its body filled with the reason. Without a documented
 * one it is a problem (RFC 9457) with the list `errors`.
 */
export function refuse(operation: DescribedOperation, refusal: RefusalParts, seed: number): ApiResponse {
  const { statuses, message, issues = [], headers = [] } = refusal;
  const chosen = chooseError(operation, statuses);
  const [usual = 400] = statuses;
  if (!chosen) return problemResponse(usual, refusal);
  const { status, response } = chosen;
  const documented = createHeaders(response.headers, seed);
  const content = response.contents.find(({ mediaType }) => isJson(mediaType)) ?? response.contents[0];
  const all = [...documented, ...headers];
  // a response without a described body may have one that says what is wrong
  if (!content) return problemResponse(status, { ...refusal, headers: all });
  const body = createBody(content, { status, message, issues }, seed);
  if (body === undefined) return problemResponse(status, refusal);
  return {
    status,
    body: serialize(body, content.mediaType),
    mediaType: content.mediaType,
    headers: all,
    certainty: 'derived',
  };
}

/** The documented error body, filled; undefined where the description does not say what it is. */
function createBody(content: Content, reason: Reason, seed: number): unknown {
  const { schema, examples } = content;
  const documented = examples[0]?.value();
  const mended = documented === undefined ? undefined : mendExample(content, documented, seed);
  const pattern = mended ?? (schema && generateValue(schema, { seed: `${seed} ${content.place}`, now: VALUES_TIME }));
  if (!pattern) return undefined;
  const filled = fillError(pattern.value, reason);
  return !schema || schema.validate(filled).length === 0 ? filled : pattern.value;
}

function problemResponse(status: number, { message, issues = [], headers = [] }: RefusalParts): ApiResponse {
  const title = problems['request-refused'].title;
  const errors = issues.map(({ where, message, in: place }) => ({ in: place, path: where, message }));
  const problem = { type: 'about:blank', title, status, detail: message, ...(errors.length > 0 && { errors }) };
  return {
    status,
    body: JSON.stringify(problem),
    mediaType: 'application/problem+json',
    headers: [...headers],
    certainty: 'generated',
  };
}
