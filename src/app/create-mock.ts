import { readFileSync } from 'node:fs';
import type { RequestListener } from 'node:http';
import { createAdmin, Meter, operationsForRules } from '../admin/index.js';
import type { ShippedTokens } from '../apis/index.js';
import { createConsole } from '../console/index.js';
import { readScenarios } from '../fake/index.js';
import { type Exchange, summarizeRefusal, toShortLine } from '../journal/index.js';
import { Problem, packageFile } from '../kernel/index.js';
import {
  CallbackSender,
  createApp,
  isAdminPath,
  type Listening,
  listener,
  type Workspaces,
  type Wrong,
} from '../server/index.js';
import { beginScenario, createWorkspaces, playApis, scenarioOfData, scenarioOfSettings } from './create-workspaces.js';
import type { DescribedSummary } from './described/described-summary.js';
import type { KnownApi } from './known-api.js';
import { loadApis } from './known-apis.js';
import { type OpenStore, openStore } from './open-store.js';
import type { Finished, MockOptions } from './options/mock-options.js';
import { canLoad } from './options/option-issues.js';
import { resolveSettings, type Settings } from './options/settings.js';
import { RegularResets } from './regular-resets.js';
import { type Reloaded, redefineCollections, reloadApis } from './reload.js';
import { ServedApis } from './served-apis.js';
import { type ShippedSummary, summarizeShipped } from './shipped-summary.js';
import { type WorkspaceClient, workspaceClient } from './workspace-client.js';

/** The mock: the played APIs, and the workspace outside of sandboxes. */
export interface Mock extends WorkspaceClient {
  /** The Express app, for supertest or your own server. */
  readonly app: RequestListener;
  /** The base path of each served API: `{ petstore: '/v1', shop: '/shop/v2' }`. */
  readonly basePaths: Readonly<Record<string, string>>;
  /** The APIs that are made from descriptions alone. */
  readonly described: readonly DescribedSummary[];
  /** The other APIs, which are shipped. */
  readonly shipped: readonly ShippedSummary[];
  /** The seed of the data. */
  readonly seed: number;
  /** The tokens to send, by API and owner. An API may accept requests without one. */
  readonly tokens: MockTokens;
  /** Serves on a port, by default any free port, and resolves to the URL. Throws `listen-failed`. */
  listen(port?: number, host?: string): Promise<string>;
  /**
   * Creates or replaces a sandbox, an isolated copy in memory of the present data or of a snapshot. Its requests have
   * `/~NAME` before their path. Throws `sandbox-name-invalid`, `no-such-snapshot`.
   */
  sandbox(name: string, from?: { snapshot: string }): Promise<Sandbox>;
  /**
   * Loads the description of an API, or all descriptions, again. The next request gets the new version; data, rules and the
   * journal stay. Rejects with `description-invalid`, and nothing has changed then.
   */
  reload(api?: string): Promise<readonly Reloaded[]>;
  /**
   * Stops listening, gives running requests five seconds to finish, saves all changes and releases the data folder. Rejects
   * with `files-replaced` or `data-unsaved` if the next start would not have all acknowledged changes.
   */
  close(): Promise<void>;
}

/** One sandbox: a private copy of the data. A reset restores the state in which it was created. */
export interface Sandbox extends WorkspaceClient {
  /** The beginning of the paths of its requests: `/~NAME`. */
  readonly prefix: string;
}

export type MockTokens = ShippedTokens & {
  /** Of an API of a description: a credential for each of its security schemes, by name. */
  readonly [api: string]: Readonly<Record<string, string>>;
};

const LOOPBACK = '127.0.0.1';

/**
 * Creates a mock. Its data are seeded, or read from the folder `data`.
 * Throws a `Problem` for an option, a contract or a folder that cannot be used.
 */
export async function createMock(options: MockOptions = {}): Promise<Mock> {
  // options of the wrong type are refused below, with all that is wrong
  const known = await loadApis(canLoad(options) ? options : {});
  const settings = resolveSettings(options, known);
  const chosen = scenarioOfSettings(settings);
  const open = await openStore({ ...settings, scenario: chosen }, known);
  try {
    const { mock, workspaces } = mockOf(open, { settings, known });
    const scenario = chosen ?? scenarioOfData(open.store.about, settings);
    if (scenario) await beginScenario(workspaces, { scenario, isKnown: open.isKnown });
    return mock;
  } catch (error) {
    await open.store.close().catch(() => {});
    open.release();
    throw error;
  }
}

