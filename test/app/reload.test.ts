import { once } from 'node:events';
import { rmSync, writeFileSync } from 'node:fs';
import { request } from 'node:http';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { expect, onTestFinished, test } from 'vitest';
import { createMock, type MockOptions, Problem } from '../../src/index.js';
import { writeFiles } from '../openapi/files.js';
import { api, ok, sendTo } from '../play/play.js';

const example = (value: unknown) => ok({ type: 'string' }, { example: value });

/** A mock that serves the files, which can be written again. */
async function serving(files: Record<string, unknown>, options: MockOptions = {}) {
  const folder = writeFiles(files);
  const [first = ''] = Object.keys(files);
  const mock = await createMock({ descriptions: [join(folder, first)], ...options });
  onTestFinished(() => mock.close());
  const url = await mock.listen();
  return {
    mock,
    url,
    folder,
    write: (file: string, content: unknown) =>
      writeFileSync(join(folder, file), typeof content === 'string' ? content : JSON.stringify(content)),
    get: async (path: string, headers = {}) => (await sendTo(url, { method: 'GET', path, headers })).json,
    send: (method: string, path: string, headers = {}) => sendTo(url, { method, path, headers }),
  };
}

const FIRST = api({ '/a': { get: example('first') }, '/old': { get: example('old') } });
const SECOND = api({ '/a': { get: example('second') }, '/new': { get: example('new') } });

test('The next request gets the new version, and the reload says what has changed', async () => {
  const { mock, write, get, send } = await serving({ 'shop.json': FIRST });
  expect(await get('/a')).toBe('first');
  write('shop.json', SECOND);
  expect(await get('/a')).toBe('first');
  expect(await mock.reload()).toMatchObject([
    { api: 'shop', operations: 2, warnings: 0, added: ['GET /new'], removed: ['GET /old'] },
  ]);
  expect(await get('/a')).toBe('second');
  expect(await get('/shop/new')).toBe('new');
  expect((await send('GET', '/old')).status).toBe(404);
});

test('The control plane, the front page and the mock describe the new version', async () => {
  const secured = {
    ...api({ '/a': { get: example('a') } }),
    servers: [{ url: '/v2' }],
    components: { securitySchemes: { key: { type: 'apiKey', in: 'header', name: 'X-Key' } } },
  };
  const { mock, write, get } = await serving({ 'shop.json': FIRST });
  await get('/__admin/apis');
  write('shop.json', secured);
  await mock.reload('shop');
  expect(mock.basePaths).toEqual({ shop: '/v2' });
  expect(mock.described).toMatchObject([{ operations: 1 }]);
  expect(Object.keys(mock.tokens.shop ?? {})).toEqual(['key']);
  expect(await get('/__admin/apis')).toMatchObject({ apis: [{ basePath: '/v2', operations: [{ path: '/v2/a' }] }] });
  expect(await get('/__admin/apis/shop/openapi.json')).toMatchObject({ paths: { '/a': {} } });
  // the front page is for those to whom the control plane is closed
  const { port } = new URL(await mock.listen(0, '0.0.0.0'));
  const page = await fetch(`http://127.0.0.1:${port}/`, { headers: { Accept: 'text/html' } });
  expect(await page.text()).toContain('GET /v2/a');
  await mock.rules.add({ match: { urlPath: '/v2/a' }, response: { code: 200 } });
  await expect(mock.rules.add({ match: { urlPath: '/old' }, response: { code: 200 } })).rejects.toThrow(Problem);
});

test('Sandboxes get it, too; rules, the clock and the journal stay', async () => {
  const { mock, write, get } = await serving({ 'shop.json': FIRST });
  const sandbox = await mock.sandbox('mine');
  await sandbox.rules.add({ match: { urlPath: '/old' }, response: { status: 200, body: { ruled: true } } });
  await mock.clock.set({ time: '2030-01-01T00:00:00Z', frozen: true });
  expect(await get('/~mine/a')).toBe('first');
  write('shop.json', SECOND);
  await mock.reload();
  expect(await get('/~mine/a')).toBe('second');
  expect(await get('/~mine/old')).toEqual({ ruled: true });
  expect(await mock.clock.read()).toMatchObject({ time: expect.stringContaining('2030-01-01'), frozen: true });
  expect(await sandbox.journal.count()).toBe(3);
  await mock.reset();
  expect(await get('/a')).toBe('second');
});

