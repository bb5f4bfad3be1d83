import type { LookupAddress } from 'node:dns';
import { lookup } from 'node:dns/promises';

/** Resolves a host name to its addresses. */
type Lookup = (name: string, options: { all: true }) => Promise<LookupAddress[]>;

/** The wildcard addresses, with the loopback addresses that each includes. */
const INCLUDED: Readonly<Record<string, readonly string[]>> = {
  '0.0.0.0': ['127.0.0.1'],
  '[::]': ['127.0.0.1', '[::1]'],
};

/**
 * The URL at which this machine reaches a server on a bound address: with `localhost` where that resolves to it, else with a
 * loopback address. The URL of any other address is returned as it is.
 */
export async function reachableUrl(url: string, find: Lookup = lookup): Promise<string> {
  const [, bound = '', port = ''] = /^http:\/\/(.*)(:\d+)$/.exec(url) ?? [];
  const included = INCLUDED[bound] ?? [bound];
  const [first = bound] = included;
  const named = await find('localhost', { all: true }).catch(() => []);
  const leads = named.some(({ address, family }) => included.includes(family === 6 ? `[${address}]` : address));
  return `http://${leads ? 'localhost' : first}${port}`;
}
