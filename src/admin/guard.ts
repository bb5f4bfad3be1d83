import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import { Problem } from '../kernel/index.js';
import { forwardedFor, isExposed, isLoopback } from '../server/index.js';
import type { AdminOptions } from './options.js';

/** Lets a request to the control plane in. Throws `control-refused`, `control-token-wrong`, `control-closed`. */
export type Guard = (request: IncomingMessage, asked: Asked) => void;

/** What is asked for: an operation by its id, if there is one, of the mock or of a sandbox. */
type Asked = { operation: string | undefined; sandbox: string | undefined };

type GuardOptions = Pick<AdminOptions, 'token' | 'isOpen'>;

/**
 * Lets in who may use the control plane: with a token, whoever sends it, else whoever comes in at an address of this machine alone and calls it by
 * its own name, since a page of another site may have been given this machine's address. Where sandboxes are open to all, a
 * visitor may make one, and use its control plane: the name is the key to it. Pages of other origins never may.
 */
export function createGuard({ token, isOpen }: GuardOptions): Guard {
  const isToken = token === undefined ? undefined : comparison(token);
  return (request, { operation, sandbox }) => {
    if (isFromOtherOrigin(request)) throw refused('Pages of other origins may not use the control plane.');
    if (isOpen && (sandbox === undefined ? operation === VISITORS_OWN : isVisitorName(sandbox))) return;
    if (isToken) {
      if (isToken(tokenOf(request))) return;
      throw new Problem('control-token-wrong', 'The control plane asks for its token, in the header Authorization.');
    }
    if (isExposed(request)) throw new Problem('control-closed', 'The control plane is closed to other machines.');
    const names = [request.headers.host, forwardedFor(request)?.host];
    const name = names.find(name => name !== undefined && !isLoopback(name.replace(/:\d+$/, '')));
    if (name === undefined) return;
    throw refused(`The control plane is not called ${name.slice(0, LONGEST_NAME)}.`);
  };
}

/** The one operation of the mock itself that visitors may ask for. */
const VISITORS_OWN = 'makeVisitorSandbox';

/** How much of a name is told, in characters. */
const LONGEST_NAME = 100;

function refused(message: string): Problem {
  return new Problem('control-refused', message);
}

/** Compares with a token in a time that tells nothing of how much is right. */
function comparison(token: string): (sent: string) => boolean {
  const digest = (text: string) => createHash('sha256').update(text).digest();
  const wanted = digest(token);
  return sent => timingSafeEqual(digest(sent), wanted);
}

function tokenOf({ headers }: IncomingMessage): string {
  return (headers.authorization ?? '').replace(/^Bearer +/i, '');
}

/** Whether a page of another origin sent a request. Browsers say so, and pages cannot keep them from it. */
function isFromOtherOrigin(request: IncomingMessage): boolean {
  const { origin, host, 'sec-fetch-site': site = '' } = request.headers;
  if (OTHERS.has(site)) return true;
  const names = [host, forwardedFor(request)?.host];
  return origin !== undefined && !names.some(name => origin === `http://${name}` || origin === `https://${name}`);
}

/** What browsers say of requests from other origins. */
const OTHERS = new Set<string | string[]>(['cross-site', 'same-site']);

const FORM = /^visitor-[0-9a-f]{32}$/;

/** A name for a visitor's sandbox, which nobody can guess: who knows it may use the control plane of the sandbox. */
export function visitorName(): string {
  return `visitor-${randomBytes(16).toString('hex')}`;
}

/** Whether a sandbox has such a name. */
export function isVisitorName(name: string): boolean {
  return FORM.test(name);
}
