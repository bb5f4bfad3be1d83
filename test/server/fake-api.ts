import { onTestFinished } from 'vitest';
import type { Operation } from '../../src/contract/index.js';
import { Journal, JournalMemory } from '../../src/journal/index.js';
import { SettableClock } from '../../src/kernel/index.js';
import { type Rule, Rules } from '../../src/rules/index.js';
import {
  type Api,
  ApiSetCache,
  createApp,
  createLenientReader,
  describer,
  type Handler,
  listener,
  Workspaces,
} from '../../src/server/index.js';
import { DATA_FORM, memoryAdapter, Sandboxes, Store } from '../../src/store/index.js';

const ANYTHING = { types: new Set<string>(), properties: new Map(), items: undefined };

/** An operation whose contract allows only the response `{"ok":true}` with status 200. */
function operation(id: string, method: string): Operation {
  return {
    id,
    method,
    place: `fake.json#/${id}`,
    template: `/${id}`,
    isCompanion: false,
    isOpen: false,
    readsHeaders: false,
    security: [],
    responses: [],
    query: new Map(),
    body: method === 'GET' ? undefined : { shape: ANYTHING, issues: () => [] },
    examples: () => ['fine'],
    example: () => '{"ok":true}',
    bodyExample: () => '{}',
    statuses: new Set([200]),
    certainty: status => (status === 200 ? 'explicit' : 'generated'),
    touched: () => new Set(),
    statementAt: () => undefined,
    violations: ({ status, body }) =>
      status === 200 && (body as { ok?: unknown }).ok === true
        ? []
        : [{ path: ['ok'], expected: 'choice', message: 'must be true', wanted: 'true', schemaPath: 'fake.json#/ok' }],
  };
}

/** The app of a fake API with the operations `GET /read` and `POST /write`, which share one handler. */
export async function fakeApp(
  handler: Handler | undefined,
  {
    validateResponses = false,
    append,
    clock = () => 0,
  }: { validateResponses?: boolean; append?: () => Promise<void>; clock?: () => number } = {},
) {
  const api: Api = {
    name: 'fake',
    operations: [operation('read', 'GET'), operation('write', 'POST')],
    handlers: handler ? { read: handler, write: handler } : {},
    ...createLenientReader({ coercion: {} }),
    authenticate: () => ({ principal: { userId: null } }),
    refuse: () => ({ status: 400, body: '{}' }),
    outcome: (operation, { status, example }) => ({ status, body: operation.example(status, example) }),
    expired: () => ({ status: 401, body: '{}' }),
  };
  const store = await Store.open(
    append
      ? { ...memoryAdapter, log: { append, size: 0, most: 1, settled: async () => {}, close: async () => {} } }
      : memoryAdapter,
    {
      definitions: [
        { name: 'fake.things', key: 'id', columns: { id: 'number' }, classes: [], indexes: [], issues: () => [] },
      ],
      seeded: () => ({
        about: { understudy: DATA_FORM, seed: 0 },
        next: { 'fake.things': 2 },
        collections: { 'fake.things': [{ id: 1, name: 'first' }] },
      }),
    },
  );
  const failures: unknown[] = [];
  const limits = { bytes: 1000, depth: 10, url: 1000, headers: 16_384, delay: 1000 };
  const workspaces = new Workspaces({
    store,
    sandboxes: new Sandboxes(store, { most: 10 }),
    clock: new SettableClock(clock),
    apiSets: new ApiSetCache({ apis: () => [api], defaultApi: 'fake' }),
    choice: { profile: 'documented', readings: {} },
    parseRule: json => json as Rule,
    scenarioNamed: () => undefined,
    rules: now => new Rules({ max: 10, seed: 1, now }),
    journal: apiSet =>
      new Journal({ max: 10, memory: new JournalMemory(), describe: describer({ apiSet, depth: 10 }) }),
  });
  const app = createApp({
    workspaces,
    isOpen: false,
    visitorSandboxes: false,
    nextReset: () => undefined,
    trustProxy: false,
    cors: true,
    frontPage: { version: '0', requiresToken: false, isOpen: false, apis: [] },
    delay: 0,
    clockSet: true,
    limits,
    validateResponses,
    onFailure: error => failures.push(error),
  });
  return { app, store, workspaces, failures };
}

/** Serves an app, on a free port, until the test has finished. */
export async function served(app: ReturnType<typeof createApp>) {
  const listening = await listener(app, {
    limits: { requestTimeout: 30_000, headers: 16_384, connections: 10 },
    cors: true,
  })({
    host: '127.0.0.1',
    port: 0,
  });
  onTestFinished(() => {
    listening.server.close();
    listening.server.closeAllConnections();
  });
  return listening;
}
