import { networkInterfaces } from 'node:os';

/** The addresses by which other machines reach a server that listens on a host: all of this machine, or that one. */
export function networkAddresses(host: string): string[] {
  if (host !== '0.0.0.0' && host !== '[::]') return [host];
  const all = Object.values(networkInterfaces()).flatMap((addresses = []) => addresses);
  return all.filter(({ internal, family }) => !internal && family === 'IPv4').map(({ address }) => address);
}
