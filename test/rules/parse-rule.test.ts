import { readFileSync } from 'node:fs';
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readJson } from '../../src/kernel/index.js';
import { parseRule } from './known.js';

const EXAMPLES = JSON.parse(readFileSync('test/rules/example-rules.json', 'utf8')) as object[];

function issuesOf(json: unknown): readonly string[] {
  const read = readJson(json, parseRule);
  return 'issues' in read ? read.issues : [];
}

test.each(EXAMPLES)('a rule of the example file is understood: %j', json => {
  expect(readJson(json, parseRule)).toMatchObject({ value: { json } });
});

describe('A rule that cannot be used is refused with every issue at its place', () => {
  const match = {};
  const fault = 'EMPTY_RESPONSE';
  test.each<[unknown, string[]]>([
    ['x', ['The whole must be an object, not "x".']],
    [{ fault }, ['/match is missing.']],
    [{ match }, ['The whole must have one of response, fault, rateLimit, expireTokens, or a delay.']],
    [
      { match, expireTokens: false },
      ['The whole must have one of response, fault, rateLimit, expireTokens, or a delay.'],
    ],
    [{ match, fault, expireTokens: true }, ['The whole must have only one of fault, expireTokens.']],
    [{ match, fault: 'BOOM' }, [expect.stringMatching(/^\/fault must be one of CONNECTION_RESET_BY_PEER, /)]],
    [
      { match: { headers: { A: { matches: '(' } } }, fault },
      [expect.stringMatching(/^\/match\/headers\/A\/matches is not /)],
    ],
    [{ match, fault, times: 0 }, ['/times must be an integer from 1 to 1000000000, not 0.']],
    [{ match, fault, probability: 1.1 }, ['/probability must be a number from 0 to 1, not 1.1.']],
    [{ match, fault, prio: 1 }, [expect.stringMatching(/^\/prio is unknown; the known names are match, times, /)]],
    [{ match, fault, priority: 1 }, ['/priority is unknown; the last rule of the list that matches decides.']],
    [
      { request: { method: 'GET' }, response: { status: 200 } },
      ['/match is missing.', expect.stringMatching(/^\/request is unknown; use match/)],
    ],
    [{ match, response: {} }, ['/response must have either status or code.']],
    [{ match, response: { status: 200, code: 404 } }, ['/response must have either status or code.']],
    [{ match, response: { status: 120 } }, ['/response/status must be an integer from 200 to 599, not 120.']],
    [
      { match, response: { status: 204, body: {} } },
      ['/response/body must be absent: a response with status 204 has no body.'],
    ],
    [
      { match, response: { code: 404, body: {} } },
      ['/response/body does not belong here; what belongs here is code, headers.'],
    ],
    [
      { match, response: { status: 200, headers: { 'a b': 'x', B: 'x\r\ny', 'Content-Length': '1' } } },
      [
        '/response/headers/a b is not a header name.',
        '/response/headers/B must be printable text of one line.',
        '/response/headers/Content-Length is set by the server.',
      ],
    ],
    [{ match, response: { status: 200, headers: { A: 1 } } }, ['/response/headers/A must be text, not 1.']],
    [{ match, delay: {} }, ['/delay/type is missing.']],
    [{ match, delay: 200 }, ['/delay must be an object, not 200.']],
    [{ match, delay: { type: 'slow' } }, ['/delay/type must be one of fixed, uniform, lognormal, not "slow".']],
    [
      { match, delay: { type: 'fixed', milliseconds: 30_001 } },
      ['/delay/milliseconds must be a number from 0 to 30000, not 30001.'],
    ],
    [
      { match, delay: { type: 'fixed', milliseconds: 1, sigma: 1 } },
      ['/delay/sigma does not belong here; what belongs here is type, milliseconds.'],
    ],
    [{ match, delay: { type: 'uniform', lower: 2, upper: 1 } }, ['/delay/upper must not be less than lower.']],
    [{ match, delay: { type: 'lognormal', median: 1 } }, ['/delay/sigma is missing.']],
    [
      { match, rateLimit: { requests: -1 } },
      ['/rateLimit/seconds is missing.', '/rateLimit/requests must be an integer from 0 to 1000000000, not -1.'],
    ],
  ])('%j', (json, issues) => {
    expect(issuesOf(json)).toEqual(issues);
  });
});

test('the README of the room names the members of a rule that there are', () => {
  const rows = readFileSync('src/rules/README.md', 'utf8').matchAll(/^\| `(\w+)` \|/gm);
  const named = [...rows].map(([, member]) => member);
  expect(issuesOf({ match: {}, other: 1 })[0]).toBe(`/other is unknown; the known names are ${named.join(', ')}.`);
});

test('any JSON is read as a rule or refused with reasons', () => {
  const words = [
    'match',
    'times',
    'probability',
    'delay',
    'response',
    'fault',
    'rateLimit',
    'expireTokens',
    'status',
    'type',
    'x',
  ];
  const value: fc.Arbitrary<unknown> = fc.letrec(tie => ({
    value: fc.oneof({ maxDepth: 3 }, fc.jsonValue({ maxDepth: 1 }), fc.constantFrom('fixed', 200, true), tie('object')),
    object: fc.dictionary(fc.constantFrom(...words), tie('value'), { maxKeys: 5 }),
  })).object;
  fc.assert(
    fc.property(value, json => {
      const read = readJson(json, parseRule);
      if ('issues' in read) {
        expect(read.issues.length).toBeGreaterThan(0);
        for (const issue of read.issues) expect(issue).toMatch(/^(\/|The whole ).*\.$/s);
      }
    }),
  );
});

