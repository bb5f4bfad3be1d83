import { expect, test } from 'vitest';
import { logLine } from '../../src/cli/log-line.js';

function lineOf(url: string): string {
  return logLine({ method: 'GET', url, status: 200, milliseconds: 1.25 });
}

test.each([
  ['/v1/user/list', '/v1/user/list'],
  ['/v1/user/list?active=true&name=', '/v1/user/list?active=true&name='],
  ['/a?passwd=hidden&x=1', '/a?passwd=…&x=1'],
  ['/a?pass%77d=hidden', '/a?pass%77d=…'],
  ['/a?X-Auth-Token=hidden=hidden', '/a?X-Auth-Token=…'],
  ['/a?api_key=hidden&%zz=1', '/a?api_key=…&%zz=1'],
])('%s is printed as %s', (url, shown) => {
  expect(lineOf(url)).toBe(`GET ${shown} 200 1.3 ms\n`);
});

test('a line stays short, and a hostile URL of any length costs nothing', () => {
  expect(lineOf(`/v1${'?key'.repeat(4000)}`).length).toBeLessThan(240);
  expect(lineOf(`/v1?${'key&'.repeat(4000)}`).length).toBeLessThan(240);
});

test('a request that broke off has no status', () => {
  expect(logLine({ method: 'POST', url: '/', status: 0, milliseconds: 3 })).toBe('POST / broken off 3.0 ms\n');
});
