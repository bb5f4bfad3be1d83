import * as fc from 'fast-check';
import type { Attack } from '../attack.js';
import { bytesOf, type HttpRequest, headOf } from '../http-request.js';

/** More than that is no head that Node is sure to read; it refuses those of 32 KiB. */
const LONGEST_HEAD = 32_000;

/** Sound requests: one, or several on one connection, at once or in turn, in one piece or in many. Each must be answered. */
export function soundAttack(request: fc.Arbitrary<HttpRequest>): fc.Arbitrary<Attack> {
  const requests = fc.array(request, { minLength: 1, maxLength: 5 });
  return fc.oneof(
    { weight: 10, arbitrary: request.map(one => attackOf({ kind: 'a request', requests: [one], pace: 'at once' })) },
    {
      weight: 3,
      arbitrary: requests.map(all => attackOf({ kind: 'requests in turn', requests: all, pace: 'in turn' })),
    },
    {
      weight: 3,
      arbitrary: requests.map(all => attackOf({ kind: 'requests at once', requests: all, pace: 'at once' })),
    },
    {
      weight: 2,
      arbitrary: fc.tuple(requests, fc.array(fc.nat(), { minLength: 1, maxLength: 20 })).map(([all, cuts]) => {
        const attack = attackOf({ kind: 'requests in pieces', requests: all, pace: 'in pieces' });
        return { ...attack, pieces: cutAt(Buffer.concat(attack.pieces), cuts) };
      }),
    },
  );
}

/** Sound requests of which some ask for a failure, so that anything may come. */
export function forcedAttack(request: fc.Arbitrary<HttpRequest>): fc.Arbitrary<Attack> {
  return loosely(request, { kind: 'forced answers', expects: 'anything' });
}

/** Sound requests to the control plane, some of whose answers never end. */
export function controlAttack(request: fc.Arbitrary<HttpRequest>): fc.Arbitrary<Attack> {
  return loosely(request, { kind: 'control plane', expects: 'no failure' });
}

/** What never ends comes last: with enough to be sent behind it, Node stops reading, and sees no client half-close. */
function loosely(request: fc.Arbitrary<HttpRequest>, judged: Pick<Attack, 'kind' | 'expects'>): fc.Arbitrary<Attack> {
  return fc
    .array(request, { minLength: 1, maxLength: 3 })
    .map(all => all.toSorted((left, right) => Number(isEndless(left)) - Number(isEndless(right))))
    .map(all => ({ ...judged, pieces: all.map(bytesOf), pace: 'at once', ending: 'half-close' }));
}

function isEndless({ target }: HttpRequest): boolean {
  return target.includes('/__admin/events');
}

function attackOf({ kind, requests, pace }: { kind: string; requests: HttpRequest[]; pace: Attack['pace'] }): Attack {
  const pieces = requests.map(bytesOf);
  const isReadable = requests.every(request => headOf(request).length < LONGEST_HEAD);
  return isReadable
    ? { kind, pieces, pace, ending: 'wait', expects: requests }
    : { kind, pieces, pace: 'at once', ending: 'half-close', expects: 'no failure' };
}

/** Bytes in pieces, cut wherever the numbers happen to say. */
export function cutAt(bytes: Buffer, cuts: readonly number[]): Buffer[] {
  const places = [...new Set(cuts.map(cut => cut % bytes.length))].sort((left, right) => left - right);
  return [0, ...places]
    .map((from, at) => bytes.subarray(from, places[at] ?? bytes.length))
    .filter(({ length }) => length > 0);
}
