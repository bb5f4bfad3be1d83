import { gzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { runSuite } from '../../../../src/check/index.js';
import { wrappedMock } from '../../../check/wrapped-mock.js';
import type { Answered, Wrap } from '../../../selfproof/exchange.js';

const KIB = 1024;

/** Answers the 404s of get in another way. */
function on404(change: (answered: Answered) => Answered): Wrap {
  return server => async asked => {
    const answered = await server(asked);
    return asked.method === 'GET' && answered.status === 404 ? change(answered) : answered;
  };
}

const withHeaders = (headers: Record<string, string>) => (answered: Answered) => ({
  ...answered,
  headers: { ...answered.headers, ...headers },
});
const withBody =
  (raw: string | Buffer, headers: Record<string, string> = {}) =>
  (answered: Answered) => ({ ...withHeaders(headers)(answered), raw });

test.each<[string, (answered: Answered) => Answered, RegExp, RegExp]>([
  [
    'marked as gzip and is not',
    withHeaders({ 'content-encoding': 'gzip' }),
    /^The body is marked as gzip but is not: /,
    /^404 with .*content-encoding: gzip/,
  ],
  [
    'JSON and is none',
    withBody('<p>'),
    /^The body is marked as application\/json and is not JSON: /,
    /^404 with content-type/,
  ],
  [
    'nested 200,000 deep',
    withBody('['.repeat(200_000) + ']'.repeat(200_000)),
    /^The body has 200000 levels/,
    /^404 with /,
  ],
  [
    'too large',
    withBody(`"${'x'.repeat(600 * KIB)}"`),
    /^The body is larger than 512 KiB/,
    /^404 with .*content-length/,
  ],
  [
    'too large once it is decoded',
    withBody(gzipSync(`"${'x'.repeat(600 * KIB)}"`), { 'content-encoding': 'gzip' }),
    /^The body is larger than 512 KiB once it is decoded/,
    /^404 with .*content-encoding: gzip/,
  ],
])('a body that is %s is one finding, and the run goes on', async (_, change, message, got) => {
  const { mock, app } = await wrappedMock(on404(change), { records: 40 });
  const { violations, ended, cases } = await runSuite({
    target: app,
    api: 'dnl',
    tokens: { token: mock.tokens.dnl.admin },
    writes: 'none',
    maxBody: 512 * KIB,
  });
  expect(ended).toBeUndefined();
  expect(cases.filter(({ verdict }) => verdict === 'skipped').map(({ reason }) => reason)).not.toContain(
    'The target has gone away.',
  );
  const found = violations.filter(({ check }) => check === 'body-readable');
  expect(found).toMatchObject([
    {
      operation: 'getUser',
      statement: 'get.json',
      message: expect.stringMatching(message),
      expected: 'a body that is what its headers say',
      got: expect.stringMatching(got),
      flaky: false,
    },
  ]);
  // nothing else is made of what cannot be read
  expect(violations.filter(({ check }) => check !== 'body-readable')).toEqual([]);
});
