import { expect, test } from 'vitest';
import { serving, temporaryFolder } from '../../cli/understudy.js';

function linesOf(text: string): Record<string, unknown>[] {
  return text
    .trimEnd()
    .split('\n')
    .map(line => JSON.parse(line));
}

test('serve --json prints the start, each request, messages and the stop as lines of JSON', async () => {
  const { child, banner, url, printed, ended } = await serving(['--memory', '--records', '3', '--json'], {
    cwd: await temporaryFolder(),
  });
  expect(linesOf(banner)).toEqual([
    {
      event: 'ready',
      version: expect.stringMatching(/^\d+\.\d+\.\d+$/),
      url,
      console: `${url}/__admin`,
      apis: { dnl: `${url}/v1`, acefone: `${url}/acefone/v1` },
      data: null,
      seed: 1,
      milliseconds: expect.any(Number),
    },
  ]);
  expect(banner).not.toMatch(/token/i);
  await fetch(`${url}/~alice/v1/user/list?page=x&auth_token=secret`);
  await fetch(`${url}/nowhere`);
  await printed(/nowhere/);
  child.kill('SIGTERM');
  const { code, stdout } = await ended;
  expect(code).toBe(0);
  expect(linesOf(stdout).slice(1)).toEqual([
    {
      event: 'request',
      startedAt: expect.stringMatching(/^\d{4}-\d\d-\d\dT[\d:.]+Z$/),
      method: 'GET',
      url: expect.stringMatching(/^\/~alice\/v1\/user\/list\?page=x&auth_token=(?!secret)/),
      status: 401,
      milliseconds: expect.any(Number),
      api: 'dnl',
      operation: 'listUsers',
      sandbox: 'alice',
      reason: expect.any(String),
    },
    expect.objectContaining({ event: 'request', url: '/nowhere', status: 404 }),
    { event: 'message', text: 'Stopped; the data were only in memory, and are lost.' },
  ]);
});
