import type { LookupAddress } from 'node:dns';
import { lookup } from 'node:dns/promises';

/** Finds the addresses of a name. */
type Lookup = (name: string, options: { all: true }) => Promise<LookupAddress[]>;

/** The addresses that stand for all of a machine's, with those of the machine itself that they include. */
const INCLUDED: Readonly<Record<string, readonly string[]>> = {
  '0.0.0.0': ['127.0.0.1'],
  '[::]': ['127.0.0.1', '[::1]'],
};

/**
 * A URL by which this machine reaches what listens at a URL: by the name `localhost` where that leads there, else by an
 * address. Of other addresses than this machine's own it stays as it is.
 */
export async function reachableUrl(url: string, find: Lookup = lookup): Promise<string> {
  const [, bound = '', port = ''] = /^http:\/\/(.*)(:\d+)$/.exec(url) ?? [];
  const included = INCLUDED[bound] ?? [bound];
  const [first = bound] = included;
  const named = await find('localhost', { all: true }).catch(() => []);
  const leads = named.some(({ address, family }) => included.includes(family === 6 ? `[${address}]` : address));
  return `http://${leads ? 'localhost' : first}${port}`;
}
