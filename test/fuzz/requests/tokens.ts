import * as fc from 'fast-check';
import type { Aim } from '../aim.js';
import { hostileText } from '../values/hostile-text.js';
import { headerText } from './header-text.js';

/** What is sent as a token: mostly an admin's, else another's, one that looks like one, or something else. */
export function tokens({ tokens: { admin, nonAdmin } }: Aim): fc.Arbitrary<string> {
  return fc.oneof(
    { weight: 40, arbitrary: fc.constant(admin) },
    { weight: 2, arbitrary: fc.constant(nonAdmin) },
    { weight: 4, arbitrary: impostors(nonAdmin) },
    {
      weight: 2,
      arbitrary: fc
        .tuple(fc.constantFrom(admin, nonAdmin), fc.nat())
        .map(([token, at]) => token.slice(0, at % token.length)),
    },
    { weight: 1, arbitrary: headerText },
  );
}

const ALGORITHMS = ['HS256', 'none', 'None', 'RS256', 'HS512', '', '__proto__'];
const CLAIMS = ['user_id', 'exp', 'iat', 'nbf', 'aud', 'iss', 'sub', 'jti', '__proto__'];

/** Tokens of the right form, with claims, algorithms and signatures that are not the mock's. */
function impostors(real: string): fc.Arbitrary<string> {
  const claim = fc.oneof(fc.integer(), hostileText, fc.constantFrom(null, true, 4_102_444_800, 1e308, -1, [], {}));
  const header = fc.record({ alg: fc.constantFrom<unknown>(...ALGORITHMS, 1, null), typ: fc.constant('JWT') });
  const payload = fc.oneof(fc.dictionary(fc.constantFrom(...CLAIMS), claim), fc.json(), hostileText);
  const signature = fc.constantFrom('', 'x', real.split('.')[2] ?? '', '='.repeat(50));
  return fc
    .tuple(header, payload, signature)
    .map(([head, claims, end]) => [part(head), part(claims), end].join('.').slice(0, LONGEST));
}

/** The most characters of a token, so that there is room for other headers. */
const LONGEST = 4000;

function part(value: unknown): string {
  return Buffer.from(typeof value === 'string' ? value : JSON.stringify(value)).toString('base64url');
}
