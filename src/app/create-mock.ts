import type { Server } from 'node:http';
import type { Express } from 'express';
import { collectionsOf, createAcefone, createDnl, PRINTED_TOKEN, type Tokens } from '../apis/index.js';
import { type Contract, chooseReadings, contractNames, loadContract } from '../contract/index.js';
import { type Api, createApp, listen } from '../mock/index.js';
import { acefoneToken, nonAdminToken } from '../seed/index.js';
import type { About } from '../store/index.js';
import { openStore } from './open-store.js';
import { type MockOptions, type Settings, settingsOf } from './options.js';
import { seededData } from './seeded-data.js';

/** The mock: the APIs, played. */
export interface Mock {
  /** The Express app, for supertest or a server of your own. */
  readonly app: Express;
  /** What the data were seeded from. */
  readonly seed: number;
  readonly users: number;
  /** The tokens that are let in: DNL's admin and DNL's other user, and Acefone's, which only the reading `auth=token` asks for. */
  readonly tokens: MockTokens;
  /** The APIs that are served, and the one that is also served at `/`. */
  readonly apis: readonly string[];
  readonly root: string;
  /** Serves on a port, any free one by default, and answers the URL. Throws `listen-failed`. */
  listen(port?: number, host?: string): Promise<string>;
  /** Puts the data back to how they were seeded; kept once they are saved. */
  reset(): Promise<void>;
  /** Stops listening, lets running requests finish, saves all changes and lets the data folder go. */
  close(): Promise<void>;
}

export type MockTokens = { admin: string; nonAdmin: string; acefone: string };

/** A non-admin's user id matters only to answers that no non-admin gets. */
const NON_ADMIN_ID = 2;

/**
 * Makes a mock. Its data are seeded, or read from the folder `data`.
 * Throws a `Problem` where an option, a contract or the folder cannot be used.
 */
export async function createMock(options: MockOptions = {}): Promise<Mock> {
  const contracts = contractNames().map(loadContract);
  const settings = settingsOf(options, {
    apis: contracts.map(({ api }) => api),
    readings: contracts.flatMap(({ readings }) => readings),
  });
  const { store, release } = await openStore(settings, contracts.flatMap(collectionsOf));
  const { about } = store;
  const tokens = { admin: PRINTED_TOKEN, nonAdmin: nonAdminToken(about.seed), acefone: acefoneToken(about.seed) };
  const apis = playedApis(contracts, settings, { about, tokens });
  const app = createApp({ ...settings, apis, store });
  const servers = new Set<Server>();
  return {
    app,
    seed: about.seed,
    users: about.users,
    tokens,
    apis: settings.apis,
    root: settings.root,
    async listen(port = 0, host = LOOPBACK) {
      const { server, url } = await listen(app, { host, port, requestTimeout: settings.limits.requestTimeout });
      servers.add(server);
      return url;
    },
    reset: () => store.replaceAll(seededData(about)),
    async close() {
      await Promise.all([...servers].map(stop));
      servers.clear();
      await store.settled();
      await release();
    },
  };
}

const LOOPBACK = '127.0.0.1';

function playedApis(
  contracts: readonly Contract[],
  settings: Settings,
  { about, tokens }: { about: About; tokens: MockTokens },
): Api[] {
  const { seed } = about;
  const bearers: Tokens = new Map([
    [tokens.admin, { userId: 1, isAdmin: true }],
    [tokens.nonAdmin, { userId: NON_ADMIN_ID, isAdmin: false }],
  ]);
  return settings.apis.map(name => {
    const contract = contracts.find(({ api }) => api === name) as Contract;
    const readings = chooseReadings(contract.readings, { profile: settings.profile, chosen: settings.readings });
    return name === 'acefone'
      ? createAcefone({ contract, readings, seed, token: tokens.acefone })
      : createDnl({ contract, readings, seed, tokens: bearers });
  });
}

/** Takes no new requests, ends idle connections, and waits for the running requests. */
function stop(server: Server): Promise<void> {
  return new Promise(resolve => {
    server.close(() => resolve());
    server.closeIdleConnections();
  });
}
