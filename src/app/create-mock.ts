import type { RequestListener } from 'node:http';
import { createAdmin, Meter } from '../admin/index.js';
import { apiDefinitions } from '../apis/index.js';
import { loadContract } from '../contract/index.js';
import { readScenarios } from '../fake/index.js';
import type { Exchange } from '../journal/index.js';
import { Problem } from '../kernel/index.js';
import { createApp, isAdminPath, type Listening, listener, type Refusal, type Workspaces } from '../server/index.js';
import { beginScenario, scenarioAskedFor, scenarioOfData } from './begin-scenario.js';
import { collectionDefinitions } from './collections.js';
import { createWorkspaces, type KnownApi, playApis } from './create-workspaces.js';
import { describeFinished } from './finished.js';
import type { MockOptions } from './mock-options.js';
import { type OpenStore, openStore } from './open-store.js';
import { resolveSettings, type Settings } from './settings.js';
import { version } from './version.js';
import { type WorkspaceClient, workspaceClient } from './workspace-client.js';

/** The mock: the APIs, played, and the workspace of those who use no sandbox. */
export interface Mock extends WorkspaceClient {
  /** The Express app, for supertest or a server of your own. */
  readonly app: RequestListener;
  /** The served APIs by name, each with what its paths begin with: `{ dnl: '/v1', acefone: '/acefone/v1' }`. */
  readonly basePaths: Readonly<Record<string, string>>;
  /** What the data were seeded from. */
  readonly seed: number;
  readonly users: number;
  /** The tokens to send, by API and by whose they are. Acefone asks for one only where the reading auth says so. */
  readonly tokens: MockTokens;
  /** Serves on a port, any free one by default, and answers the URL. Throws `listen-failed`. */
  listen(port?: number, host?: string): Promise<string>;
  /**
   * Makes a sandbox, an isolated copy of the data in memory, anew: from the data as they are or from a snapshot. Its
   * requests have `/~NAME` before their path. Throws `sandbox-name-invalid`, `no-such-snapshot`.
   */
  sandbox(name: string, from?: { snapshot: string }): Promise<Sandbox>;
  /**
   * Stops listening, gives running requests five seconds to finish, saves all changes and lets the data folder go. Rejects
   * with `files-replaced` or `data-unsaved` where a next start would not have all changes that were acknowledged.
   */
  close(): Promise<void>;
}

/** One sandbox: a copy of the data that nobody else sees. It is reset to what it was made from. */
export interface Sandbox extends WorkspaceClient {
  /** What stands before the paths of its requests: `/~NAME`. */
  readonly prefix: string;
}

export type MockTokens = {
  readonly dnl: { readonly admin: string; readonly nonAdmin: string };
  readonly acefone: { readonly account: string };
};

const LOOPBACK = '127.0.0.1';

/**
 * Makes a mock. Its data are seeded, or read from the folder `data`.
 * Throws a `Problem` where an option, a contract or the folder cannot be used.
 */
export async function createMock(options: MockOptions = {}): Promise<Mock> {
  const known = Object.entries(apiDefinitions).map(([name, definition]) => ({
    name,
    definition,
    contract: loadContract(name),
  }));
  const settings = resolveSettings(options, known);
  const askedFor = scenarioAskedFor(settings);
  const open = await openStore({ ...settings, scenario: askedFor }, known.flatMap(collectionDefinitions));
  try {
    const { mock, workspaces } = mockOf(open, { settings, known });
    const scenario = askedFor ?? scenarioOfData(open.store.about, settings);
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
  const { seed, users } = store.about;
  const served = known.filter(({ name }) => settings.apis.includes(name));
  const basePaths = Object.fromEntries(
    served.map(({ name, contract }) => [name, (name === settings.defaultApi ? '' : `/${name}`) + contract.basePath]),
  );
  const workspaces = createWorkspaces(store, { settings, apis: playApis({ known, served, seed, tokenKey }) });
  const scenarios = () => readScenarios(settings.apis);
  const closing = new AbortController();
  const meter = new Meter(workspaces);
  const plane = createAdmin({
    workspaces,
    apis: served.map(({ name, definition, contract }) => ({
      name,
      basePath: basePaths[name] ?? '',
      contract,
      tokens: definition.tokens(seed),
    })),
    scenarios,
    version: version(),
    meter,
    token: settings.adminToken,
    isOpen: settings.isOpen,
    limits: settings.limits,
    closing: closing.signal,
    onFailure: settings.onFailure,
  });
  const { onFinished } = settings;
  const onExchange = (exchange: Exchange, refusal: Refusal) => {
    if (!isAdminPath(exchange.path)) meter.count(exchange);
    onFinished?.(describeFinished(exchange, refusal));
  };
  const frontPage = {
    version: version(),
    asksForToken: settings.adminToken !== undefined,
    isOpen: settings.isOpen,
    apis: served.map(({ name, contract }) => ({
      name,
      basePath: basePaths[name] ?? '',
      operations: contract.operations.map(({ method, template, isCompanion }) => ({
        method,
        path: template.slice(contract.basePath.length),
        isCompanion,
      })),
    })),
  };
  const app = createApp({ ...settings, workspaces, admin: plane.control, frontPage, onExchange });
  const listen = listener(app, settings.limits);
  const servers = new Set<Listening>();
  let closed: Promise<void> | undefined;
  const close = async () => {
    closing.abort();
    await Promise.all([...servers].map(({ stop }) => stop()));
    try {
      await store.close();
    } finally {
      release();
    }
  };
  const mock: Mock = {
    app,
    basePaths,
    seed,
    users,
    tokens: Object.fromEntries(known.map(({ name, definition }) => [name, definition.tokens(seed)])) as MockTokens,
    async listen(port = 0, host = LOOPBACK) {
      const listening = await listen({ host, port });
      servers.add(listening);
      if (!closed) return listening.url;
      await listening.stop();
      throw new Problem('mock-closed', 'Failed to listen: the mock has been closed.');
    },
    ...workspaceClient({ workspaces, plane, workspace: workspaces.main }),
    async sandbox(name, from) {
      const workspace = workspaces.make(name, { from: from?.snapshot });
      return { prefix: `/~${name}`, ...workspaceClient({ workspaces, plane, workspace, sandbox: name }) };
    },
    close: () => (closed ??= close()),
  };
  return { mock, workspaces };
}
