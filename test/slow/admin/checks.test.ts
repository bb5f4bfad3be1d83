import { once } from 'node:events';
import { mkdirSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { expect, onTestFinished, test } from 'vitest';
import { loadDescribedApi, runSuite } from '../../../src/check/index.js';
import { type AdminClient, startAdmin } from '../../admin/start-admin.js';

async function start(server: AdminClient, json: object): Promise<string> {
  const { status, body, headers } = await server.admin('POST', '/checks', { json });
  expect(status, JSON.stringify(body)).toBe(202);
  expect(headers.location).toBe(`/__admin/checks/${body.id}`);
  return body.id;
}

async function ended(server: AdminClient, id: string) {
  const read = async () => (await server.admin('GET', `/checks/${id}`)).body;
  await expect.poll(async () => (await read()).state, { timeout: 120_000, interval: 200 }).not.toBe('running');
  return read();
}

const validate = new Ajv2020({ strict: false }).compile(
  JSON.parse(readFileSync('src/report/report.schema.json', 'utf8')),
);

test('A32: a mock checks itself in a sandbox, which is gone afterwards, and its records stay', {
  timeout: 180_000,
}, async () => {
  const server = await startAdmin();
  const before = (await server.admin('GET', '/records/dnl/users')).body;
  const id = await start(server, { api: 'dnl', seed: 3 });
  expect((await server.admin('GET', '/sandboxes')).body.sandboxes).toEqual([id]);
  const running = await server.admin('POST', '/checks', { json: { api: 'dnl' } });
  expect([running.status, running.body.code]).toEqual([409, 'check-running']);
  const check = await ended(server, id);
  expect(check).toMatchObject({
    id,
    api: 'dnl',
    state: 'ended',
    report: { api: 'dnl', seed: 3, writes: 'own', violations: [] },
  });
  expect(validate(check.report), JSON.stringify(validate.errors)).toBe(true);
  const { pass, fail, flaky, inconclusive, skipped } = check.report.summary;
  expect(check.progress.done).toBe(pass + fail + flaky + inconclusive + skipped);
  expect(pass).toBeGreaterThan(100);
  expect((await server.admin('GET', '/sandboxes')).body.sandboxes).toEqual([]);
  expect((await server.admin('GET', '/records/dnl/users')).body).toEqual(before);
  expect((await server.admin('GET', '/checks')).body.checks).toMatchObject([{ id, state: 'ended' }]);
  expect((await server.admin('GET', '/checks')).body.checks[0].report).toBeUndefined();
  expect((await server.admin('DELETE', `/checks/${id}`)).status).toBe(204);
  expect((await server.admin('GET', `/checks/${id}`)).body.code).toBe('no-such-check');
});

test('an API below its name is checked, too', { timeout: 180_000 }, async () => {
  const server = await startAdmin();
  const check = await ended(server, await start(server, { api: 'acefone' }));
  expect(check).toMatchObject({ state: 'ended', report: { api: 'acefone', violations: [] } });
});

test('the API of a description is checked against it', { timeout: 180_000 }, async () => {
  const server = await startAdmin({
    apis: ['dnl'],
    descriptions: ['examples/telephone-shop/openapi.yaml'],
    auth: 'strict',
  });
  const { apis } = (await server.admin('GET', '/apis')).body;
  const api = apis.map(({ name }: { name: string }) => name).find((name: string) => !/dnl|acefone/.test(name));
  const check = await ended(server, await start(server, { api, budget: 20_000 }));
  expect(check.problem).toBeUndefined();
  expect(check.report).toMatchObject({ violations: [] });
  expect(check.report.summary.pass).toBeGreaterThan(10);
});

test('a description is checked as the mock plays it: with its resources and with the files that it may refer to', {
  timeout: 180_000,
}, async () => {
  const folder = mkdtempSync(join(tmpdir(), 'check-'));
  const [description, resources] = [join(folder, 'api', 'things.json'), join(folder, 'resources.yaml')];
  mkdirSync(join(folder, 'api'));
  writeFileSync(join(folder, 'thing.json'), JSON.stringify(THING));
  writeFileSync(description, JSON.stringify(THINGS));
  writeFileSync(resources, 'operations:\n  getThing: { does: respond }\n');
  const options = { descriptions: [description], apis: ['things', 'dnl'], allowRefs: [folder], resources };
  const server = await startAdmin(options);
  const check = await ended(server, await start(server, { api: 'things' }));
  expect(check.report).toMatchObject({ violations: [], warnings: [] });
  // without the resources, the mock seems to break what is inferred
  const api = await loadDescribedApi(description, { allowRefs: [folder] });
  const target = `${server.url}/~other/things`;
  const { violations } = await runSuite({ target, api, tokens: { schemes: server.mock.tokens.things ?? {} } });
  expect(violations.length).toBeGreaterThan(0);
});

const THING = {
  type: 'object',
  required: ['id', 'name'],
  properties: { id: { type: 'integer' }, name: { type: 'string', minLength: 1 } },
};

const content = (schema: object) => ({ content: { 'application/json': { schema } } });
const REF = { $ref: '../thing.json' };

const THINGS = {
  openapi: '3.1.0',
  info: { title: 'Things', version: '1' },
  paths: {
    '/things': {
      get: {
        operationId: 'listThings',
        responses: { 200: { description: 'ok', ...content({ type: 'array', items: REF }) } },
      },
      post: {
        operationId: 'addThing',
        requestBody: { required: true, ...content(REF) },
        responses: { 201: { description: 'ok', ...content(REF) }, 400: { description: 'wrong' } },
      },
    },
    '/things/{id}': {
      get: {
        operationId: 'getThing',
        parameters: [{ name: 'id', in: 'path', required: true, schema: { type: 'integer' } }],
        responses: { 200: { description: 'ok', ...content(REF) }, 404: { description: 'unknown' } },
      },
    },
  },
};

test('A33: a check that is stopped ends, and says that its report is partial', { timeout: 120_000 }, async () => {
  const server = await startAdmin();
  const id = await start(server, { api: 'dnl' });
  const done = async () => (await server.admin('GET', `/checks/${id}`)).body.progress?.done ?? 0;
  await expect.poll(done, { timeout: 60_000, interval: 50 }).toBeGreaterThan(0);
  expect((await server.admin('DELETE', `/checks/${id}`)).status).toBe(204);
  const check = await ended(server, id);
  expect(check).toMatchObject({ state: 'stopped', report: { ended: 'interrupted' } });
  expect(check.report.incomplete).toMatch(/\w/);
});

test('another server is checked; one that does not answer is said', { timeout: 60_000 }, async () => {
  const server = await startAdmin();
  const other = createServer((_, response) => void response.writeHead(500).end('{}')).listen(0, '127.0.0.1');
  onTestFinished(() => void other.close());
  await once(other, 'listening');
  const target = `http://127.0.0.1:${(other.address() as AddressInfo).port}`;
  const judged = await ended(server, await start(server, { api: 'dnl', target, token: 'x', writes: 'none' }));
  expect(judged).toMatchObject({ target, state: 'failed', problem: expect.stringMatching(/500/) });
  other.close();
  const gone = await ended(server, await start(server, { api: 'dnl', target: 'http://127.0.0.1:1' }));
  expect(gone).toMatchObject({ state: 'failed', problem: expect.stringContaining('127.0.0.1:1') });
  expect(JSON.stringify((await server.admin('GET', '/checks')).body)).not.toContain('token');
});

test.each([
  [{}, '/api is missing'],
  [{ api: 'none' }, '/api names the unknown API none. Known APIs: dnl, acefone.'],
  [{ api: 'dnl', target: 'ftp://a' }, '/target must be a URL with http or https.'],
  [{ api: 'dnl', target: 'http://169.254.169.254/' }, '/target must not be a link-local address.'],
  [{ api: 'dnl', writes: 'all' }, '/writes must be one of none, own'],
])('no check is started with %j', async (json, detail) => {
  const server = await startAdmin();
  const { status, body } = await server.admin('POST', '/checks', { json });
  expect([status, body.code]).toEqual([400, 'control-invalid']);
  expect(body.detail).toContain(detail);
  expect((await server.admin('GET', '/checks')).body).toEqual({ checks: [] });
});

test('a sandbox has no checks', async () => {
  const server = await startAdmin();
  const { status, body } = await server.admin('POST', '/checks', { in: 'box', json: { api: 'dnl' } });
  expect([status, body.detail]).toEqual([404, 'A sandbox has no checks.']);
});
