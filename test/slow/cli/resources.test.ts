import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { serving, understudy } from '../../cli/understudy.js';
import { writeFiles } from '../../openapi/files.js';
import { api, json, jsonBody, ok } from '../../play/play.js';

const PET = { type: 'object', required: ['id'], properties: { id: { type: 'integer' }, name: { type: 'string' } } };
const PETS = api({
  '/pets': {
    get: { operationId: 'listPets', ...ok({ type: 'array', items: PET }) },
    post: { operationId: 'createPet', requestBody: jsonBody(PET), responses: { 201: json(PET) } },
  },
  '/pets/{petId}': {
    get: {
      operationId: 'getPet',
      parameters: [{ name: 'petId', in: 'path', required: true, schema: { type: 'integer' } }],
      responses: { 200: json(PET), 404: { description: 'none' } },
    },
  },
});

const folderWith = (files: Record<string, unknown> = {}) => writeFiles({ 'pets.json': PETS, ...files });

const read = async (url: string): Promise<ReturnType<typeof JSON.parse>> => (await fetch(url)).json();

test('infer says what each operation does and why, and how many there are of each kind', async () => {
  const { code, stdout } = await understudy(['infer', 'pets.json'], { cwd: folderWith() });
  expect(code).toBe(0);
  expect(stdout).toMatch(/^ {2}GET +\/pets +list pets +200 application\/json schema\n {6}GET \/pets .*\.$/m);
  expect(stdout).toMatch(/^ {2}GET +\/pets\/\{petId\} +get pets +200 application\/json schema$/m);
  expect(stdout).toMatch(/^Operations by kind\n(?: {2}[a-z ]+ +\d+\n)+$/m);
});

test('the file that infer --yaml writes changes nothing until it is edited', async () => {
  const cwd = folderWith();
  const { stdout } = await understudy(['infer', 'pets.json', '--yaml'], { cwd });
  writeFileSync(join(cwd, 'resources.yaml'), stdout);
  const args = ['infer', 'pets.json', '--resources', 'resources.yaml'];
  expect((await understudy([...args, '--yaml'], { cwd })).stdout.replaceAll(/ *#.*\n/g, '')).toBe(
    stdout.replaceAll(/ *#.*\n/g, ''),
  );
  writeFileSync(join(cwd, 'resources.yaml'), stdout.replace(/(\n +|[{,] )key: id/, '$1key: id$1records: 2'));
  const { url } = await serving(['pets.json', '--resources', 'resources.yaml'], { cwd });
  expect(await read(`${url}/pets`)).toHaveLength(2);
});

test('--records, and --handlers for one of several descriptions', async () => {
  const handlers = 'export default { listPets: ({ records }) => records.pets.list().slice(1) };';
  const cwd = folderWith({ 'cats.json': PETS, 'handlers.mjs': handlers });
  const { url, banner } = await serving(
    ['pets.json', 'cats.json', '--records', '4', '--handlers', 'cats=handlers.mjs'],
    { cwd },
  );
  expect(banner).toMatch(/--handlers cats=handlers\.mjs --records 4/);
  expect(await read(`${url}/pets`)).toHaveLength(4);
  expect(await read(`${url}/cats/pets`)).toHaveLength(3);
});

test.each([
  [
    ['--resources', 'wrong.yaml'],
    /The resources of pets\.json have issues:\n {2}wrong\.yaml:2 \/operations\/listPet is no operation; did you mean listPets\?\n/,
  ],
  [['--resources', 'none.yaml'], /Failed to read none\.yaml: there is no such file\./],
  [['--handlers', 'parse.mjs'], /Failed to load parse\.mjs:2: Unexpected token/],
  [['--handlers', 'throws.mjs'], /Failed to load throws\.mjs:1: no\./],
  [
    ['--handlers', 'unknown.mjs'],
    /unknown\.mjs has issues:\n {2}POST \/pet is no operation of pets\.json; did you mean POST \/pets\?/,
  ],
  [
    ['--handlers', 'cat=parse.mjs'],
    /The option handlers is for an API cat, which has no description\. Those with one: pets\./,
  ],
  [['--resources', 'a.yaml', '--resources', 'b.yaml'], /It must be a file, or NAME=FILE for each of several APIs\./],
])('serve %j is refused', async (args, sentence) => {
  const cwd = folderWith({
    'wrong.yaml': 'operations:\n  listPet: false\n',
    'parse.mjs': 'export default {\n  a: (=> 1,\n};\n',
    'throws.mjs': 'throw new Error("no");',
    'unknown.mjs': 'export default { "POST /pet": () => 1 };',
  });
  const { code, stderr } = await understudy(['serve', 'pets.json', '--port', '0', ...args], { cwd });
  expect(code).toBe(2);
  expect(stderr).toMatch(sentence);
});

test('--watch loads resources and handlers again, and keeps the earlier ones where they are broken', async () => {
  const handler = (name: string) => `export default {\n  getPet: () => ({ id: 1, name: '${name}' }),\n};\n`;
  const cwd = folderWith({ 'handlers.mjs': handler('first'), 'resources.yaml': 'operations: {}\n' });
  const args = ['pets.json', '--watch', '--handlers', 'handlers.mjs', '--resources', 'resources.yaml'];
  const { url, printed, warned } = await serving(args, { cwd });
  const name = async () => (await read(`${url}/pets/1`)).name;
  expect(await name()).toBe('first');
  writeFileSync(join(cwd, 'handlers.mjs'), handler('second'));
  await printed(/^reloaded pets\.json/m);
  expect(await name()).toBe('second');
  writeFileSync(join(cwd, 'handlers.mjs'), `${handler('third')}  (=`);
  await warned(/Failed to load handlers\.mjs:\d+: .* The previous version is still served\.\n$/);
  expect(await name()).toBe('second');
});

test('a handler that fails is named with file and line', async () => {
  const cwd = folderWith({ 'handlers.mjs': 'export default {\n  getPet() {\n    throw new Error("no");\n  },\n};\n' });
  const { url, warned } = await serving(['pets.json', '--handlers', 'handlers.mjs'], { cwd });
  const problem = await read(`${url}/pets/1`);
  expect(problem.detail).toBe('The handler of GET /pets/{petId} failed at handlers.mjs:3: no.');
  await warned(/failed at handlers\.mjs:3: no\. Correct the handler at the named line\./);
});

test('a description keeps its own resources', async () => {
  const cwd = folderWith();
  const own = { ...PETS, 'x-understudy': { collections: { pets: { records: 1 } } } };
  writeFileSync(join(cwd, 'pets.json'), JSON.stringify(own));
  const { url } = await serving(['pets.json'], { cwd });
  expect(await read(`${url}/pets`)).toHaveLength(1);
});
