import { brotliCompressSync, deflateSync, gzipSync } from 'node:zlib';
import * as fc from 'fast-check';
import type { Header } from '../http-request.js';

type Coded = { body: Uint8Array; headers: readonly Header[] };

/** Small in transit, and larger than any body may be: made once, since it takes a while. */
const BOMB = gzipSync(Buffer.alloc(20_000_000, 0x20));

const CODINGS: readonly (readonly [name: string, code: (body: Uint8Array) => Uint8Array])[] = [
  ['gzip', body => gzipSync(body)],
  ['deflate', body => deflateSync(body)],
  ['br', body => brotliCompressSync(body)],
  ['gzip', body => gzipSync(body).subarray(0, -5)],
  ['gzip', body => body],
  ['gzip', () => BOMB],
  ['br', body => body],
  ['identity', body => body],
  ['gzip, gzip', body => gzipSync(gzipSync(body))],
  ['__proto__', body => body],
];

/** Bodies as they are, and now and then encoded, rightly or wrongly. */
export function bodyCodings(bodies: fc.Arbitrary<Uint8Array>): fc.Arbitrary<Coded> {
  return fc.oneof(
    { weight: 9, arbitrary: bodies.map(body => ({ body, headers: [] })) },
    {
      weight: 1,
      arbitrary: fc.tuple(bodies, fc.constantFrom(...CODINGS)).map(([body, [name, code]]) => ({
        body: code(body.subarray(0, MOST_CODED)),
        headers: [['Content-Encoding', name] as const],
      })),
    },
  );
}

/** Compressing takes the time that attacking should. */
const MOST_CODED = 20_000;
