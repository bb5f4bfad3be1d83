import { createHash, timingSafeEqual } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import { Problem } from '../kernel/index.js';
import { foreignHostOf, forwardedFor, isExposed, isVisitorName } from '../server/index.js';
import type { AdminOptions } from './action.js';

/** Checks that a request may use the control plane. Throws `control-refused`, `control-token-wrong`, `control-closed`. */
export type Guard = (request: IncomingMessage, subject: GuardedSubject) => void;

/** The operation of a request, by its id, if one matches, and the sandbox. */
type GuardedSubject = { operation: string | undefined; sandbox: string | undefined };

type GuardOptions = Pick<AdminOptions, 'token' | 'isOpen'>;

/**
 * Creates the guard of the control plane. With a token set, every client that sends it may use the control plane. Without one,
 * only clients on this machine may, and only under a name of this machine. Where sandboxes are open, a visitor may create one and use
 * its control plane, because its name is secret. Pages of other origins are always refused.
 */
export function createGuard({ token, isOpen }: GuardOptions): Guard {
  const isToken = token === undefined ? undefined : compareTo(token);
  return (request, { operation, sandbox }) => {
    if (isFromOtherOrigin(request)) throw refusal('Pages of other origins may not use the control plane.');
    if (isOpen && (sandbox === undefined ? operation === VISITOR_OPERATION : isVisitorName(sandbox))) return;
    if (isToken) {
      if (isToken(tokenOf(request))) return;
      throw new Problem('control-token-wrong', 'The control plane requires its token in the header Authorization.');
    }
    if (isExposed(request)) throw new Problem('control-closed', 'The control plane is closed to other machines.');
    const name = foreignHostOf(request);
    if (name === undefined) return;
    throw refusal(`The control plane does not have the host name ${name.slice(0, MAX_SHOWN_NAME)}.`);
  };
}

/** The only operation outside of sandboxes that visitors may use. */
const VISITOR_OPERATION = 'makeVisitorSandbox';

/** How many characters of a name are shown. */
const MAX_SHOWN_NAME = 100;

function refusal(message: string): Problem {
  return new Problem('control-refused', message);
}

/** Compares in constant time, so that the time does not show how much of the token is right. */
function compareTo(token: string): (sent: string) => boolean {
  const digest = (text: string) => createHash('sha256').update(text).digest();
  const wanted = digest(token);
  return sent => timingSafeEqual(digest(sent), wanted);
}

function tokenOf({ headers }: IncomingMessage): string {
  return (headers.authorization ?? '').replace(/^Bearer +/i, '');
}

/** Whether a page of another origin sent a request. Browsers say so in headers that pages cannot change. */
function isFromOtherOrigin(request: IncomingMessage): boolean {
  const { origin, host, 'sec-fetch-site': site = '' } = request.headers;
  if (OTHER_SITES.has(site)) return true;
  const names = [host, forwardedFor(request)?.host];
  return origin !== undefined && !names.some(name => origin === `http://${name}` || origin === `https://${name}`);
}

/** `Sec-Fetch-Site` of requests from other origins. */
const OTHER_SITES = new Set<string | string[]>(['cross-site', 'same-site']);
