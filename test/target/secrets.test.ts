import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, onTestFinished, test } from 'vitest';
import { formatCurl, openTarget, secret } from '../../src/target/index.js';

test('a secret in the query is sent, and its command has a shell variable in its place', async () => {
  const seen: string[] = [];
  const server = createServer((asked, response) => {
    seen.push(asked.url ?? '');
    response.end();
  });
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const target = await openTarget(url, { basePath: '', timeout: 5000 });
  onTestFinished(async () => {
    await target.close();
    server.close();
  });
  const exchange = await target.send({
    method: 'GET',
    path: '/things?page=1',
    headers: {},
    secrets: { key: secret('a b', '$UNDERSTUDY_TOKEN') },
  });
  expect(seen).toEqual(['/things?page=1&key=a%20b']);
  expect(exchange.url).toBe(`${url}/things?page=1`);
  expect(formatCurl(exchange)).toContain(`'${url}/things?page=1''&key='"$UNDERSTUDY_TOKEN"`);
});
