import { execFile } from 'node:child_process';
import { createServer, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { promisify } from 'node:util';

/** Runs a script in bash as it stands, and answers what it prints. Rejects where it fails. */
export async function bash(script: string, env: Readonly<Record<string, string>> = {}): Promise<string> {
  const variables = { PATH: process.env.PATH ?? '', ...env };
  const { stdout } = await promisify(execFile)('bash', ['-c', script], { env: variables, maxBuffer: 2 ** 26 });
  return stdout;
}

/** A request as it arrived. */
export type Arrived = { method: string; url: string; headers: IncomingHttpHeaders; body: string };

/** A server that notes what arrives. */
export async function noting(): Promise<{ url: string; arrived: Arrived[]; close(): Promise<void> }> {
  const arrived: Arrived[] = [];
  const server = createServer(async (request, response) => {
    const { method = '', url = '', headers } = request;
    arrived.push({ method, url, headers, body: await text(request) });
    response.end();
  });
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    arrived,
    close: () => new Promise(resolve => server.close(() => resolve())),
  };
}
