import type { DescribedOperation } from '../../openapi/index.js';
import type { ApiResponse, RequestIssue } from '../../server/index.js';
import { refuse } from './refuse.js';

/** Refuses a request with issues, in the API's own words where it documents them. */
export function refuseIssues(
  issues: readonly RequestIssue[],
  described: DescribedOperation,
  seed: number,
): ApiResponse {
  const named = issues.slice(0, MAX_NAMED).map(({ place, path, message = 'is invalid' }) => ({
    in: place,
    where: path.join('.'),
    message,
  }));
  const listed = named.map(({ in: place, where, message }) => `${describePlace(place, where)} ${message}`);
  // the validator may have stopped before the last one
  if (issues.length > named.length) listed.push(`and at least ${issues.length - named.length} others`);
  const message = `${listed.join('; ')}.`;
  const sentence = message[0]?.toUpperCase() + message.slice(1);
  return refuse(described, { statuses: statusesOf(issues), message: sentence, issues: named }, seed);
}

/** How many issues a refusal names. */
const MAX_NAMED = 20;

/** The statuses for a request with issues, the best first. */
function statusesOf(issues: readonly RequestIssue[]): number[] {
  const expected = new Set(issues.map(({ expected }) => expected));
  if (expected.has('media-type')) return [415, 400];
  if (expected.has('smaller')) return [413, 400];
  const isUnreadable = expected.has('json') || expected.has('form') || expected.has('shallower');
  return isUnreadable ? [400, 422] : issues.some(({ place }) => place === 'body') ? [422, 400] : [400, 422];
}

function describePlace(place: RequestIssue['place'], where: string): string {
  if (place === 'body') return where === '' ? 'the body' : `the body member ${where}`;
  return `the ${place} parameter ${where}`;
}
