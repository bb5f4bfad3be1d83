import { type Agent, type IncomingMessage, request as requestHttp } from 'node:http';
import { request as requestHttps } from 'node:https';
import { brotliDecompressSync, gunzipSync, inflateSync } from 'node:zlib';
import type { Exchange, Reply } from './exchange.js';
import { sentHeaders, type TargetRequest } from './request.js';

type Wire = { url: string; timeout: number; agent: Agent };

/** Sends one request and reads the whole answer; whatever goes wrong is in the exchange. */
export async function sent(request: TargetRequest, wire: Wire): Promise<Exchange> {
  const { url, timeout } = wire;
  const start = performance.now();
  try {
    const reply = await replyTo(request, wire);
    return { request, url, reply, milliseconds: performance.now() - start };
  } catch (error) {
    return { request, url, failure: failureOf(error as Error, timeout), milliseconds: performance.now() - start };
  }
}

function replyTo(request: TargetRequest, { url, timeout, agent }: Wire): Promise<Reply> {
  const { method, body } = request;
  const send = url.startsWith('https:') ? requestHttps : requestHttp;
  return new Promise((resolve, reject) => {
    const length = body === undefined ? {} : { 'Content-Length': Buffer.byteLength(body) };
    const asked = send(url, { method, headers: { ...sentHeaders(request), ...length }, agent });
    const late = setTimeout(() => asked.destroy(new TooLate()), timeout);
    const failed = (error: NodeJS.ErrnoException) => {
      clearTimeout(late);
      // a server may close an idle connection just when it is used again: nothing has been asked of it then
      if (asked.reusedSocket && method === 'GET' && error.code === 'ECONNRESET') {
        return resolve(replyTo(request, { url, timeout, agent }));
      }
      reject(error);
    };
    asked.on('error', failed);
    asked.on('response', response => {
      read(response).then(resolve, failed);
      response.on('close', () => clearTimeout(late));
    });
    asked.end(body);
  });
}

async function read(response: IncomingMessage): Promise<Reply> {
  const chunks: Buffer[] = [];
  for await (const chunk of response) chunks.push(chunk);
  const headers = Object.fromEntries(Object.entries(response.headers).map(([name, value]) => [name, String(value)]));
  const text = decoded(Buffer.concat(chunks), headers['content-encoding']).toString('utf8');
  return { status: response.statusCode ?? 0, headers, text, json: jsonOf(text) };
}

const DECODERS: Readonly<Record<string, (bytes: Buffer) => Buffer>> = {
  gzip: gunzipSync,
  'x-gzip': gunzipSync,
  deflate: inflateSync,
  br: brotliDecompressSync,
};

function decoded(bytes: Buffer, encoding = 'identity'): Buffer {
  const decode = DECODERS[encoding.trim().toLowerCase()];
  return decode && bytes.length > 0 ? decode(bytes) : bytes;
}

/** The time to wait for an answer is up. */
class TooLate extends Error {}

function failureOf(error: NodeJS.ErrnoException, timeout: number): NonNullable<Exchange['failure']> {
  if (error instanceof TooLate) {
    return { kind: 'timeout', message: `No whole answer came within ${timeout / 1000} s.` };
  }
  const { code } = error;
  if (code && UNREACHABLE.has(code)) return { kind: 'refused', message: `No connection could be made: ${code}.` };
  const reason = (error.message || code || String(error)).trim().replace(/\s+/g, ' ');
  return { kind: 'broken', message: `The connection broke: ${reason}.` };
}

/** What the system says when there is nobody at the other end. */
const UNREACHABLE = new Set(['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'EHOSTUNREACH', 'ENETUNREACH']);

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
