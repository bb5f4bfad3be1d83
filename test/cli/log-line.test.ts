import { expect, test } from 'vitest';
import type { Finished } from '../../src/app/index.js';
import { logLine } from '../../src/cli/serve/log.js';

const GET: Finished = {
  method: 'GET',
  url: '/v1/user/1',
  path: '/v1/user/1',
  status: 200,
  startedAt: new Date(2026, 10, 29, 9, 5, 7).getTime(),
  milliseconds: 1.25,
  respondedBy: 'handler',
};

function lineOf(finished: Partial<Finished>, { color = false } = {}): string {
  return logLine({ ...GET, ...finished }, { color });
}

test.each([
  ['/v1/user/list', '/v1/user/list'],
  ['/v1/user/list?active=true&name=', '/v1/user/list?active=true&name='],
  ['/a?passwd=hidden&x=1', '/a?passwd=[redacted]&x=1'],
  ['/a?pass%77d=hidden', '/a?pass%77d=[redacted]'],
  ['/a?X-Auth-Token=hidden=hidden', '/a?X-Auth-Token=[redacted]'],
  ['/a?access_token=hidden&%zz=1', '/a?access_token=[redacted]&%zz=1'],
  ['//user:hidden@host/a', '//[redacted]@host/a'],
])('%s is printed as %s', (url, shown) => {
  expect(lineOf({ url })).toBe(`09:05:07 GET ${shown} 200 1.3 ms\n`);
});

test('a line stays short, whatever the URL', () => {
  for (const part of ['?key', '&token=x', '%70asswd=', '//a@']) {
    expect(lineOf({ url: `/v1?${part.repeat(4000)}` }).length).toBeLessThan(240);
  }
});

test.each([180, 185, 190, 195, 199])(
  'a secret that the end of the line cuts after %i characters stays hidden',
  length => {
    const url = `/v1?${'x'.repeat(length - 4)}`;
    expect(lineOf({ url: `${url}&passwd=hidden` })).not.toContain('h');
    expect(lineOf({ url: `${url}&filter=%7B%22passwd%22%3A%22hidden%22%7D` })).not.toMatch(/h/);
  },
);

test('a request that broke off has no status', () => {
  expect(lineOf({ method: 'POST', url: '/', status: 0, milliseconds: 3 })).toBe('09:05:07 POST / broken off 3.0 ms\n');
});

test('the operation, the sandbox, the rule, the fault and the reason of a refusal stand at the end', () => {
  const parts = { api: 'dnl', operation: 'getUser', sandbox: 'alice', rule: 'rule-1', fault: 'EMPTY_RESPONSE' };
  expect(lineOf({ ...parts, reason: 'page: Not a valid integer.' })).toBe(
    '09:05:07 GET /v1/user/1 200 1.3 ms dnl.getUser sandbox alice rule-1 EMPTY_RESPONSE (page: Not a valid integer.)\n',
  );
});

test.each([
  [200, '\u001b[32m200\u001b[39m'],
  [301, '\u001b[36m301\u001b[39m'],
  [404, '\u001b[33m404\u001b[39m'],
  [500, '\u001b[31m500\u001b[39m'],
  [0, '\u001b[31mbroken off\u001b[39m'],
])('with colours, the status %i has its colour', (status, painted) => {
  expect(lineOf({ status }, { color: true })).toContain(` ${painted} `);
});
