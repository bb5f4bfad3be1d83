import * as fc from 'fast-check';
import { isSafe } from '../aim.js';
import type { Attack } from '../attack.js';
import { bytesOf, type HttpRequest } from '../http-request.js';

type Mutation = { at: number; length: number; text: Uint8Array };

const mutation: fc.Arbitrary<Mutation> = fc.record({
  at: fc.nat(),
  length: fc.oneof(fc.nat(3), fc.nat(200)),
  text: fc.oneof(
    fc.uint8Array({ maxLength: 4 }),
    fc
      .constantFrom(
        '\r\n',
        '\n',
        '\r',
        '\r\n\r\n',
        '\0',
        ' ',
        ':',
        '\t',
        '\x7f',
        '\xff',
        'GET ',
        ' HTTP/1.1',
        '0',
        '-',
        '%',
        '?',
        '/',
      )
      .map(text => Buffer.from(text, 'latin1')),
  ),
});

/** Requests of which some bytes were replaced, left out or added. */
export function mutatedAttack(request: fc.Arbitrary<HttpRequest>): fc.Arbitrary<Attack> {
  return fc
    .tuple(request, fc.array(mutation, { minLength: 1, maxLength: 4 }), fc.array(request, { maxLength: 1 }))
    .map(([one, mutations, after]) => ({
      kind: 'mutated',
      pieces: [mutated(one, mutations), ...after.map(bytesOf)],
      pace: 'at once',
      ending: 'half-close',
      expects: 'no failure',
    }));
}

/** What may change something keeps its method and target, lest it changes what others look at. */
function mutated(request: HttpRequest, mutations: readonly Mutation[]): Buffer {
  let bytes = bytesOf(request);
  const kept = isSafe(request.method) ? 0 : request.method.length + 1 + request.target.length;
  for (const { at, length, text } of mutations) {
    const start = kept + (at % Math.max(1, bytes.length - kept));
    bytes = Buffer.concat([bytes.subarray(0, start), text, bytes.subarray(start + length)]);
  }
  return bytes;
}
