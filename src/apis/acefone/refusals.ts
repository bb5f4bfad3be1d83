import type { ApiResponse, RequestIssue } from '../../server/index.js';

/** A refusal in Acefone's envelope (readings key-case, success-on-400, unknown-id, auth, malformed). */
export function refusal(status: number, message: string): ApiResponse {
  return { status, body: JSON.stringify({ success: false, message }) };
}

/** The refusal of a missing, wrong or expired token. */
export function unauthenticated(): ApiResponse {
  return refusal(401, 'Unauthenticated.');
}

/** A 400 with the issues by variable, or with one sentence if the whole body is wrong (reading error-shape). */
export function refuseIssues(issues: readonly RequestIssue[]): ApiResponse {
  const whole = issues.find(({ path }) => path.length === 0);
  if (whole) return refusal(400, WHOLE_BODY[whole.expected] ?? 'The body must be a JSON object.');
  const error: Record<string, string[]> = {};
  for (const issue of issues) {
    const variable = issue.path.join('.');
    error[variable] = [...new Set([...(error[variable] ?? []), describeIssue(issue)])];
  }
  return { status: 400, body: JSON.stringify({ success: false, message: 'The given data was invalid.', error }) };
}

const WHOLE_BODY: Readonly<Record<string, string>> = {
  smaller: 'The body is too large.',
  shallower: 'The body is nested too deeply.',
};

const NOUNS: Readonly<Record<string, string>> = {
  array: 'must be an array',
  boolean: 'must be true or false',
  integer: 'must be an integer',
  object: 'must be an object',
  required: 'is required',
  string: 'must be a string',
};

function describeIssue({ path, expected }: RequestIssue): string {
  return `The ${path.join('.').replaceAll('_', ' ')} ${NOUNS[expected] ?? 'is invalid'}.`;
}
