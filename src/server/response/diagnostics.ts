import { formatPointer } from '../../kernel/index.js';
import type { RequestIssue } from '../../openapi/index.js';
import type { HeaderList } from '../context/header-list.js';

const NONE: HeaderList = [];

/** How many characters a diagnostics header may have: its content comes from the client. */
const MAX_LENGTH = 1000;

/** The headers that name, percent-encoded, unknown parameters and fields, and repeated parameters with dropped values. */
export function diagnostics(
  parameters: readonly string[],
  fields: readonly string[],
  repeated: readonly string[] = NONE,
): HeaderList {
  if (parameters.length === 0 && fields.length === 0 && repeated.length === 0) return NONE;
  return [
    ...(parameters.length > 0 ? ['Understudy-Unknown-Parameters', encodeNames(parameters)] : []),
    ...(repeated.length > 0 ? ['Understudy-Repeated-Parameters', encodeNames(repeated)] : []),
    ...(fields.length > 0 ? ['Understudy-Unknown-Fields', encodeNames(fields)] : []),
  ];
}

/** In the place of what is left out. */
const MORE = '...';

/** Encodes as many whole names as fit. */
function encodeNames(names: readonly string[]): string {
  return joinFitting(
    names.map(name => encodeURIComponent(name.slice(0, MAX_LENGTH).toWellFormed())),
    ', ',
  );
}

/** The header that names what is wrong with a request that is not refused; all but visible ASCII is percent-encoded. */
export function violationsHeader(issues: readonly RequestIssue[]): HeaderList {
  const encoded = issues.map(issue =>
    describeIssue(issue)
      .toWellFormed()
      .replace(/[^\x20-\x7e]+/g, encodeURIComponent),
  );
  return ['Understudy-Violations', joinFitting(encoded, '; ')];
}

/** What is wrong with a request, in one line. */
export function describeViolations(issues: readonly RequestIssue[]): string {
  return joinFitting(issues.map(describeIssue), '; ');
}

/** An issue with its place as the journal names it: `query /page must be at least 1`. */
function describeIssue(issue: RequestIssue): string {
  return [issue.place, formatPointer(issue.path).slice(0, MAX_LENGTH), messageOf(issue)]
    .filter(part => part !== '')
    .join(' ');
}

/** What is wrong, as the API words it or in our words. */
export function messageOf({ message, expected }: RequestIssue): string {
  return message ?? MESSAGES[expected] ?? `must be ${expected}`;
}

const MESSAGES: Partial<Record<RequestIssue['expected'], string>> = {
  array: 'must be a list',
  boolean: 'must be true or false',
  choice: 'must be one of the documented values',
  datetime: 'must be a time',
  integer: 'must be an integer in its range',
  json: 'must be JSON',
  number: 'must be a number',
  object: 'must be an object',
  required: 'is missing',
  shallower: 'is nested too deeply',
  string: 'must be text',
};

/** Joins as many whole texts as fit. */
function joinFitting(texts: readonly string[], separator: string): string {
  const list: string[] = [];
  let room = MAX_LENGTH - MORE.length;
  for (const text of texts) {
    room -= text.length + separator.length;
    if (room < 0) return [...list, MORE].join(separator);
    list.push(text);
  }
  return list.join(separator);
}
