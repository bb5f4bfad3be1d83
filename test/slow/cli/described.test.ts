import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { serving, temporaryFolder, understudy } from '../../cli/understudy.js';
import { api, ok } from '../../play/play.js';

const PETS = `openapi: 3.0.3
info: {title: Pets, version: '1'}
servers: [{url: /v1}]
paths:
  /pets:
    get:
      responses:
        '200':
          description: ok
          content:
            application/json:
              schema: {type: array, items: {type: string}}
              example: [Cat, 1]
  /pets/{id}:
    delete:
      responses:
        '204': {description: gone}
        '999': {description: none}
`;

/** A folder with these files. */
async function folderWith(files: Readonly<Record<string, string>>): Promise<string> {
  const folder = await temporaryFolder();
  for (const [name, text] of Object.entries(files)) await writeFile(join(folder, name), text);
  return folder;
}

test('serve FILE prints what it plays and a command that works, and ends without data files', async () => {
  const cwd = await folderWith({ 'pets.yaml': PETS });
  const { banner, url, child, ended } = await serving(['pets.yaml'], { cwd });
  expect(banner).toMatch(/^ {2}pets +http:\/\/localhost:\d+\/v1$/m);
  expect(banner).toMatch(/^ {2}described +pets: 2 operations, 3 warnings \(understudy infer pets\.yaml\)$/m);
  expect(banner).toMatch(/^ {2}data +in memory, seed 1$/m);
  const [, shown = ''] = /curl [^\n]*'(http[^']*)'/.exec(banner) ?? [];
  expect(shown).toBe(`${url}/v1/pets`);
  const response = await fetch(shown);
  expect([response.status, await response.json()]).toEqual([200, ['Cat', expect.any(String)]]);
  child.kill('SIGINT');
  expect(await ended).toMatchObject({ code: 0, stderr: '', stdout: expect.stringContaining('Stopped') });
});

test('serve takes several descriptions, a seed and modes', async () => {
  const secured = api(
    { '/a': { get: { security: [{ key: [] }], ...ok({ type: 'string' }) } } },
    { components: { securitySchemes: { key: { type: 'http', scheme: 'bearer' } } } },
  );
  const cwd = await folderWith({ 'pets.yaml': PETS, 'secured.json': JSON.stringify(secured) });
  const args = ['pets.yaml', 'secured.json', '--auth', 'strict', '--seed', '7', '--dynamic', '--verbose'];
  const { banner, url } = await serving(args, { cwd });
  const [, token = ''] = /secured key token +(\S+)/.exec(banner) ?? [];
  expect((await fetch(`${url}/secured/a`)).status).toBe(401);
  expect((await fetch(`${url}/secured/a`, { headers: { Authorization: `Bearer ${token}` } })).status).toBe(200);
  expect((await fetch(`${url}/pets/v1/pets`)).status).toBe(200);
});

test('infer FILE prints what the operations do, and the warnings with file and line', async () => {
  const cwd = await folderWith({ 'pets.yaml': PETS });
  const { code, stdout, stderr } = await understudy(['infer', 'pets.yaml'], { cwd });
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  expect(stdout).toMatch(/^Pets \(OpenAPI 3\.0\.3\), 2 operations at \/v1$/m);
  expect(stdout).toMatch(/^ {2}GET +\/pets .* {2}200 application\/json example$/m);
  expect(stdout).toMatch(/^ {2}DELETE +\/pets\/\{id\} .* {2}204$/m);
  expect(stdout).toMatch(/^3 warnings$/m);
  expect(stdout).toMatch(/^ {2}pets\.yaml:13\n.* is an example that breaks its schema/m);
  expect(stdout).toMatch(/^ {2}pets\.yaml:15\n.* does not describe the path parameter id/m);
  expect(stdout).toMatch(/^ {2}pets\.yaml:18\n.* has the status 999, which is none; it is ignored$/m);
});

test('infer --json prints the same for programs', async () => {
  const cwd = await folderWith({ 'pets.yaml': PETS });
  const { stdout } = await understudy(['infer', 'pets.yaml', '--json'], { cwd });
  expect(JSON.parse(stdout)).toMatchObject({
    title: 'Pets',
    operations: [
      { id: 'GET /pets', source: 'example' },
      { id: 'DELETE /pets/{id}', source: 'none' },
    ],
    warnings: [{ file: 'pets.yaml', line: 18 }, { line: 15 }, { line: 13 }],
  });
});