describe('A rule that no request can meet is refused with what is nearest', () => {
  const fault = { fault: 'EMPTY_RESPONSE' };
  test.each<[object, string, object?]>([
    [{ operation: 'getUsr' }, '/match/operation is the unknown operation getUsr; did you mean getUser?'],
    [{ operation: 'dnl.getUsr' }, '/match/operation is the unknown operation getUsr; did you mean getUser?'],
    [{ operation: 'LISTUSERS' }, '/match/operation is the unknown operation LISTUSERS; did you mean listUsers?'],
    [{ api: 'dnll' }, '/match/api names the unknown API dnll; did you mean dnl?'],
    [{ operation: 'acefon.patchUser' }, '/match/operation names the unknown API acefon; did you mean acefone?'],
    [{ api: 'acefone', operation: 'dnl.getUser' }, '/match/operation names the API dnl, but /api names another.'],
    [
      { api: 'acefone', operation: 'patchUsers' },
      '/match/operation is patchUsers, an operation of dnl, not of acefone; leave api out, or name another.',
    ],
    [{ method: 'FETCH' }, '/match/method must be an HTTP method or ANY; did you mean PATCH?'],
    [{ method: 'OPTIONS' }, '/match/method cannot be OPTIONS: preflights never reach the rules.'],
    [{ operation: 'getUser', method: 'POST' }, '/match/method is POST, which none of these operations has; use GET.'],
    [{ api: 'dnl', method: 'PUT' }, '/match/method is PUT, which none of these operations has; use '],
    [{ urlPath: 'v1/user/1' }, '/match/urlPath must begin with a slash: /v1/user/1.'],
    [{ url: 'v1/user/1?a=1' }, '/match/url must begin with a slash: /v1/user/1?a=1.'],
    [{ urlPath: 'http://localhost:8000/v1/user/1' }, '/match/urlPath must have no scheme and host: /v1/user/1.'],
    [
      { urlPath: '/v1/user/list?page=1' },
      '/match/urlPath must have no query; use queryParameters, or url for path and query.',
    ],
    [
      { urlPath: '/v1//user/1' },
      '/match/urlPath must not repeat slashes, which the server folds into one: /v1/user/1.',
    ],
    [{ urlPath: '/~alice/v1/user/1' }, '/match/urlPath must have no sandbox: /v1/user/1; use /~NAME'],
    [{ url: '/__admin/rules' }, '/match/url belongs to the control plane, '],
    [{ url: '/v1/user/1#top' }, '/match/url must have no #: '],
    [{ urlPathTemplate: 'v1/user/{id}' }, '/match/urlPathTemplate must begin with a slash: /v1/user/{id}.'],
    [{ urlPathTemplate: '/v1/user{id}' }, '/match/urlPathTemplate must have each {name} alone between slashes.'],
    [{ urlPathPattern: 'v1/user/\\d+' }, '/match/urlPathPattern matches no path: '],
    [{ urlPattern: '^v1/.*' }, '/match/urlPattern matches no path: '],
    [
      { urlPathPattern: '/v1/user/list\\?page=1' },
      '/match/urlPathPattern has a query, which is not part of a path; use urlPattern.',
    ],
    [
      { operation: 'getUser', urlPath: '/v1/users/1' },
      '/match/urlPath is not a path of these operations; the nearest is GET /v1/user/{user_id}.',
    ],
    [
      { operation: 'getUser', urlPath: '/v1/user/list' },
      '/match/urlPath is not a path of these operations; the nearest is ',
    ],
    [{ api: 'acefone', urlPath: '/v1/user/1' }, '/match/urlPath is not a path of these operations; the nearest is '],
    [
      { operation: 'getUser', urlPathTemplate: '/v1/user/{id}/x' },
      '/match/urlPathTemplate is not a path of these operations',
    ],
    [{ urlPath: '/v1/own' }, '/match/urlPath is not a path of these operations', { expireTokens: true }],
    [{ urlPath: '/v1/own' }, '/match/urlPath is not a path of these operations', { response: { code: 404 } }],
    [
      { operation: 'getUser' },
      '/response has the code 418, which no operation of this rule documents; the documented codes are 200, 401, 404.',
      { response: { code: 418 } },
    ],
    [{}, '/response has the code 299, which no operation of this rule documents', { response: { code: 299 } }],
  ])('%j: %s', (match, issue, way = fault) => {
    expect(issuesOf({ match, ...way })).toEqual([expect.stringContaining(issue)]);
  });
});

test.each<[object, object?]>([
  [{ operation: 'dnl.getUser' }],
  [{ api: 'dnl', operation: 'dnl.getUser', method: 'head' }],
  [{ method: 'any', urlPath: '/v1/own' }],
  [{ method: 'PUT', urlPath: '/v1/user/1' }],
  [{ urlPathTemplate: '/v1/user/{id}', operation: 'getUser' }],
  [{ urlPath: '/dnl/v1/user/1' }, { response: { code: 404 } }],
  [{ urlPath: '/v1/user/1' }, { expireTokens: true }],
  [{ urlPattern: '/v1/user/list\\?page=1' }],
  [{ urlPathPattern: 'x?/v1/.*' }],
  [{ urlPathPattern: 'x|/v1/.*' }],
  [{ urlPathPattern: '.*user.*' }, { response: { code: 404 } }],
])('a rule that some request can meet is taken: %j', (match, way = { fault: 'EMPTY_RESPONSE' }) => {
  expect(issuesOf({ match, ...way })).toEqual([]);
});
