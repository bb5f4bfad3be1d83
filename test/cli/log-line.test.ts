import { expect, test } from 'vitest';
import { logLine } from '../../src/cli/log-line.js';

function lineOf(url: string): string {
  return logLine({ method: 'GET', url, status: 200, milliseconds: 1.25 });
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
  expect(lineOf(url)).toBe(`GET ${shown} 200 1.3 ms\n`);
});

test('a line stays short, whatever the URL', () => {
  for (const part of ['?key', '&token=x', '%70asswd=', '//a@']) {
    expect(lineOf(`/v1?${part.repeat(4000)}`).length).toBeLessThan(240);
  }
});

test.each([180, 185, 190, 195, 199])(
  'a secret that the end of the line cuts after %i characters stays hidden',
  length => {
    const url = `/v1?${'x'.repeat(length - 4)}`;
    expect(lineOf(`${url}&passwd=hidden`)).not.toContain('h');
    expect(lineOf(`${url}&filter=%7B%22passwd%22%3A%22hidden%22%7D`)).not.toMatch(/h/);
  },
);

test('a request that broke off has no status', () => {
  expect(logLine({ method: 'POST', url: '/', status: 0, milliseconds: 3 })).toBe('POST / broken off 3.0 ms\n');
});