test('the data of a description are kept in the folder that --data names', async () => {
  const pet = { type: 'object', required: ['id'], properties: { id: { type: 'integer' }, name: { type: 'string' } } };
  const content = (schema: unknown) => ({ content: { 'application/json': { schema } } });
  const variable = { name: 'id', in: 'path', required: true, schema: { type: 'integer' } };
  const description = {
    openapi: '3.0.3',
    info: { title: 'Pets', version: '1' },
    paths: {
      '/pets': {
        post: { requestBody: content(pet), responses: { 201: { description: 'made', ...content(pet) } } },
      },
      '/pets/{id}': {
        parameters: [variable],
        get: { responses: { 200: { description: 'a pet', ...content(pet) } } },
      },
    },
  };
  const cwd = await folderWith({ 'pets.json': JSON.stringify(description) });
  const args = ['pets.json', '--data', 'kept'];
  const first = await serving(args, { cwd });
  const body = JSON.stringify({ id: 700, name: 'Rex' });
  const made = await fetch(`${first.url}/pets`, {
    method: 'POST',
    body,
    headers: { 'content-type': 'application/json' },
  });
  expect(made.status).toBe(201);
  first.child.kill('SIGKILL');
  await first.ended;
  const second = await serving(args, { cwd });
  expect(second.banner).toContain('in kept, seed 1');
  expect(await (await fetch(`${second.url}/pets/700`)).json()).toEqual({ id: 700, name: 'Rex' });
  second.child.kill('SIGTERM');
  expect((await second.ended).stdout).toContain('all changes are saved');
});

test.each(['serve', 'infer', 'export --as openapi'])(
  '%s refuses what it cannot read in one sentence',
  async command => {
    const cwd = await folderWith({
      'empty.yaml': '',
      'broken.yaml': 'openapi: 3.0.3\npaths: [',
      'list.json': '[1]',
      'other.yaml': 'swagger: "1.2"\npaths: {}\n',
      'nothing.yaml': 'openapi: 3.0.3\npaths: {}\n',
      'binary.yaml': '\u0000\u0001\u0002',
      'deep.json': `{"openapi":"3.0.3","paths":${'['.repeat(100_000)}${']'.repeat(100_000)}}`,
    });
    await mkdir(join(cwd, 'folder'));
    const sentences: [file: string, sentence: RegExp][] = [
      ['missing.yaml', /Failed to read missing\.yaml: there is no such file\./],
      ['folder', /The folder folder has no openapi\.yaml, openapi\.yml, openapi\.json\./],
      ['empty.yaml', /Failed to read empty\.yaml: /],
      ['broken.yaml', /Failed to read broken\.yaml: line \d+, column \d+: /],
      ['list.json', /list\.json is no OpenAPI description of version 2\.0, 3\.0 or 3\.1\./],
      ['other.yaml', /Its version is "1\.2"\./],
      ['nothing.yaml', /nothing\.yaml describes no operation that could be played\./],
      ['binary.yaml', /Failed to read binary\.yaml: /],
      ['deep.json', /nesting exceeded maxDepth/],
      ['.', /The folder \. has no openapi\.yaml/],
      ['folder/', /The folder folder\/ has no openapi\.yaml/],
      ['http://[', /Failed to read http:\/\/\[: it is no valid URL\./],
      ['http://127.0.0.1:1/%zz.yaml', /Failed to read http:/],
      ['http://127.0.0.1:1/api.yaml', /Failed to read http:\/\/127\.0\.0\.1:1\/api\.yaml: /],
    ];
    for (const [file, sentence] of sentences) {
      const { code, stdout, stderr } = await understudy([...command.split(' '), file], { cwd });
      expect({ file, code, stdout }).toEqual({ file, code: 2, stdout: '' });
      expect(stderr).toMatch(sentence);
      expect(stderr).toMatch(/^understudy: [^\n]+\n$/);
    }
  },
);
