import { isIP } from 'node:net';
import { describe, expect, test } from 'vitest';
import { reachableUrl } from '../../../src/cli/serve/banner.js';
import { serving, temporaryFolder } from '../../cli/understudy.js';
import { startMock } from '../../start-mock.js';

const finding = (addresses: string[]) => async () => addresses.map(address => ({ address, family: isIP(address) }));

describe('The printed URL reaches the bound address', () => {
  test.each([
    ['http://127.0.0.1:1', ['127.0.0.1'], 'http://localhost:1'],
    ['http://127.0.0.1:1', ['::1', '127.0.0.1'], 'http://localhost:1'],
    ['http://127.0.0.1:1', ['::1'], 'http://127.0.0.1:1'],
    ['http://127.0.0.1:1', [], 'http://127.0.0.1:1'],
    ['http://127.0.0.2:1', ['127.0.0.1'], 'http://127.0.0.2:1'],
    ['http://[::1]:1', ['127.0.0.1'], 'http://[::1]:1'],
    ['http://[::1]:1', ['::1'], 'http://localhost:1'],
    ['http://[::1]:1', ['127.0.0.1', '::1'], 'http://localhost:1'],
    ['http://0.0.0.0:1', ['127.0.0.1'], 'http://localhost:1'],
    ['http://0.0.0.0:1', ['::1'], 'http://127.0.0.1:1'],
    ['http://[::]:1', ['127.0.0.1'], 'http://localhost:1'],
    ['http://[::]:1', ['::1'], 'http://localhost:1'],
    ['http://[::]:1', [], 'http://127.0.0.1:1'],
    ['http://192.168.1.2:8000', ['127.0.0.1'], 'http://192.168.1.2:8000'],
    ['http://[fe80::1%25eth0]:8000', ['::1'], 'http://[fe80::1%25eth0]:8000'],
    ['http://[2001:db8::1]:8000', ['127.0.0.1', '::1'], 'http://[2001:db8::1]:8000'],
  ])('%s, where localhost is %j: %s', async (url, addresses, printed) => {
    expect(await reachableUrl(url, finding(addresses))).toBe(printed);
  });

  test('also if names cannot be resolved', async () => {
    const failing = () => Promise.reject(new Error('no names'));
    expect(await reachableUrl('http://127.0.0.1:1', failing)).toBe('http://127.0.0.1:1');
  });
});

test.each(['127.0.0.1', '::1', '::', '0.0.0.0', 'localhost', '127.0.0.5'])(
  'with --host %s every printed address answers',
  async host => {
    const { banner } = await serving(['--memory', '--records', '1', '--host', host], { cwd: await temporaryFolder() });
    const printed = [...new Set(banner.match(/http:\/\/[^\s/]+/g))];
    const isForAll = ['::', '0.0.0.0'].includes(host);
    // beside its own address those of the machine's networks, of which there may be none
    expect(isForAll || printed.length === 1).toBe(true);
    for (const url of printed) expect([url, (await fetch(`${url}/__admin/health`)).status]).toEqual([url, 200]);
    expect(banner.includes('open to all')).toBe(isForAll);
  },
);

test('a mock that listens on an IPv6 address returns a URL that works', async () => {
  const { mock } = await startMock({ records: 1 });
  const url = await mock.listen(0, '::1');
  expect(url).toMatch(/^http:\/\/\[::1\]:\d+$/);
  const added = await fetch(`${url}/__admin/rules`, {
    method: 'POST',
    body: JSON.stringify({ match: {}, response: { status: 418 } }),
  });
  expect([added.status, added.headers.get('location')]).toEqual([201, '/__admin/rules/rule-1']);
  await fetch(`${url}/v1/user/1`);
  const { requests } = (await (await fetch(`${url}/__admin/requests`)).json()) as { requests: { curl: string }[] };
  expect(requests[0]?.curl).toContain(`'${url}/v1/user/1'`);
});
