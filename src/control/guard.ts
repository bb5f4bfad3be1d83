import { createHash, timingSafeEqual } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import { Problem } from '../kernel/index.js';
import { isExposed, isLoopback } from '../mock/index.js';

/** Why a request may not use the control plane; undefined where it may. */
export type Guard = (request: IncomingMessage) => Problem | undefined;

/**
 * Lets in who may use the control plane: with a token, whoever sends it, else whoever is on this machine and calls it by
 * its own name, since a page of another site may have been given this machine's address. Pages of other sites never may.
 */
export function guardOf({ token }: { token: string | undefined }): Guard {
  const isToken = token === undefined ? undefined : comparison(token);
  return request => {
    if (isCrossSite(request)) {
      return new Problem('control-refused', 'Pages of other sites may not use the control plane.');
    }
    if (isToken) return isToken(tokenOf(request)) ? undefined : new Problem('control-token-wrong', WRONG);
    if (isExposed(request)) return new Problem('control-closed', 'The control plane is closed to other machines.');
    const { host } = request.headers;
    if (host === undefined || isLoopback(hostName(host))) return undefined;
    return new Problem('control-refused', `The control plane is not called ${host.slice(0, 100)}.`);
  };
}

const WRONG = 'The control plane asks for its token, as `Authorization: Bearer TOKEN`.';

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
function isCrossSite({ headers }: IncomingMessage): boolean {
  if (headers['sec-fetch-site'] === 'cross-site') return true;
  const { origin, host } = headers;
  return origin !== undefined && origin !== `http://${host}` && origin !== `https://${host}`;
}

function hostName(host: string): string {
  return host.replace(/:\d+$/, '');
}
