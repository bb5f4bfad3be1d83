import { spawn } from 'node:child_process';
import { createServer, request as forward } from 'node:http';
import type { AddressInfo } from 'node:net';
import { resolve } from 'node:path';
import { text } from 'node:stream/consumers';
import { onTestFinished } from 'vitest';
import type { Ended } from '../cli/understudy.js';
import { startMock } from '../start-mock.js';

export const ADMIN = 'eyaskjksadkasd9.9123kjsadhkj123jhasdjajsjsdhKS.IH5uHASSJsadnbads980asTHo9dhljM';

/** The URL of a small mock of this process. */
export async function aMock(): Promise<string> {
  const { mock } = await startMock({ records: 40 });
  return mock.listen();
}

/** Something of a server that is put before another one. */
export type Before = {
  url: string;
  /** Takes no new requests, and lets those under way finish. */
  stop(): void;
};

/** A server before another one: `change` is told the path of each request, and answers the text to send. */
export async function before(url: string, change: (text: string, path: string) => string): Promise<Before> {
  const server = createServer((asked, response) => {
    const { method = 'GET', headers, url: path = '/' } = asked;
    const onwards = forward(new URL(path, url), { method, headers }, async answered => {
      const { 'content-length': _, 'transfer-encoding': __, ...kept } = answered.headers;
      const changed = change(await text(answered), path);
      response.writeHead(answered.statusCode ?? 500, kept).end(changed);
    });
    onwards.on('error', () => response.destroy());
    asked.pipe(onwards);
  });
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    server.close();
    server.closeAllConnections();
  });
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    stop: () => {
      server.close();
      server.closeAllConnections();
    },
  };
}

/** `understudy check` of DNL, started; the admin's token is in the environment. */
export function judging(url: string, flags: string[], { cwd }: { cwd: string }) {
  const child = spawn(process.execPath, [resolve('dist/cli/main.js'), 'check', url, '--api', 'dnl', ...flags], {
    cwd,
    env: { PATH: process.env.PATH ?? '', UNDERSTUDY_TOKEN: ADMIN },
  });
  onTestFinished(() => void child.kill('SIGKILL'));
  const code = new Promise<number | null>(resolve => child.once('close', resolve));
  const ended = Promise.all([code, text(child.stdout), text(child.stderr)]).then(
    ([code, stdout, stderr]): Ended => ({ code, stdout, stderr }),
  );
  return { child, ended };
}
