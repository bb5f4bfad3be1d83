// The public face for Playwright: each test has a sandbox of a running mock.
import { randomUUID } from 'node:crypto';
import type {
  Fixtures,
  PlaywrightTestArgs,
  PlaywrightTestOptions,
  PlaywrightWorkerArgs,
  PlaywrightWorkerOptions,
  TestInfo,
} from '@playwright/test';

/** The sandbox of one test: a copy of the data, rules, clock and journal of the mock. */
export type MockSandbox = {
  /** Its URL: `http://localhost:8000/~NAME`. */
  readonly url: string;
  /**
   * Sends a request to its control plane, such as `control('POST', '/rules', { match: {}, fault: 'EMPTY_RESPONSE' })`.
   * Resolves to the JSON of the response, or to undefined where it has none. Rejects if the request is refused.
   */
  control(method: string, path: string, body?: unknown): Promise<unknown>;
};

/** The options, to be set by `use` of the configuration. */
export type MockFixtureOptions = {
  /** The URL of the running mock; by default `http://localhost:8000`. */
  mockUrl: string;
  /** The token of its control plane, if it needs one. */
  mockAdminToken: string;
};

type PlaywrightTest = PlaywrightTestArgs & PlaywrightTestOptions;
type PlaywrightWorker = PlaywrightWorkerArgs & PlaywrightWorkerOptions;

/**
 * Fixtures for `test.extend`. Every test gets `mock`, a new sandbox that ends with the test. What its pages send to the URL of
 * the mock goes to that sandbox. If the test fails, the requests that the sandbox has got are attached to its result.
 */
export const mockFixtures: Fixtures<{ mock: MockSandbox }, MockFixtureOptions, PlaywrightTest, PlaywrightWorker> = {
  mockUrl: ['http://localhost:8000', { option: true, scope: 'worker' }],
  mockAdminToken: ['', { option: true, scope: 'worker' }],
  mock: async ({ mockUrl, mockAdminToken }, use, testInfo) => {
    const name = `test-${randomUUID()}`;
    const ask = controlOf(new URL(mockUrl).origin, mockAdminToken);
    await ask('PUT', `/__admin/sandboxes/${name}`);
    const control: MockSandbox['control'] = (method, path, body) => ask(method, `/~${name}/__admin${path}`, body);
    await use({ url: `${new URL(mockUrl).origin}/~${name}`, control });
    if (testInfo.status !== testInfo.expectedStatus) await attachRequests(testInfo, control);
    await ask('DELETE', `/__admin/sandboxes/${name}`);
  },
  context: async ({ context, mock }, use) => {
    const { origin } = new URL(mock.url);
    await context.route(
      url => url.origin === origin && !/^\/(~|__admin)/.test(url.pathname),
      async route => {
        const { pathname, search } = new URL(route.request().url());
        await route.continue({ url: mock.url + pathname + search });
      },
    );
    await use(context);
  },
};

/** Creates what sends requests to a control plane. */
function controlOf(origin: string, token: string) {
  return async (method: string, path: string, body?: unknown): Promise<unknown> => {
    const response = await fetch(origin + path, {
      method,
      ...(token !== '' && { headers: { Authorization: `Bearer ${token}` } }),
      ...(body !== undefined && { body: JSON.stringify(body) }),
    }).catch(error => {
      throw new Error(`No mock responds at ${origin}: start one before the tests, or set mockUrl.`, { cause: error });
    });
    const text = await response.text();
    if (!response.ok) throw new Error(`${method} ${path} was refused with ${response.status}: ${text}`);
    return text === '' ? undefined : JSON.parse(text);
  };
}

async function attachRequests(testInfo: TestInfo, control: MockSandbox['control']): Promise<void> {
  const body = JSON.stringify(await control('GET', '/requests'), undefined, 2);
  await testInfo.attach('requests of the mock', { body, contentType: 'application/json' });
}