test('A request in progress ends with the old version', async () => {
  const taking = (value: string) =>
    api({ '/a': { post: { ...example(value), requestBody: { content: { 'text/plain': {} } } } } });
  const { mock, url, write, send } = await serving({ 'shop.json': taking('first') });
  const headers = { 'Content-Type': 'text/plain', 'Content-Length': '4', Expect: '100-continue' };
  const waiting = request(`${url}/a`, { method: 'POST', headers });
  waiting.flushHeaders();
  // the mock has matched a request when it wants the body
  await once(waiting, 'continue');
  write('shop.json', taking('second'));
  await mock.reload();
  waiting.end('body');
  const [response] = await once(waiting, 'response');
  expect(JSON.parse(await text(response))).toBe('first');
  expect((await send('POST', '/a', { 'Content-Type': 'text/plain' })).json).toBe('second');
});

test.each<[string, unknown, RegExp]>([
  ['no YAML', 'openapi: 3.0.3\ninfo: [\n', /^Failed to read .*shop\.json: line 3, column \d+: /],
  ['no description', '{}', /is no OpenAPI description/],
  ['empty', '', /^Failed to read .*shop\.json: /],
  ['without operations', api({}), /describes no operation/],
])('A version that is %s is refused, and the old one stays', async (_, content, message) => {
  const { mock, write, get } = await serving({ 'shop.json': FIRST });
  write('shop.json', content);
  const refused = await mock.reload().catch(error => error);
  expect(refused).toMatchObject({ code: 'description-invalid', message: expect.stringMatching(message) });
  expect(await get('/a')).toBe('first');
  write('shop.json', SECOND);
  await mock.reload();
  expect(await get('/a')).toBe('second');
});

test('So is one that is missing', async () => {
  const { mock, folder, get } = await serving({ 'shop.json': FIRST });
  rmSync(join(folder, 'shop.json'));
  await expect(mock.reload()).rejects.toThrow(/there is no such file/);
  expect(await get('/a')).toBe('first');
});

const SPLIT = api({ '/a': { get: ok({ $ref: 'schemas/text.yaml' }) } });

test('A file that was read before must still be readable', async () => {
  const { mock, write, get, folder } = await serving({ 'shop.json': SPLIT, 'schemas/text.yaml': 'enum: [first]' });
  write('schemas/text.yaml', 'enum: [first');
  await expect(mock.reload()).rejects.toThrow(/^Failed to read .*schemas\/text\.yaml: line 1, column \d+: /);
  rmSync(join(folder, 'schemas/text.yaml'));
  await expect(mock.reload()).rejects.toThrow(/schemas\/text\.yaml: it does not exist/);
  expect(await get('/a')).toBe('first');
  write('schemas/text.yaml', 'enum: [second]');
  await mock.reload();
  expect(await get('/a')).toBe('second');
});

test('The files of a description are listed, also those that are missing', async () => {
  const { mock, write, folder } = await serving({ 'shop.json': FIRST });
  const files = () => mock.described[0]?.files;
  expect(files()).toEqual([join(folder, 'shop.json')]);
  write('shop.json', SPLIT);
  expect(await mock.reload()).toMatchObject([{ warnings: 1 }]);
  expect(files()).toEqual([join(folder, 'shop.json'), join(folder, 'schemas/text.yaml')]);
});

test('One of several descriptions may be loaded again; shipped APIs stay as they are', async () => {
  const { mock, write, get } = await serving({ 'shop.json': FIRST }, { apis: ['dnl'], records: 3 });
  write('shop.json', SECOND);
  await expect(mock.reload('dnl')).rejects.toMatchObject({ code: 'no-such-api' });
  await mock.reload('shop');
  expect(await get('/a')).toBe('second');
  expect(await get('/dnl/v1/user/list', { 'X-Auth-Token': mock.tokens.dnl.admin })).toMatchObject({ success: true });
});

