import { type Agent, type ClientRequest, type IncomingMessage, request as requestHttp } from 'node:http';
import { request as requestHttps } from 'node:https';
import { revealHeaders, revealUrl, type TargetExchange, type TargetRequest, type TargetResponse } from './exchange.js';
import { describeFailure, formatReason, TooLate } from './failure.js';
import { describeTooLarge, readBody, unreadableBody } from './read-body.js';

type Wire = {
  url: string;
  /** Milliseconds until the response must be complete. */
  timeout: number;
  /** The most bytes of a body, before and after decoding. */
  maxBody: number;
  /** Keeps connections open. */
  agent: Agent;
  /** Opens a new connection for each request. */
  unpooled: Agent;
  /** A body that is no text, in place of the request's. */
  bytes?: Uint8Array | undefined;
};

/** The most bytes of a response's head. */
const MAX_HEAD = 64 * 1024;

/** Sends one request and reads the whole response; an error is in the exchange. */
export async function sendRequest(request: TargetRequest, wire: Wire): Promise<TargetExchange> {
  const { url } = wire;
  const startRequest = performance.now();
  const outcome = await roundTrip(request, wire, wire.agent);
  return { request, url, ...outcome, milliseconds: performance.now() - startRequest };
}

async function roundTrip(
  request: TargetRequest,
  wire: Wire,
  agent: Agent,
): Promise<Pick<TargetExchange, 'response' | 'failure'>> {
  const { timeout } = wire;
  const outgoing = startRequest(request, { ...wire, agent });
  let connected = false;
  outgoing.once('socket', socket => {
    connected = !socket.connecting;
    if (connected) return;
    socket.once('connect', () => {
      connected = true;
    });
  });
  const late = setTimeout(() => outgoing.destroy(new TooLate()), timeout);
  try {
    return { response: await readResponse(outgoing, wire) };
  } catch (error) {
    // a server may close a kept connection just when it is used again, or have sent extra bytes on it: the request is sent again
    if (outgoing.reusedSocket && request.method === 'GET' && agent !== wire.unpooled && !(error instanceof TooLate)) {
      const again = await roundTrip(request, wire, wire.unpooled);
      // where nobody listens any more, the request may have ended the server
      if (again.failure?.kind !== 'refused') return again;
    }
    const response = recoverResponse(error as ParseError);
    return response ? { response } : { failure: describeFailure(error as Error, { timeout, connected }) };
  } finally {
    clearTimeout(late);
  }
}

function startRequest(request: TargetRequest, { url, agent, bytes }: Omit<Wire, 'unpooled'>): ClientRequest {
  const { method, body = bytes } = request;
  const send = url.startsWith('https:') ? requestHttps : requestHttp;
  const length = body === undefined ? {} : { 'Content-Length': Buffer.byteLength(body) };
  const headers = { ...revealHeaders(request), ...length };
  const outgoing = send(revealUrl(request, url), { method, headers, agent, maxHeaderSize: MAX_HEAD });
  outgoing.end(body);
  return outgoing;
}

/** The headers of a response to HEAD are about the body that it does not have. */
const NO_BODY = { text: '', json: undefined };

/** Resolves when the response has ended, complete or not; rejects if no status came. */
function readResponse(outgoing: ClientRequest, { timeout, maxBody }: Wire): Promise<TargetResponse> {
  return new Promise((resolve, reject) => {
    let broken: NodeJS.ErrnoException | undefined;
    // after the status, an error is about the body; a settled promise does not change
    let failed: (error: Error) => void = reject;
    outgoing.on('error', (error: NodeJS.ErrnoException) => {
      broken ??= error;
      failed(error);
    });
    outgoing.on('upgrade', (incoming, socket) => {
      socket.destroy();
      const response = { status: incoming.statusCode ?? 0, headers: copyHeaders(incoming) };
      resolve({ ...response, ...unreadableBody('is in another protocol, which the request did not ask for') });
    });
    outgoing.on('response', incoming => {
      failed = () => {};
      const response = { status: incoming.statusCode ?? 0, headers: copyHeaders(incoming) };
      const chunks: Buffer[] = [];
      let size = 0;
      let issue: string | undefined;
      incoming.on('data', (chunk: Buffer) => {
        size += chunk.length;
        if (size <= maxBody) return void chunks.push(chunk);
        issue ??= describeTooLarge(maxBody);
        outgoing.destroy();
      });
      incoming.on('error', () => {});
      incoming.on('close', () => {
        issue ??= describeBreak(incoming, broken, { size, timeout });
        resolve({
          ...response,
          ...(issue === undefined
            ? outgoing.method === 'HEAD'
              ? NO_BODY
              : readBody(Buffer.concat(chunks), response.headers, { maxBody })
            : unreadableBody(issue)),
        });
      });
    });
  });
}

/** What is wrong with the end of a body; undefined if nothing is wrong. */
function describeBreak(
  incoming: IncomingMessage,
  broken: NodeJS.ErrnoException | undefined,
  { size, timeout }: { size: number; timeout: number },
): string | undefined {
  if (incoming.complete) return broken && `continues after its end: ${formatReason(broken)}`;
  if (broken instanceof TooLate) return `did not end within ${timeout / 1000} s; ${size} bytes came`;
  if (broken) return `breaks off after ${size} bytes: ${formatReason(broken)}`;
  const announced = incoming.headers['content-length'];
  return announced === undefined
    ? `breaks off after ${size} bytes`
    : `breaks off after ${size} of the ${announced} bytes that Content-Length announces`;
}

function copyHeaders({ headers }: IncomingMessage): TargetResponse['headers'] {
  return Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, String(value)]));
}

/** The error of Node's parser, with the bytes that it could not read. */
type ParseError = NodeJS.ErrnoException & { rawPacket?: Buffer };

/** Reads what it can of a response whose head the parser refuses; undefined if it is not HTTP. */
function recoverResponse(error: ParseError): TargetResponse | undefined {
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
  const message = `has headers that cannot be read: ${formatReason(error)}`;
  return { status: Number(status), headers: Object.fromEntries(headers), ...unreadableBody(message) };
}