function mockOf(
  { store, tokenKey, release }: OpenStore,
  { settings, known }: { settings: Settings; known: KnownApi[] },
): { mock: Mock; workspaces: Workspaces } {
  const { seed, records } = store.about;
  const numbers = { seed, records };
  const apis = new ServedApis(known, { ...settings, numbers });
  const play = () => playApis({ ...apis.view, numbers, tokenKey });
  const callbacks =
    settings.callbacks === 'off' ? undefined : new CallbackSender({ loopbackOnly: settings.callbacks === 'loopback' });
  const workspaces = createWorkspaces(store, {
    settings,
    apis: play(),
    operations: () => operationsForRules(apis.view.admin),
    callbacks,
  });
  const scenarios = () => readScenarios(settings.apis);
  const closing = new AbortController();
  const nextReset = () => resets?.next;
  const meter = new Meter(workspaces);
  const plane = createAdmin({
    workspaces,
    apis: () => apis.view.admin,
    overrideResources: (...given) => overrideResources(...given),
    scenarios,
    version: version(),
    meter,
    token: settings.adminToken,
    documents: settings.documents,
    nextReset,
    isOpen: settings.isOpen,
    limits: settings.limits,
    closing: closing.signal,
    onFailure: settings.onFailure,
  });
  const { onFinished } = settings;
  const onExchange = (exchange: Exchange, wrong: Wrong) => {
    if (!isAdminPath(exchange.path)) meter.count(exchange);
    onFinished?.(describeFinished(exchange, wrong));
  };
  const frontPage = {
    version: version(),
    requiresToken: settings.adminToken !== undefined,
    isOpen: settings.isOpen,
    get apis() {
      return apis.view.page;
    },
  };
  const app = createApp({
    ...settings,
    nextReset,
    workspaces,
    admin: plane.control,
    console: createConsole({ requiresToken: settings.adminToken !== undefined }),
    frontPage,
    onExchange,
  });
  const listen = listener(app, settings);
  const servers = new Set<Listening>();
  let closed: Promise<void> | undefined;
  const close = async () => {
    closing.abort();
    resets?.end();
    callbacks?.close();
    await Promise.all([...servers].map(({ stop }) => stop()));
    try {
      await store.close();
    } finally {
      release();
    }
  };
  /** Serves the new version of an API from the next request on. Records that still fit, rules and the journal stay. */
  const replaceApi = async (next: KnownApi): Promise<Reloaded[]> => {
    const before = apis.view.known.find(({ name }) => name === next.name) ?? next;
    const restarted = await redefineCollections({ before, next }, { store, sandboxes: workspaces.sandboxes });
    const reloaded = apis.replace(next, restarted);
    workspaces.apiSets.replaceApis(play());
    return reloaded;
  };
  const overrideResources = async (name: string, { text, save }: { text: string; save: boolean }) => {
    const next = await apis.view.served.find(api => api.name === name)?.overrides?.replace(text, { save });
    const reloaded = next ? await replaceApi(next) : [];
    return reloaded.flatMap(({ restarted }) => restarted);
  };
  const mock: Mock = {
    app,
    get basePaths() {
      return apis.view.basePaths;
    },
    get described() {
      return apis.described;
    },
    get shipped() {
      return summarizeShipped(apis.view.served, numbers);
    },
    seed,
    get tokens() {
      return apis.view.tokens as MockTokens;
    },
    async listen(port = 0, host = LOOPBACK) {
      const listening = await listen({ host, port });
      servers.add(listening);
      if (!closed) return listening.url;
      await listening.stop();
      throw new Problem('mock-closed', 'Failed to listen: the mock has been closed.');
    },
    ...workspaceClient({ workspaces, plane, workspace: workspaces.main }),
    async sandbox(name, from) {
      const workspace = await workspaces.inTurn(undefined, 'read', () =>
        workspaces.make(name, { from: from?.snapshot }),
      );
      return { prefix: `/~${name}`, ...workspaceClient({ workspaces, plane, workspace, sandbox: name }) };
    },
    async reload(name) {
      const loaded = await reloadApis(apis.view.served, name);
      const reloaded: Reloaded[] = [];
      for (const api of loaded) reloaded.push(...(await replaceApi(api)));
      return reloaded;
    },
    close: () => (closed ??= close()),
  };
  const { resetEvery, onReset, onFailure } = settings;
  const reset = () => void mock.reset().then(onReset, onFailure);
  const resets = resetEvery === undefined ? undefined : new RegularResets(resetEvery, reset);
  return { mock, workspaces };
}

/** Describes an exchange, with what was wrong with the request. */
function describeFinished(exchange: Exchange, { tolerated, problem, bodies }: Wrong): Finished {
  if (exchange.status < 400 && tolerated === undefined) return exchange;
  const sentence = problem?.message ?? tolerated;
  const reason = sentence === undefined ? summarizeRefusal(bodies.response) : toShortLine(sentence);
  return reason === undefined ? exchange : { ...exchange, reason };
}

/** The version of the package. */
export function version(): string {
  const manifest = JSON.parse(readFileSync(packageFile('package.json'), 'utf8'));
  return String(manifest.version);
}
