import { execFile } from 'node:child_process';
import { symlink, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { expect, onTestFinished, test } from 'vitest';
import { createMock } from '../../src/index.js';
import { temporaryFolder } from '../cli/understudy.js';

type Attachment = { name: string; contentType: string; body: string };
type Result = { status: string; attachments: Attachment[]; errors: { message: string }[] };
type Report = { suites: { specs: { title: string; tests: { results: Result[] }[] }[] }[] };

/** Runs tests with Playwright, without a browser; resolves to the result of each by its title. */
async function playwright(tests: string, mockUrl: string): Promise<Record<string, Result | undefined>> {
  const folder = await temporaryFolder();
  await symlink(resolve('node_modules'), join(folder, 'node_modules'));
  const fixtures = JSON.stringify(pathToFileURL(resolve('dist/playwright.js')).href);
  await writeFile(
    join(folder, 'some.test.mjs'),
    `import { expect, test as base } from '@playwright/test';
    import { mockFixtures } from ${fixtures};
    const test = base.extend(mockFixtures);
    ${tests}`,
  );
  await writeFile(join(folder, 'playwright.config.mjs'), `export default { use: { mockUrl: '${mockUrl}' } };`);
  const args = [resolve('node_modules/@playwright/test/cli.js'), 'test', '--reporter', 'json', '--workers', '2'];
  const stdout = await new Promise<string>(done => {
    // it exits with 1 where a test fails, which is wanted
    execFile(process.execPath, args, { cwd: folder, env: { PATH: process.env.PATH ?? '' } }, (_, printed) =>
      done(printed),
    );
  });
  const { suites } = JSON.parse(stdout) as Report;
  const specs = suites.flatMap(({ specs }) => specs);
  return Object.fromEntries(specs.map(({ title, tests }) => [title, tests[0]?.results[0]]));
}

const ASKING = `
  const ask = (mock, path) => fetch(mock.url + path, { headers: { 'X-Auth-Token': 'wrong' } });
  test('passes', async ({ mock }) => {
    await mock.control('POST', '/rules', { match: {}, response: { status: 418 } });
    expect((await ask(mock, '/v1/user/1')).status).toBe(418);
  });
  test('fails', async ({ mock }) => {
    expect((await ask(mock, '/v1/user/2')).status).toBe(200);
  });
  test('is refused', async ({ mock }) => {
    await mock.control('POST', '/rules', { times: 0 });
  });`;

test('each Playwright test has a sandbox of its own, whose requests are attached where it fails', async () => {
  const mock = await createMock({ records: 3 });
  onTestFinished(() => mock.close());
  const url = await mock.listen();
  const { passes, fails, 'is refused': isRefused } = await playwright(ASKING, url);
  expect(passes).toMatchObject({ status: 'passed', attachments: [] });
  expect(fails?.status).toBe('failed');
  const attached = fails?.attachments.find(({ name }) => name === 'requests of the mock');
  expect(attached?.contentType).toBe('application/json');
  const { requests } = JSON.parse(Buffer.from(attached?.body ?? '', 'base64').toString());
  expect(requests).toEqual([expect.objectContaining({ operation: 'getUser', respondedBy: 'refusal' })]);
  expect(isRefused?.errors[0]?.message).toMatch(/POST \/~test-\S+\/__admin\/rules was refused with 400: .*times/);
  // no rule of a sandbox is seen outside, and none is left
  expect(await mock.rules.list()).toEqual([]);
  expect(await (await fetch(`${url}/__admin/sandboxes`)).json()).toEqual({ sandboxes: [] });
});

test('without a running mock a Playwright test says how to start one', async () => {
  const mock = await createMock({ records: 3 });
  const url = await mock.listen();
  await mock.close();
  const { passes } = await playwright(ASKING, url);
  expect(passes?.status).toBe('failed');
  expect(passes?.errors[0]?.message).toContain(
    `No mock responds at ${url}: start one before the tests, or set mockUrl.`,
  );
});
