import { readFileSync } from 'node:fs';
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readJson } from '../../src/kernel/index.js';
import { parseRule } from '../../src/rules/index.js';

const EXAMPLES = JSON.parse(readFileSync('test/rules/example-rules.json', 'utf8')) as object[];

function flawsOf(json: unknown): readonly string[] {
  const read = readJson(json, parseRule);
  return 'flaws' in read ? read.flaws : [];
}

test.each(EXAMPLES)('a rule of the example file is understood: %j', json => {
  expect(readJson(json, parseRule)).toMatchObject({ value: { json } });
});

describe('A rule that cannot be used is refused with every flaw at its place', () => {
  const match = {};
  const fault = 'EMPTY_RESPONSE';
  test.each<[unknown, string[]]>([
    ['x', ['The whole must be an object.', '/match is missing.', expect.stringContaining('must have one of answer')]],
    [{ fault }, ['/match is missing.']],
    [{ match }, ['The whole must have one of answer, fault, rateLimit, expireTokens, or a delay.']],
    [
      { match, expireTokens: false },
      ['The whole must have one of answer, fault, rateLimit, expireTokens, or a delay.'],
    ],
    [{ match, fault, expireTokens: true }, ['The whole must have only one of fault, expireTokens.']],
    [{ match, fault: 'BOOM' }, [expect.stringMatching(/^\/fault must be one of CONNECTION_RESET_BY_PEER, /)]],
    [
      { match: { headers: { A: { matches: '(' } } }, fault },
      [expect.stringMatching(/^\/match\/headers\/A\/matches is no /)],
    ],
    [{ match, fault, times: 0 }, ['/times must be an integer from 1 to 1000000000.']],
    [{ match, fault, probability: 1.1 }, ['/probability must be a number from 0 to 1.']],
    [{ match, fault, priority: 1 }, [expect.stringMatching(/^\/priority is unknown; there are match, times, /)]],
    [{ match, answer: {} }, ['/answer must have either status or code.']],
    [{ match, answer: { status: 200, code: 404 } }, ['/answer must have either status or code.']],
    [{ match, answer: { status: 120 } }, ['/answer/status must be an integer from 200 to 599.']],
    [{ match, answer: { status: 204, body: {} } }, ['/answer/body has no place in an answer with 204.']],
    [{ match, answer: { code: 404, body: {} } }, ['/answer/body belongs to status: a code has the documented body.']],
    [
      { match, answer: { status: 200, headers: { 'a b': 'x', A: 1, B: 'x\r\ny', 'Content-Length': '1' } } },
      [
        '/answer/headers/a b is no name of a header.',
        '/answer/headers/A must be text.',
        '/answer/headers/B must be printable text of one line.',
        '/answer/headers/Content-Length is set by the server.',
      ],
    ],
    [{ match, delay: {} }, ['/delay/type is missing.']],
    [{ match, delay: 200 }, ['/delay must be an object.', '/delay/type is missing.']],
    [{ match, delay: { type: 'slow' } }, ['/delay/type must be one of fixed, uniform, lognormal.']],
    [
      { match, delay: { type: 'fixed', milliseconds: 30_001 } },
      ['/delay/milliseconds must be a number from 0 to 30000.'],
    ],
    [{ match, delay: { type: 'fixed', milliseconds: 1, sigma: 1 } }, ['/delay/sigma is no word of fixed.']],
    [{ match, delay: { type: 'uniform', lower: 2, upper: 1 } }, ['/delay/upper must not be less than lower.']],
    [{ match, delay: { type: 'lognormal', median: 1 } }, ['/delay/sigma is missing.']],
    [
      { match, rateLimit: { requests: -1 } },
      ['/rateLimit/requests must be an integer from 0 to 1000000000.', '/rateLimit/seconds is missing.'],
    ],
  ])('%j', (json, flaws) => {
    expect(flawsOf(json)).toEqual(flaws);
  });
});

test('the README of the room names the members of a rule that there are', () => {
  const rows = readFileSync('src/rules/README.md', 'utf8').matchAll(/^\| `(\w+)` \|/gm);
  const named = [...rows].map(([, member]) => member);
  expect(flawsOf({ other: 1 })[0]).toBe(`/other is unknown; there are ${named.join(', ')}.`);
});

test('whatever is given as a rule, it is read or refused with reasons', () => {
  const words = [
    'match',
    'times',
    'probability',
    'delay',
    'answer',
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
      if ('flaws' in read) {
        expect(read.flaws.length).toBeGreaterThan(0);
        for (const flaw of read.flaws) expect(flaw).toMatch(/^(\/|The whole ).*\.$/s);
      }
    }),
  );
});