test('Without descriptions there is nothing to load', async () => {
  const mock = await createMock({ records: 3 });
  onTestFinished(() => mock.close());
  expect(await mock.reload()).toEqual([]);
});

/** Pets with a name, and what else is said of them. */
const pets = (more: Record<string, unknown>, required: string[] = []) => {
  const pet = {
    type: 'object',
    required: ['id', 'name', ...required],
    properties: { id: INTEGER, name: TEXT, ...more },
  };
  const body = { content: { 'application/json': { schema: { type: 'object', properties: { name: TEXT } } } } };
  return api({
    '/pets': {
      get: ok({ type: 'array', items: pet }),
      post: {
        requestBody: body,
        responses: { 201: { description: 'ok', content: { 'application/json': { schema: pet } } } },
      },
    },
    '/pets/{id}': { get: { parameters: [{ name: 'id', in: 'path', required: true, schema: INTEGER }], ...ok(pet) } },
  });
};
const INTEGER = { type: 'integer' };
const TEXT = { type: 'string' };

async function createPet(url: string, prefix = ''): Promise<number> {
  const headers = { 'Content-Type': 'application/json' };
  const sent = { method: 'POST', path: `${prefix}/pets`, headers, body: '{"name":"Rex"}' };
  return (await sendTo(url, sent)).json.id;
}

test('Records that fit the new version stay, here, in sandboxes and in snapshots', async () => {
  const { mock, url, write, get } = await serving({ 'shop.json': pets({}) });
  const id = await createPet(url);
  mock.snapshot('before');
  const other = await createPet(url, '/~one');
  write('shop.json', pets({ kind: TEXT }));
  expect(await mock.reload()).toMatchObject([{ restarted: [] }]);
  expect(await get(`/pets/${id}`)).toEqual({ id, name: 'Rex' });
  expect(await get(`/~one/pets/${other}`)).toEqual({ id: other, name: 'Rex' });
  const kept = (await get('/pets')).length;
  await createPet(url);
  expect((await get('/pets')).length).toBe(kept + 1);
  await mock.restore('before');
  expect((await get('/pets')).length).toBe(kept);
  await mock.reset();
  expect((await get('/pets')).length).toBe(kept - 1);
});

test('A collection with records that do not fit the new version begins again', async () => {
  const { mock, url, write, get, send } = await serving({ 'shop.json': pets({}) });
  const id = await createPet(url);
  write('shop.json', pets({ kind: { enum: ['cat', 'dog'] } }, ['kind']));
  expect(await mock.reload()).toMatchObject([{ restarted: ['pets'] }]);
  expect((await send('GET', `/pets/${id}`)).status).toBe(404);
  const found = await get('/pets');
  expect(found.length).toBeGreaterThan(0);
  expect(found.every(({ kind }: { kind: string }) => ['cat', 'dog'].includes(kind))).toBe(true);
  expect((await get(`/pets/${await createPet(url)}`)).kind).toMatch(/cat|dog/);
});

test('A version that records in a data folder do not fit is not served, and they stay', async () => {
  const folder = writeFiles({});
  const { mock, url, write, get } = await serving({ 'shop.json': pets({}) }, { data: join(folder, 'data') });
  const id = await createPet(url);
  write('shop.json', pets({ kind: TEXT }, ['kind']));
  await expect(mock.reload()).rejects.toThrow(/Records do not fit the new description: \d+ of shop\.pets\./);
  expect(await get(`/pets/${id}`)).toEqual({ id, name: 'Rex' });
  write('shop.json', pets({ kind: TEXT }));
  expect(await mock.reload()).toMatchObject([{ restarted: [] }]);
  expect(await get(`/pets/${id}`)).toEqual({ id, name: 'Rex' });
  await createPet(url);
});

test('A collection that is new in the new version has its starting records', async () => {
  const { mock, write, get } = await serving({ 'shop.json': FIRST });
  write('shop.json', pets({}));
  await mock.reload();
  expect((await get('/pets')).length).toBe(25);
});
