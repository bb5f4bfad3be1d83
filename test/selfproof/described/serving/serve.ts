import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';
import type { Call, Reply } from './call.js';

export type Served = { url: string; close(): Promise<void> };

/** Serves at a free port of this machine until it is closed. */
export async function serve(answer: (call: Call) => Reply): Promise<Served> {
  const server = createServer(async (request, response) => {
    try {
      await send(answerSafely(answer, await readCall(request)), response);
    } catch {
      // the client has gone away, or a planted header cannot be sent
      response.destroy();
    }
  });
  server.on('connect', (_, socket) => socket.end('HTTP/1.1 405 Method Not Allowed\r\nContent-Length: 0\r\n\r\n'));
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    close: () =>
      new Promise(resolve => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

async function readCall(request: IncomingMessage): Promise<Call> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk);
  const [path = '', ...search] = (request.url ?? '').split('?');
  return {
    method: request.method ?? 'GET',
    path,
    query: new URLSearchParams(search.join('?')),
    headers: request.headers,
    body: Buffer.concat(chunks),
    operation: '',
    params: {},
  };
}

function answerSafely(answer: (call: Call) => Reply, call: Call): Reply {
  try {
    return answer(call);
  } catch (error) {
    return { status: 500, headers: { 'Content-Type': 'text/plain' }, text: String(error) };
  }
}

async function send(reply: Reply, response: ServerResponse): Promise<void> {
  const { status, headers, json, text, chunked, delay, fate } = reply;
  if (delay) await wait(delay);
  if (fate === 'hang') return;
  if (fate === 'cut') return void response.destroy();
  const body = text ?? (json === undefined ? '' : JSON.stringify(json));
  const length: Record<string, number> =
    status === 204 || status === 304 ? {} : { 'Content-Length': Buffer.byteLength(body) };
  response.writeHead(status, chunked ? headers : { ...length, ...headers });
  if (!chunked) return void response.end(body);
  for (const piece of String(body).match(/[\s\S]{1,64}/gu) ?? []) response.write(piece);
  response.end();
}
