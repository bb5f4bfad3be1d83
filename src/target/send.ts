import { type Agent, type ClientRequest, type IncomingMessage, request as requestHttp } from 'node:http';
import { request as requestHttps } from 'node:https';
import { type Exchange, type Reply, sentHeaders, type TargetRequest } from './exchange.js';
import { failureOf, reasonOf, TooLate } from './failure.js';
import { readBody, tooLarge, unreadable } from './read-body.js';

type Wire = {
  url: string;
  /** Milliseconds until the whole response has to be there. */
  timeout: number;
  /** The most bytes of a body, packed and unpacked. */
  maxBody: number;
  /** Keeps connections. */
  agent: Agent;
  /** Makes a new connection for each request. */
  fresh: Agent;
};

/** The most bytes of a response's head. */
const MAX_HEAD = 64 * 1024;

/** Sends one request and reads the whole answer; whatever goes wrong is in the exchange. */
export async function sent(request: TargetRequest, wire: Wire): Promise<Exchange> {
  const { url } = wire;
  const start = performance.now();
  const outcome = await roundTrip(request, wire, wire.agent);
  return { request, url, ...outcome, milliseconds: performance.now() - start };
}

async function roundTrip(
  request: TargetRequest,
  wire: Wire,
  agent: Agent,
): Promise<Pick<Exchange, 'reply' | 'failure'>> {
  const { url, timeout } = wire;
  const asked = start(request, { url, agent });
  let connected = false;
  asked.once('socket', socket => {
    connected = !socket.connecting;
    if (connected) return;
    socket.once('connect', () => {
      connected = true;
    });
  });
  const late = setTimeout(() => asked.destroy(new TooLate()), timeout);
  try {
    return { reply: await replyTo(asked, wire) };
  } catch (error) {
    // a server may close an idle connection just when it is used again, or have left bytes on it: nothing was asked then
    if (asked.reusedSocket && request.method === 'GET' && agent !== wire.fresh && !(error instanceof TooLate)) {
      return roundTrip(request, wire, wire.fresh);
    }
    const reply = unparsable(error as ParseError);
    return reply ? { reply } : { failure: failureOf(error as Error, { timeout, connected }) };
  } finally {
    clearTimeout(late);
  }
}

function start(request: TargetRequest, { url, agent }: { url: string; agent: Agent }): ClientRequest {
  const { method, body } = request;
  const send = url.startsWith('https:') ? requestHttps : requestHttp;
  const length = body === undefined ? {} : { 'Content-Length': Buffer.byteLength(body) };
  const headers = { ...sentHeaders(request), ...length };
  const asked = send(url, { method, headers, agent, maxHeaderSize: MAX_HEAD });
  asked.end(body);
  return asked;
}

/** Resolves when the response has ended in whatever way; rejects where no status came. */
function replyTo(asked: ClientRequest, { timeout, maxBody }: Wire): Promise<Reply> {
  return new Promise((resolve, reject) => {
    let broken: NodeJS.ErrnoException | undefined;
    // once a status has come, what breaks is the body; a promise that is settled already stays as it is
    let failed: (error: Error) => void = reject;
    asked.on('error', (error: NodeJS.ErrnoException) => {
      broken ??= error;
      failed(error);
    });
    asked.on('upgrade', (response, socket) => {
      socket.destroy();
      const reply = { status: response.statusCode ?? 0, headers: headersOf(response) };
      resolve({ ...reply, ...unreadable('is another protocol, which was not asked for') });
    });
    asked.on('response', response => {
      failed = () => {};
      const reply = { status: response.statusCode ?? 0, headers: headersOf(response) };
      const chunks: Buffer[] = [];
      let size = 0;
      let flaw: string | undefined;
      response.on('data', (chunk: Buffer) => {
        size += chunk.length;
        if (size <= maxBody) return void chunks.push(chunk);
        flaw ??= tooLarge(maxBody);
        asked.destroy();
      });
      response.on('error', () => {});
      response.on('close', () => {
        flaw ??= brokenOff(response, broken, { size, timeout });
        resolve({
          ...reply,
          ...(flaw === undefined ? readBody(Buffer.concat(chunks), reply.headers, { maxBody }) : unreadable(flaw)),
        });
      });
    });
  });
}

/** What is wrong with the way in which a body ended; undefined if nothing is. */
function brokenOff(
  response: IncomingMessage,
  broken: NodeJS.ErrnoException | undefined,
  { size, timeout }: { size: number; timeout: number },
): string | undefined {
  if (response.complete) return broken && `goes on after its end: ${reasonOf(broken)}`;
  if (broken instanceof TooLate) return `did not end within ${timeout / 1000} s; ${size} bytes came`;
  if (broken) return `breaks off after ${size} bytes: ${reasonOf(broken)}`;
  const announced = response.headers['content-length'];
  return announced === undefined
    ? `breaks off after ${size} bytes`
    : `breaks off after ${size} of the ${announced} bytes that Content-Length announces`;
}

function headersOf({ headers }: IncomingMessage): Reply['headers'] {
  return Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, String(value)]));
}

/** What Node's parser says, with the bytes that it could not read. */
type ParseError = NodeJS.ErrnoException & { rawPacket?: Buffer };

/** The response whose head the parser refuses, as far as it can be read; undefined if it is none. */
function unparsable(error: ParseError): Reply | undefined {
  const [head = ''] =
    error.rawPacket
      ?.subarray(0, MAX_HEAD)
      .toString('latin1')
      .split(/\r?\n\r?\n/, 1) ?? [];
  const [first = '', ...lines] = head.split(/\r?\n/);
  const status = /^HTTP\/1\.[01] (\d{3})\b/.exec(first)?.[1];
  if (status === undefined || error.code === 'HPE_HEADER_OVERFLOW') return undefined;
  const headers = lines.flatMap(line => {
    const [, name, value] = /^([\w-]+):[ \t]*(.*)$/.exec(line) ?? [];
    return name === undefined || value === undefined ? [] : [[name.toLowerCase(), value] as const];
  });
  const message = `has headers that cannot be read: ${reasonOf(error)}`;
  return { status: Number(status), headers: Object.fromEntries(headers), ...unreadable(message) };
}
