import { type Browser, type BrowserContextOptions, chromium, type Page } from 'playwright-core';
import { expect, onTestFinished } from 'vitest';
import { createMock, type Mock, type MockOptions } from '../../../src/index.js';

let browser: Promise<Browser> | undefined;

/** One browser for all tests: `CHROMIUM`, or else that of Debian. */
function launch(): Promise<Browser> {
  browser ??= chromium.launch({
    executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
    // in a container there is often no other user than root
    args: ['--no-sandbox'],
  });
  return browser;
}

export type ConsoleOptions = MockOptions & {
  /** The address below the mock; by default that of the console. */
  at?: string;
  context?: BrowserContextOptions | undefined;
  /** Sends requests before the page is opened. */
  before?(server: MockServer): Promise<unknown>;
  /** Prepares the page before it is opened. */
  prepare?(page: Page): Promise<unknown>;
  /** Messages in the browser's console that the test expects. */
  expected?: RegExp | undefined;
};

type MockServer = {
  mock: Mock;
  url: string;
  /** Sends a request as DNL's admin. */
  send(method: string, path: string, sent?: { body?: string; headers?: Record<string, string> }): Promise<Response>;
};

/** A mock with an admin's token for its requests. */
export async function startMockServer(options: MockOptions = {}, port = 0): Promise<MockServer> {
  const mock = await createMock({ records: 20, ...options });
  onTestFinished(() => mock.close());
  const url = await mock.listen(port);
  return {
    mock,
    url,
    send: (method, path, { body, headers } = {}) =>
      fetch(url + path, {
        method,
        headers: { 'X-Auth-Token': mock.tokens.dnl.admin, ...headers },
        ...(body !== undefined && { body }),
      }),
  };
}

/**
 * A mock and the console in a browser. When the test has finished, every request of the page must have gone to the mock, and the
 * browser must have had nothing to say.
 */
export async function openConsole({
  at = '/__admin',
  context,
  before,
  prepare,
  expected,
  ...options
}: ConsoleOptions = {}) {
  const server = await startMockServer(options);
  await before?.(server);
  const page = await openPage(server.url, { context, expected });
  await prepare?.(page);
  await page.goto(server.url + at);
  return { ...server, page, rows: page.locator('.row') };
}

/** A page in a context of its own. */
export async function openPage(
  url: string,
  { context: options, expected }: Pick<ConsoleOptions, 'context' | 'expected'> = {},
): Promise<Page> {
  const context = await (await launch()).newContext(options);
  context.setDefaultTimeout(60_000);
  const page = await context.newPage();
  const said: string[] = [];
  const elsewhere: string[] = [];
  page.on('console', message => {
    if (message.type() === 'error' || message.type() === 'warning') said.push(message.text());
  });
  page.on('pageerror', error => said.push(error.message));
  page.on('request', request => {
    if (!/^(data|blob|about):/.test(request.url()) && new URL(request.url()).origin !== new URL(url).origin) {
      elsewhere.push(request.url());
    }
  });
  onTestFinished(async () => {
    await context.close();
    expect(said.filter(text => !expected?.test(text))).toEqual([]);
    expect(elsewhere).toEqual([]);
  });
  return page;
}

/** The texts of a column, the newest request first. */
export async function column(page: Page, name: string): Promise<string[]> {
  return page.locator(`.row .${name}`).allTextContents();
}
