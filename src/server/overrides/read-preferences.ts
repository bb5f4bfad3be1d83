import type { IncomingMessage } from 'node:http';
import { Problem } from '../../kernel/index.js';
import { type Preferences, parsePrefer } from '../../rules/index.js';
import type { HeaderList } from '../context/header-list.js';
import type { RequestContext } from '../context/request-context.js';

/** The query parameter that means the preference `code`, so that a link can have it. */
const SHORTHAND = '__code';

/**
 * Reads the preferences of a request from its header and its query; undefined where the mock knows none of them. Removes
 * its own parameter from the query. `maxDelay` is in milliseconds. Throws `preference-invalid`.
 */
export function readPreferences(context: RequestContext, maxDelay: number): Preferences | undefined {
  const { request } = context;
  const shorthand = context.search.includes(SHORTHAND) ? takeShorthand(context) : [];
  const sent = request.headers.prefer;
  if (sent === undefined && shorthand.length === 0) return undefined;
  const read = parsePrefer([...shorthand, ...[sent ?? []].flat()].join(', '));
  if (!('value' in read)) throw new Problem('preference-invalid', read.issues.join(' '));
  const { delay = 0 } = read.value;
  if (delay > maxDelay) {
    throw new Problem('preference-invalid', `Prefer: delay must be at most ${maxDelay}, not ${delay}.`);
  }
  // preferences that the mock does not know are for others
  return read.value.applied.length === 0 ? undefined : read.value;
}

/** The header that names the preferences which are ignored because the request comes from another machine. */
export function ignoredHeader({ headers }: IncomingMessage, search: string): HeaderList {
  const names = [
    ...(headers.prefer !== undefined && isKnown([headers.prefer].flat().join(', ')) ? ['Prefer'] : []),
    ...(search.split('&').some(part => part.startsWith(`${SHORTHAND}=`)) ? [SHORTHAND] : []),
  ];
  if (names.length === 0) return [];
  return [IGNORED, `${names.join(', ')} (closed to other machines; --remote-overrides open opens it)`];
}

/** Whether the mock would apply or refuse a preference. */
function isKnown(prefer: string): boolean {
  const read = parsePrefer(prefer);
  return !('value' in read) || read.value.applied.length > 0;
}

const IGNORED = 'Understudy-Ignored';

/** Takes the parameter off the query, and returns it as the header `Prefer` would have it. */
function takeShorthand(context: RequestContext): string[] {
  const parts = context.search.split('&');
  const codes = parts.filter(part => part.startsWith(`${SHORTHAND}=`));
  if (codes.length > 0) context.search = parts.filter(part => !codes.includes(part)).join('&');
  // in quotes, so that the value cannot contain another preference
  return codes.map(part => `code=${JSON.stringify(part.slice(SHORTHAND.length + 1))}`);
}
