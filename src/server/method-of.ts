import type { IncomingMessage } from 'node:http';

/** The method by which a request finds its operation: HEAD is answered as GET. */
export function methodOf({ method = 'GET' }: Pick<IncomingMessage, 'method'>): string {
  return method === 'HEAD' ? 'GET' : method;
}
