import { execFile } from 'node:child_process';
import { mkdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';
import { serving, understudy } from '../../cli/understudy.js';
import { writeFiles } from '../../openapi/files.js';
import { readHttpFile } from '../../play/http-requests.js';
import { api, ok } from '../../play/play.js';

const SHOP = {
  'shop.yaml': `openapi: 3.0.3
info: { title: Shop, version: '1' }
paths:
  /toys:
    get:
      responses:
        '200':
          description: ok
          content: { application/json: { schema: { type: array, items: { $ref: toy.yaml } } } }
`,
  'toy.yaml': 'type: object\nproperties: { name: { type: string, nullable: true } }\n',
};

test('export FILE prints one OpenAPI document, and --output writes it, as YAML where the file says so', async () => {
  const cwd = writeFiles(SHOP);
  const run = (...args: string[]) => understudy(['export', 'shop.yaml', '--as', 'openapi', ...args], { cwd });
  const { code, stdout, stderr } = await run();
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  const document = JSON.parse(stdout);
  expect(document.components.schemas).toEqual({
    toy: { type: 'object', properties: { name: { type: 'string', nullable: true } } },
  });
  expect((await run('--yaml')).stdout).toMatch(/^openapi: 3\.0\.3\n/);
  expect((await run('--output', 'one.yaml')).stdout).toBe('Wrote one.yaml.\n');
  expect(readFileSync(join(cwd, 'one.yaml'), 'utf8')).toBe((await run('--yaml')).stdout);
  expect((await run('--output', 'one.json')).code).toBe(0);
  expect(JSON.parse(readFileSync(join(cwd, 'one.json'), 'utf8'))).toEqual(document);
});

test('export --as schemas prints one JSON Schema document', async () => {
  const cwd = writeFiles(SHOP);
  const { stdout } = await understudy(['export', 'shop.yaml', '--as', 'schemas'], { cwd });
  expect(JSON.parse(stdout)).toEqual({
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    title: 'Shop',
    $defs: { toy: { type: 'object', properties: { name: { type: ['string', 'null'] } } } },
  });
});

test('a server that plays the same file accepts each request of export --as http', async () => {
  const cwd = writeFiles(SHOP);
  const { stdout } = await understudy(['export', 'shop.yaml', '--as', 'http'], { cwd });
  expect(stdout).toContain('@baseUrl = http://localhost:8000\n');
  const { url } = await serving(['shop.yaml'], { cwd });
  for (const request of readHttpFile(stdout, { baseUrl: url })) {
    expect((await fetch(request.url, request)).status).toBe(200);
  }
});

test('the contract of a shipped API is exported for the choices of its readings', async () => {
  const run = async (...args: string[]) =>
    (await understudy(['export', '--api', 'acefone', '--as', 'openapi', ...args], { cwd: '.' })).stdout;
  const securityOf = (text: string) => JSON.parse(text).security;
  expect(securityOf(await run())).toEqual([{}, { bearer: [] }]);
  expect(securityOf(await run('--profile', 'observed'))).toEqual([{ bearer: [] }]);
  expect(securityOf(await run('--reading', 'auth=token'))).toEqual([{ bearer: [] }]);
});

test('a file that exists is replaced only with --force', async () => {
  const cwd = writeFiles({ ...SHOP, 'kept.json': 'kept' });
  mkdirSync(join(cwd, 'folder'));
  const run = (...args: string[]) => understudy(['export', 'shop.yaml', '--as', 'openapi', ...args], { cwd });
  expect(await run('--output', 'kept.json')).toEqual({
    code: 2,
    stdout: '',
    stderr: 'understudy: kept.json exists already. Name another file, or add --force.\n',
  });
  expect(readFileSync(join(cwd, 'kept.json'), 'utf8')).toBe('kept');
  expect((await run('--output', 'kept.json', '--force')).code).toBe(0);
  expect(readFileSync(join(cwd, 'kept.json'), 'utf8')).toMatch(/^\{/);
  for (const file of ['folder', 'nowhere/a.json']) {
    const { code, stderr } = await run('--output', file, '--force');
    expect(code).toBe(2);
    expect(stderr).toMatch(/^understudy: Failed to write [^\n]+\n$/);
  }
  expect((await run('--output', '/dev/null')).stdout).toBe('Wrote /dev/null.\n');
});

test.each([
  [['--as', 'openapi'], /names neither a description nor a shipped API/],
  [['shop.yaml', '--api', 'dnl', '--as', 'openapi'], /names both a description and --api/],
  [['shop.yaml'], /required option '--as <form>' not specified/],
  [['shop.yaml', '--as', 'types'], /Allowed choices are openapi, schemas, http/],
  [['shop.yaml', '--as', 'openapi', '--profile', 'observed'], /Failed to export shop: It has no readings\./],
  [['shop.yaml', '--as', 'http', '--yaml'], /Requests are not written as YAML/],
  [['--api', 'dnl', '--as', 'openapi', '--reading', 'text-match=x'], /The reading text-match has no choice x/],
  [['--api', 'dnl', '--as', 'openapi', '--reading', 'auth=token'], /There is no reading auth/],
])('export %j is refused in one sentence', async (args, sentence) => {
  const cwd = writeFiles(SHOP);
  const { code, stdout, stderr } = await understudy(['export', ...args], { cwd });
  expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
  expect(stderr).toMatch(sentence);
  expect(stderr).toMatch(/^understudy: [^\n]+\n$/);
});

test.each(['export --as openapi', 'infer'])('a reader of %s may end before all is printed', async command => {
  const paths = Object.fromEntries(Array.from({ length: 2000 }, (_, at) => [`/things/${at}`, { get: ok(true) }]));
  const cwd = writeFiles({ 'large.json': api(paths) });
  const main = resolve('dist/cli/main.js');
  const script = `node ${main} ${command} large.json | head -1; echo "\${PIPESTATUS[0]}"`;
  const { stdout, stderr } = await promisify(execFile)('bash', ['-c', script], { cwd });
  expect({ code: stdout.split('\n')[1], stderr }).toEqual({ code: '0', stderr: '' });
});
