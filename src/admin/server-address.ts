import { Problem } from '../kernel/index.js';
import { targetUrl } from '../target/index.js';
import type { AdminApi, AdminCall } from './action.js';

/** Where this server has received a call: that address leads to it in any case. With the path where it is mounted. */
export function ownAddress({ response, mount }: Pick<AdminCall, 'response' | 'mount'>): string {
  const { socket } = response.req;
  const { localAddress = '127.0.0.1', localPort } = socket;
  const address = localAddress.replace(/^::ffff:(?=\d+\.)/, '');
  const scheme = 'encrypted' in socket ? 'https' : 'http';
  return `${scheme}://${address.includes(':') ? `[${address}]` : address}:${localPort}${mount}`;
}

/** The path before the documented base path: `/NAME` for all APIs but one. */
export function mountOf({ basePath, contract }: AdminApi): string {
  return basePath.slice(0, basePath.length - contract.basePath.length);
}

/** Addresses that only the machine's own services have, such as the credentials of a cloud. */
const LINK_LOCAL = /^(169\.254\.|\[fe[89ab])/i;

/** Throws `control-invalid` for a server that nothing is sent to; `member` is the pointer to its URL. */
export function assertTarget(target: string, member: string): void {
  const isHttp = URL.canParse(target) && /^https?:$/.test(new URL(target).protocol);
  if (!isHttp) throw new Problem('control-invalid', `${member} must be a URL with http or https.`);
  if (LINK_LOCAL.test(new URL(target).hostname)) {
    throw new Problem('control-invalid', `${member} must not be a link-local address.`);
  }
  try {
    targetUrl(target, '');
  } catch (error) {
    throw error instanceof Problem ? new Problem('control-invalid', `${member}: ${error.message}`) : error;
  }
}
