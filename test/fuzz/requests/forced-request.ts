import * as fc from 'fast-check';
import type { Aim } from '../aim.js';
import type { Header, HttpRequest } from '../http-request.js';
import { rarely } from '../values/rarely.js';
import { headerText } from './header-text.js';
import { operationRequest } from './operation-request.js';

const CODES = [
  '200',
  '400',
  '401',
  '404',
  '413',
  '429',
  '500',
  '503',
  '100',
  '101',
  '204',
  '304',
  '0',
  '-1',
  '99999',
  '1e3',
  'NaN',
  '"404"',
];
const DELAYS = ['0', '1', '20', '-5', '1e9', '99999999999', 'NaN', '""'];
const FAULTS = [
  'EMPTY_RESPONSE',
  'CONNECTION_RESET_BY_PEER',
  'MALFORMED_RESPONSE_CHUNK',
  'RANDOM_DATA_THEN_CLOSE',
  '__proto__',
  '',
];
const PROFILES = ['documented', 'consistent', 'observed', 'constructor', ''];
const READINGS = ['text-match=contains', 'auth=token', 'text-match=x', '__proto__=a', '=', ''];

const preference: fc.Arbitrary<string> = fc.oneof(
  fc.constantFrom(...CODES).map(code => `code=${code}`),
  fc.constantFrom(...DELAYS).map(delay => `delay=${delay}`),
  fc.constantFrom(...FAULTS).map(fault => `fault=${fault}`),
  fc.constantFrom(...PROFILES).map(profile => `profile=${profile}`),
  fc.constantFrom(...READINGS).map(reading => `reading="${reading}"`),
  fc.constantFrom(
    'example=printed',
    'dynamic=true',
    'respond-async',
    'wait=10',
    'code',
    '=',
    '"',
    'code="',
    'a="\\"',
    ',,,',
    ';=;',
  ),
  headerText,
);

/** A request that says what answer it would like, in the words of `Prefer`; a failure, perhaps. */
export function forcedRequest(aim: Aim): fc.Arbitrary<HttpRequest> {
  return fc
    .tuple(
      operationRequest(aim),
      fc.array(preference, { minLength: 1, maxLength: 4 }),
      fc.boolean(),
      rarely(fc.constantFrom(...CODES)),
    )
    .map(([request, wishes, isOne, code]) => {
      const headers: Header[] = isOne ? [['Prefer', wishes.join(', ')]] : wishes.map(wish => ['Prefer', wish]);
      const { target } = request;
      const shorthand = code === null ? '' : `${target.includes('?') ? '&' : '?'}__code=${code}`;
      return { ...request, target: target + shorthand, headers: [...request.headers, ...headers] };
    });
}
