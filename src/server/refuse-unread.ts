import { type ServerResponse, STATUS_CODES } from 'node:http';
import type { Socket } from 'node:net';
import { Problem } from '../kernel/index.js';
import { allowOrigin, originOf, writeHead } from './response/write-head.js';

/** Node's error for bytes that it could not read as a request. */
type Unread = Error & { code?: string; rawPacket?: Buffer };

/** The refused connections: errors of what they still send are ignored. */
const refused = new WeakSet<Socket>();

/** How many milliseconds a refused client has to read its response and to disconnect. */
const LINGER = 1000;

/** Refuses a request that Node could not read: malformed, too large or too slow. A page can read the refusal, too. */
export function refuseUnread(error: Unread, socket: Socket, { cors }: { cors: boolean }): void {
  if (refused.has(socket)) return;
  refused.add(socket);
  // undocumented: the response that a request on this connection is waiting for
  const waiting = (socket as Socket & { _httpMessage?: ServerResponse })._httpMessage;
  if (error.code === 'ECONNRESET' || !socket.writable || waiting?.headersSent) return void socket.destroy();
  const problem = problemOf(error);
  const body = JSON.stringify(problem);
  const headers = [
    ...['Content-Type', 'application/problem+json', 'Content-Length', String(Buffer.byteLength(body))],
    ...['Connection', 'close'],
  ];
  if (waiting) {
    writeHead(waiting, { status: problem.status, headers, cors });
    waiting.end(body);
    return;
  }
  const packet = error.rawPacket?.toString('latin1') ?? '';
  const [, origin] = /\r\norigin:[ \t]*([^\r\n]*?)[ \t]*\r\n/i.exec(packet) ?? [];
  const all = cors ? [...headers, ...allowOrigin(originOf({ headers: { origin } })), 'Vary', 'Origin'] : headers;
  const lines = all.map((text, at) => text + (at % 2 === 0 ? ': ' : '\r\n')).join('');
  const status = `HTTP/1.1 ${problem.status} ${STATUS_CODES[problem.status]}\r\n`;
  socket.end(`${status}${lines}\r\n${packet.startsWith('HEAD ') ? '' : body}`);
  // destroying the socket now would reset it, and the client might never see the response
  const ending = setTimeout(() => socket.destroy(), LINGER);
  socket.once('close', () => clearTimeout(ending));
}

function problemOf({ code, message }: Unread): Problem {
  switch (code) {
    case 'HPE_HEADER_OVERFLOW':
      return new Problem('headers-too-large', 'The URL and the headers together have too many bytes.');
    case 'ERR_HTTP_REQUEST_TIMEOUT':
      return new Problem('request-too-slow', 'The request did not arrive within the time limit.');
    default:
      return new Problem(
        'request-malformed',
        `The request is not valid HTTP: ${message.replace(/^Parse Error: /, '')}.`,
      );
  }
}
