import { mkdtemp, readFile, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { inferDescription } from '../../src/app/index.js';
import type { MockOptions } from '../../src/index.js';
import { startAdmin } from './start-admin.js';

const SCHEMA = `type: object, required: [id, name], properties: { id: { type: integer }, name: { type: string } }`;
const DESCRIPTION = `openapi: 3.1.0
info: { title: Shop, version: '1' }
paths:
  /things:
    get: { operationId: listThings, responses: { '200': { description: ok, content: { application/json: { schema: { type: array, items: { $ref: '#/components/schemas/Thing' } } } } } } }
    post: { operationId: addThing, requestBody: { content: { application/json: { schema: { $ref: '#/components/schemas/Thing' } } } }, responses: { '201': { description: ok, content: { application/json: { schema: { $ref: '#/components/schemas/Thing' } } } } } }
  /things/{id}:
    get: { operationId: getThing, parameters: [{ name: id, in: path, required: true, schema: { type: integer } }], responses: { '200': { description: ok, content: { application/json: { schema: { $ref: '#/components/schemas/Thing' } } } } } }
components: { schemas: { Thing: { ${SCHEMA} } } }
`;

async function startShop(resources?: string, options: MockOptions = {}) {
  const folder = await mkdtemp(join(tmpdir(), 'inference-'));
  const [description, file] = [join(folder, 'shop.yaml'), join(folder, 'resources.yaml')];
  await writeFile(description, DESCRIPTION);
  if (resources !== undefined) await writeFile(file, resources);
  const server = await startAdmin({
    descriptions: [description],
    apis: ['shop', 'dnl'],
    ...(resources !== undefined && { resources: file }),
    ...options,
  });
  const override = (text: string, more: object = {}) =>
    server.admin('PUT', '/apis/shop/resources', { json: { text, ...more } });
  const countThings = async () => JSON.parse((await server.ask('GET', '/shop/things')).text).length;
  return { ...server, description, file, override, countThings };
}

const FEWER = 'collections:\n  things: { records: 2 }\n';

test('what is understood is what the command says, with the resources as YAML', async () => {
  const { admin, description } = await startShop();
  const { status, body } = await admin('GET', '/apis/shop/inference');
  expect(status).toBe(200);
  const { api, yaml, overrides, ...inference } = body;
  expect(inference).toEqual(JSON.parse(JSON.stringify(await inferDescription(description))));
  expect(yaml).toContain('  listThings: { does: list, collection: things');
  expect([api, overrides]).toEqual(['shop', { text: '', isSaved: true }]);
});

test('of a shipped API it is what its contract folder says, and it cannot be overridden', async () => {
  const { admin } = await startAdmin();
  const { body } = await admin('GET', '/apis/dnl/inference');
  expect(body.operations).toContainEqual(expect.objectContaining({ id: 'patchUsers', does: 'updateAll' }));
  expect([body.overrides, body.yaml.includes('patchUsers')]).toEqual([undefined, true]);
  const refused = await admin('PUT', '/apis/dnl/resources', { json: { text: '' } });
  expect([refused.status, refused.body.detail]).toEqual([400, 'The resources of dnl are a part of Understudy.']);
});

test('resources are overridden from the next request on, and back', async () => {
  const { override, ask, admin, countThings } = await startShop();
  await ask('POST', '/shop/things', { body: '{"name":"kept"}', headers: { 'Content-Type': 'application/json' } });
  const before = await countThings();
  const { status, body } = await override('operations:\n  getThing: { does: respond }\n');
  expect([status, body.restarted]).toEqual([200, []]);
  expect(body.operations).toContainEqual(expect.objectContaining({ id: 'getThing', does: 'respond', rule: 'given' }));
  expect(body.overrides.isSaved).toBe(false);
  expect((await ask('GET', '/shop/things/999999')).status).toBe(200);
  expect(await countThings()).toBe(before);
  await override('');
  expect((await ask('GET', '/shop/things/999999')).status).toBe(404);
  expect((await admin('GET', '/apis/shop/inference')).body.overrides).toEqual({ text: '', isSaved: true });
});

test.each([
  [
    'operations:\n  getThink: { does: get }\n',
    'resources.yaml:2 /operations/getThink is no operation; did you mean getThing?',
  ],
  ['operations:\n  getThing: { does: gett }\n', 'resources.yaml:2 /operations/getThing/does must be'],
  ['a: [', 'Failed to read resources.yaml: '],
])('wrong resources are refused with their line and the nearest name, and change nothing: %j', async (text, says) => {
  const { override, ask } = await startShop();
  const { status, body } = await override(text);
  expect([status, body.detail]).toEqual([400, expect.stringContaining(says)]);
  expect((await ask('GET', '/shop/things/999999')).status).toBe(404);
});

test('they are saved in the file that was given, and stay where the API is loaded again', async () => {
  const { override, file, mock, admin } = await startShop('collections: {}\n');
  const { body } = await override(FEWER, { save: true });
  expect(body.overrides).toEqual({ text: FEWER, path: file, isSaved: true });
  expect(await readFile(file, 'utf8')).toBe(FEWER);
  await override('', { save: false });
  expect(await readFile(file, 'utf8')).toBe(FEWER);
  await mock.reload();
  expect((await admin('GET', '/apis/shop/inference')).body.overrides).toEqual({ text: '', path: file, isSaved: false });
});

test('no file is written that others have changed, and none that was not given', async () => {
  const given = await startShop('collections: {}\n');
  await writeFile(given.file, '# mine\n');
  const refused = await given.override(FEWER, { save: true });
  expect([refused.status, refused.body.code]).toEqual([409, 'file-changed']);
  expect(await readFile(given.file, 'utf8')).toBe('# mine\n');
  const without = await startShop();
  const { status, body } = await without.override(FEWER, { save: true });
  expect([status, body.detail]).toEqual([400, 'There is no file to save to.']);
});

test('an unknown API is named, and a sandbox has no resources of its own', async () => {
  const { admin } = await startShop();
  expect((await admin('GET', '/apis/shopp/inference')).body.code).toBe('no-such-api');
  const { status, body } = await admin('PUT', '/apis/shop/resources', { in: 'box', json: { text: '' } });
  expect([status, body.detail]).toEqual([404, 'A sandbox has no resources of its own.']);
});
