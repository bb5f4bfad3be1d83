import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createConfig, lint } from '@redocly/openapi-core';
import { describe, expect, test } from 'vitest';
import { version } from '../../../src/app/index.js';
import { chooseReadings, loadContract } from '../../../src/contract/index.js';
import { startAdmin } from '../../admin/start-admin.js';
import { temporaryFolder } from '../../cli/understudy.js';

/** What a public validator finds wrong with a description that was served. */
async function errorsIn(text: string): Promise<string[]> {
  const file = join(await temporaryFolder(), 'openapi.json');
  await writeFile(file, text);
  const config = await createConfig({ extends: ['recommended'] });
  const findings = await lint({ ref: file, config });
  const errors = findings.filter(({ severity }) => severity === 'error');
  return errors.map(({ ruleId, message, location }) => `${ruleId}: ${message} ${location[0]?.pointer}`);
}

test('The control plane has a version and a description', async () => {
  const server = await startAdmin();
  expect((await server.admin('GET', '/version')).body).toEqual({ name: 'understudy', version: version() });
  const { body, text } = await server.admin('GET', '/openapi.json');
  expect(body.info.version).toBe(version());
  expect(await errorsIn(text)).toEqual([]);
  const sandbox = await server.admin('GET', '/openapi.json', { in: 'alice' });
  expect([body.servers, sandbox.body.servers]).toMatchObject([[{ url: '/' }], [{ url: '/~alice' }]]);
});

test('Only served APIs are listed', async () => {
  const server = await startAdmin({ apis: ['acefone'] });
  expect((await server.admin('GET', '/apis')).body.apis).toMatchObject([{ name: 'acefone', basePath: '/v1' }]);
  for (const path of ['/openapi.json', '/readings', '/schemas/user.json']) {
    expect(await server.admin('GET', `/apis/dnl${path}`)).toMatchObject({
      status: 404,
      body: { code: 'no-such-api', detail: 'There is no API dnl. Known APIs: acefone.' },
    });
  }
});

describe.each(['dnl', 'acefone'])('%s', api => {
  const contract = loadContract(api);

  test('is listed with its operations and their outcomes', async () => {
    const server = await startAdmin();
    const { apis } = (await server.admin('GET', '/apis')).body;
    const told = apis.find(({ name }: { name: string }) => name === api);
    expect(told.basePath).toBe(server.mock.basePaths[api]);
    expect(told.operations).toHaveLength(contract.operations.length);
    for (const { id, method, path, companion, outcomes } of told.operations) {
      const operation = contract.operations.find(operation => operation.id === id);
      expect([method, companion]).toEqual([operation?.method, operation?.isCompanion]);
      for (const [code, examples] of Object.entries(outcomes as Record<string, string[]>)) {
        for (const example of examples) {
          const headers = { Prefer: `code=${code}, example=${example}` };
          expect((await server.ask(method, path.replace(/\{\w+\}/, '1'), { headers })).status).toBe(Number(code));
        }
      }
    }
  });

  test('has a description in one file, in which a public validator finds no error', async () => {
    const server = await startAdmin();
    const { text } = await server.admin('GET', `/apis/${api}/openapi.json`);
    expect(await errorsIn(text)).toEqual([]);
    expect(text.match(/"\$ref":"[^#]/g)).toBeNull();
    const sandbox = await server.admin('GET', `/apis/${api}/openapi.json`, { in: 'a' });
    expect([JSON.parse(text).servers[0].url, sandbox.body.servers[0].url]).toEqual([
      server.mock.basePaths[api],
      `/~a${server.mock.basePaths[api]}`,
    ]);
  });

  test('has its schemas, each by the name of its file', async () => {
    const server = await startAdmin();
    expect(contract.schemas.length).toBeGreaterThan(5);
    const readings = chooseReadings(contract.readings, { profile: 'documented', chosen: {} });
    for (const name of contract.schemas) {
      const { status, body } = await server.admin('GET', `/apis/${api}/schemas/${name}`);
      expect([name, status, body]).toEqual([name, 200, contract.schema(name.replace('.json', ''), readings)]);
    }
    for (const name of ['none.json', 'user', 'openapi.yaml', '..%2Fopenapi.yaml']) {
      const { status, body } = await server.admin('GET', `/apis/${api}/schemas/${name}`);
      expect([name, status, body.code]).toEqual([name, 404, 'no-such-schema']);
    }
  });

  test('has its readings, with the choice of each', async () => {
    const server = await startAdmin({ profile: 'consistent' });
    const { readings } = (await server.admin('GET', `/apis/${api}/readings`)).body;
    expect(readings.map(({ id, choice }: { id: string; choice: string }) => [id, choice])).toEqual(
      contract.readings.map(({ id, profiles }) => [id, profiles.consistent]),
    );
  });
});
