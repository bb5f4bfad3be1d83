import type { IncomingMessage } from 'node:http';
import { Problem } from '../../kernel/index.js';
import { type Preferences, parsePrefer } from '../../rules/index.js';
import type { HeaderList } from '../context/header-list.js';
import type { RequestContext } from '../context/request-context.js';

/** The parameter that stands for the preference `code`, for links. */
const SHORTHAND = '__code';

/**
 * What a request prefers, in its header or in the query; undefined where that is nothing of ours. What was of use to us
 * is taken off the query. `mostDelay` is in milliseconds. Throws `preference-invalid`.
 */
export function readPreferences(context: RequestContext, mostDelay: number): Preferences | undefined {
  const { request } = context;
  const shorthand = context.search.includes(SHORTHAND) ? takeShorthand(context) : [];
  const sent = request.headers.prefer;
  if (sent === undefined && shorthand.length === 0) return undefined;
  const read = parsePrefer([...shorthand, ...[sent ?? []].flat()].join(', '));
  if (!('value' in read)) throw new Problem('preference-invalid', read.flaws.join(' '));
  const { delay = 0 } = read.value;
  if (delay > mostDelay) {
    throw new Problem('preference-invalid', `Prefer: delay must be at most ${mostDelay}, not ${delay}.`);
  }
  // what others understand is none of ours
  return read.value.applied.length === 0 ? undefined : read.value;
}

/** The header that tells what is ignored of a request that may not prefer anything; nothing where it does not. */
export function ignoredHeader({ headers }: IncomingMessage, search: string): HeaderList {
  const names = [
    ...(headers.prefer !== undefined && isOurs([headers.prefer].flat().join(', ')) ? ['Prefer'] : []),
    ...(search.split('&').some(part => part.startsWith(`${SHORTHAND}=`)) ? [SHORTHAND] : []),
  ];
  if (names.length === 0) return [];
  return [IGNORED, `${names.join(', ')} (closed to other machines; --remote-overrides open opens it)`];
}

/** Whether we would do, or refuse, what somebody prefers; what others understand is none of ours. */
function isOurs(prefer: string): boolean {
  const read = parsePrefer(prefer);
  return !('value' in read) || read.value.applied.length > 0;
}

const IGNORED = 'Understudy-Ignored';

/** As the header would have it, before what that has. */
function takeShorthand(context: RequestContext): string[] {
  const parts = context.search.split('&');
  const codes = parts.filter(part => part.startsWith(`${SHORTHAND}=`));
  if (codes.length > 0) context.search = parts.filter(part => !codes.includes(part)).join('&');
  // in quotes, so that no other preference can follow in its value
  return codes.map(part => `code=${JSON.stringify(part.slice(SHORTHAND.length + 1))}`);
}
