import type { DescribedOperation } from '../../openapi/index.js';
import { ISSUE_KINDS, type IssueKind, type RefusalReason } from '../../resource/index.js';
import type { ApiResponse, RequestIssue } from '../../server/index.js';
import type { Refuse } from './refuse.js';
import { MAX_NAMED, type NamedIssue } from './refuse-as-documented.js';

/** Refuses a request with issues, in the API's own words where it documents them. */
export function refuseIssues(
  issues: readonly RequestIssue[],
  operation: DescribedOperation,
  refuse: Refuse,
): ApiResponse {
  const named = issues.map(nameIssue);
  const listed = named
    .slice(0, MAX_NAMED)
    .map(({ in: place, where, message }) => `${describePlace(place, where)} ${message}`);
  // the validator may have stopped before the last one
  if (issues.length > listed.length) listed.push(`and at least ${issues.length - listed.length} others`);
  const message = `${listed.join('; ')}.`;
  const sentence = message[0]?.toUpperCase() + message.slice(1);
  return refuse(operation, { ...reasonOf(issues), message: sentence, issues: named });
}

function nameIssue({ place, path, expected, message = 'is invalid' }: RequestIssue): NamedIssue {
  const where = path.join('.');
  const issue: NamedIssue = { in: place, where, message, kind: kindOf(expected) };
  const [parameter] = path;
  // the name of a parameter may be empty, too
  return parameter === undefined ? issue : { ...issue, name: place === 'body' ? where : parameter };
}

function kindOf(expected: RequestIssue['expected']): IssueKind {
  if (expected === 'known') return 'unknown';
  return ISSUE_KINDS.find(kind => kind === expected) ?? 'other';
}

/** The reason for a refusal of issues, and the statuses that fit, the best first, where they are not the usual ones. */
function reasonOf(issues: readonly RequestIssue[]): { reason: RefusalReason; statuses?: number[] } {
  const expected = new Set(issues.map(({ expected }) => expected));
  if (expected.has('media-type')) return { reason: 'wrong-media-type' };
  if (expected.has('smaller')) return { reason: 'too-large' };
  if (expected.has('shallower')) return { reason: 'too-deep', statuses: [400, 422] };
  const reason = issues.some(({ path }) => path.length === 0) ? 'malformed' : 'invalid';
  const isUnreadable = expected.has('json') || expected.has('form');
  const isReadBody = !isUnreadable && issues.some(({ place }) => place === 'body');
  return { reason, statuses: isReadBody ? [422, 400] : [400, 422] };
}

function describePlace(place: NamedIssue['in'], where: string): string {
  if (place === 'body') return where === '' ? 'the body' : `the body member ${where}`;
  return `the ${place} parameter ${where}`;
}
