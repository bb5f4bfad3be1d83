import { expect, test } from 'vitest';
import { Problem } from '../../src/kernel/index.js';
import { openTarget, targetUrl } from '../../src/target/index.js';

test.each([
  ['http://localhost:8000', 'http://localhost:8000'],
  ['http://localhost:8000/', 'http://localhost:8000'],
  ['http://localhost:8000/v1', 'http://localhost:8000'],
  ['http://localhost:8000/v1//', 'http://localhost:8000'],
  ['https://example.com:8443/switch/v1', 'https://example.com:8443/switch'],
  ['https://example.com/switch', 'https://example.com/switch'],
  ['https://example.com/api-v1', 'https://example.com/api-v1'],
  ['localhost:8000', 'http://localhost:8000'],
  ['localhost', 'http://localhost'],
  ['127.0.0.1:8000/v1', 'http://127.0.0.1:8000'],
  ['[::1]:8000/switch', 'http://[::1]:8000/switch'],
  ['api.localhost:8000', 'http://api.localhost:8000'],
  ['https://example.com/v1/switch', 'https://example.com/v1/switch'],
])('the target of %s is %s', (address, url) => {
  expect(targetUrl(address, '/v1')).toBe(url);
});

test('a URL object is accepted like its text', async () => {
  const target = await openTarget(new URL('http://localhost:8000/v1'), { basePath: '/v1', timeout: 1000 });
  expect(target.url).toBe('http://localhost:8000');
  await target.close();
});

function refusal(address: string): Problem {
  try {
    targetUrl(address, '/v1');
  } catch (error) {
    if (error instanceof Problem) return error;
  }
  throw new Error(`${address} was not refused.`);
}

test.each([
  ['/v1', 'it is not an HTTP URL'],
  ['', 'it names no server'],
  ['  ', 'it names no server'],
  ['staging', 'it is not an HTTP URL'],
  ['localhost:99999', 'it is not an HTTP URL'],
  ['staging.example.com', 'it has no scheme'],
  ['staging:8000', 'it has no scheme'],
  ['192.168.0.7:8000/switch', 'it has no scheme'],
  ['[fe80::1]:8000', 'it has no scheme'],
  ['ftp://example.com', 'it is not an HTTP URL'],
  ['file:///srv', 'it is not an HTTP URL'],
  ['http://', 'it is not an HTTP URL'],
  ['http://example.com?page=1', 'it has a query or a fragment'],
  ['http://example.com/#top', 'it has a query or a fragment'],
  ['http://someone@example.com', 'it holds credentials; give them with --token'],
])('%s is refused: %s', (address, reason) => {
  const { code, message } = refusal(address);
  expect(code).toBe('target-invalid');
  expect(message).toMatch(/^Failed to use .* as a target: /);
  expect(message).toContain(reason);
});

test.each([
  'http://someone:secret@example.com',
  'http://someone:secret@example.com/v1?page=1',
  'ftp://someone:secret@example.com',
  'http://someone:secret@example.com:99999',
  'http://someone:sec/secret@example.com',
  'someone:secret@example.com',
  'http://example.com/?token=secret',
  'ftp://example.com/?token=secret',
])('a refused address is reported without its secrets: %s', address => {
  const { code, message } = refusal(address);
  expect(code).toBe('target-invalid');
  expect(message).not.toContain('secret');
});

test('where a scheme is missing, the advice writes the URL with either', () => {
  expect(refusal('staging.example.com:8443/switch').fix).toBe(
    'Write https://staging.example.com:8443/switch, or http://staging.example.com:8443/switch if the server speaks http.',
  );
});
