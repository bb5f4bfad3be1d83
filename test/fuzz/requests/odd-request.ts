import * as fc from 'fast-check';
import { type Aim, isSafe } from '../aim.js';
import type { HttpRequest } from '../http-request.js';
import { rarely } from '../values/rarely.js';
import { anyBytes } from '../values/shaped-json.js';
import { targetText } from '../values/target-text.js';
import { oddHeaders } from './odd-headers.js';
import { prefixes } from './prefixes.js';
import { tokens } from './tokens.js';

/** All that Node reads as a method, but for the tunnel, which is no request. */
const METHODS = [
  'GET',
  'HEAD',
  'OPTIONS',
  'POST',
  'PUT',
  'PATCH',
  'DELETE',
  'TRACE',
  'PROPFIND',
  'SEARCH',
  'PURGE',
  'M-SEARCH',
];

const SEGMENTS = [
  'v1',
  'user',
  'list',
  'all',
  'create',
  'auth',
  'as_client',
  'login',
  'users',
  'dnl',
  'acefone',
  '1721',
  '.',
  '..',
  '~',
  '~x',
  '',
  '__admin',
  '%2e%2e',
  '*',
];

/** A sound request for a path that hardly any operation has. */
export function oddRequest(aim: Aim): fc.Arbitrary<HttpRequest> {
  return fc.oneof(
    requestBy(METHODS.filter(isSafe), aim),
    requestBy(
      METHODS.filter(method => !isSafe(method)),
      aim,
    ),
  );
}

function requestBy(methods: readonly string[], aim: Aim): fc.Arbitrary<HttpRequest> {
  const segment = fc.oneof(
    { weight: 3, arbitrary: fc.constantFrom(...SEGMENTS) },
    { weight: 1, arbitrary: targetText },
  );
  return fc
    .record({
      method: fc.constantFrom(...methods),
      prefix: prefixes(aim, { isSafe: methods.every(isSafe) }),
      segments: fc.array(segment, { maxLength: 6 }),
      query: rarely(targetText),
      token: fc.option(tokens(aim)),
      headers: oddHeaders,
      body: rarely(anyBytes),
    })
    .map(({ method, prefix, segments, query, token, headers, body }) => ({
      method,
      target: `${prefix}/${segments.join('/')}`.slice(0, LONGEST) + (query === null ? '' : `?${query}`),
      headers: [...(token === null ? [] : [['X-Auth-Token', token] as const]), ...headers],
      ...(body && { body }),
    }));
}

const LONGEST = 4000;
