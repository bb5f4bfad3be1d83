import * as fc from 'fast-check';
import type { Attack } from '../attack.js';
import { bytesOf, type HttpRequest } from '../http-request.js';
import { cutAt } from './sound.js';

/** Requests that end in the middle, and clients that are gone before their answer comes. */
export function brokenOffAttack(request: fc.Arbitrary<HttpRequest>): fc.Arbitrary<Attack> {
  return fc
    .record({
      before: fc.array(request, { maxLength: 2 }),
      last: request,
      end: fc.nat(),
      isWhole: fc.boolean(),
      cuts: fc.array(fc.nat(), { maxLength: 3 }),
      ending: fc.constantFrom('half-close', 'hang up'),
    })
    .map(({ before, last, end, isWhole, cuts, ending }) => {
      const whole = Buffer.concat([...before, last].map(bytesOf));
      const kept = isWhole ? whole : whole.subarray(0, end % whole.length);
      return {
        kind: 'broken off',
        pieces: kept.length > 0 ? cutAt(kept, cuts) : [],
        pace: 'in pieces',
        ending,
        expects: 'no failure',
      };
    });
}
