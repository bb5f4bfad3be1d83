import type { Operation } from '../../src/contract/index.js';

/** A request that is sound as HTTP, whatever it says. */
export type HttpRequest = {
  method: string;
  target: string;
  headers: readonly Header[];
  /** Without it the request has none, and says so. */
  body?: Uint8Array;
  /** The sizes of the chunks that the body is sent in; without it, it has a length. */
  chunks?: readonly number[];
  /** The operation that it reaches, whose contract the answer must keep. */
  operation?: Operation;
};

export type Header = readonly [name: string, value: string];

/** A request's bytes as they are sent. */
export function bytesOf(request: HttpRequest): Buffer {
  const { body } = request;
  return Buffer.concat([headOf(request), ...(body ? framed(body, request.chunks) : [])]);
}

/** All that stands before the body. */
export function headOf({ method, target, headers, body, chunks }: HttpRequest): Buffer {
  const framing = !body
    ? []
    : [chunks ? (['Transfer-Encoding', 'chunked'] as const) : (['Content-Length', String(body.length)] as const)];
  const lines = [['Host', 'localhost'] as const, ...headers, ...framing].map(
    ([name, value]) => `${name}: ${value}\r\n`,
  );
  return Buffer.from(`${method} ${target} HTTP/1.1\r\n${lines.join('')}\r\n`, 'latin1');
}

function framed(body: Uint8Array, chunks: readonly number[] | undefined): Uint8Array[] {
  return chunks ? [...chunked(body, chunks), Buffer.from('0\r\n\r\n')] : [body];
}

/** The body in chunks of the given sizes, in turn, as long as there is something left. */
export function chunked(body: Uint8Array, sizes: readonly number[]): Buffer[] {
  const pieces: Buffer[] = [];
  for (let at = 0, turn = 0; at < body.length; turn++) {
    const data = body.subarray(at, at + Math.max(1, sizes[turn] ?? body.length));
    pieces.push(Buffer.concat([Buffer.from(`${data.length.toString(16)}\r\n`), data, Buffer.from('\r\n')]));
    at += data.length;
  }
  return pieces;
}
