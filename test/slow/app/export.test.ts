import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { describe, expect, onTestFinished, test } from 'vitest';
import { exportHttp, exportOpenApi, exportSchemas, PROFILES, SHIPPED_APIS } from '../../../src/app/index.js';
import { createMock, type MockOptions } from '../../../src/index.js';
import { DESCRIPTIONS_FOLDER, PUBLIC_DESCRIPTIONS } from '../../openapi/public-descriptions.js';
import { readHttpFile } from '../../play/http-requests.js';
import { sendTo } from '../../play/play.js';

/** The share of requests that a description which contradicts itself must have accepted. */
const MIN_SHARE = 0.98;

/** Sends all requests of a file to one mock, from the top to the bottom, and returns those that are not accepted. */
async function sendAll(text: (server: string) => Promise<string>, options: MockOptions) {
  const mock = await createMock(options);
  onTestFinished(() => mock.close());
  const url = await mock.listen();
  const requests = readHttpFile(await text(url));
  const refused: string[] = [];
  for (const { name, method, url, headers, body } of requests) {
    const { origin, pathname, search } = new URL(url);
    const sent = { method, path: pathname + search, headers, ...(body !== undefined && { body }) };
    const { status, text } = await sendTo(origin, sent);
    // an operation may describe only a redirection
    if (status < 200 || status > 302) refused.push(`${name}: ${status} ${text.slice(0, 200)}`);
  }
  return { requests, refused };
}

/** The validators of all schemas, from a library that knows every word of JSON Schema and refuses others. */
function compileAll(document: Readonly<Record<string, unknown>>) {
  const ajv = new Ajv2020({
    strict: true,
    strictTypes: false,
    strictTuples: false,
    strictRequired: false,
    validateFormats: false,
  });
  ajv.addSchema(document, 'export');
  return Object.keys(document.$defs as object).map(name =>
    ajv.getSchema(`export#/$defs/${encodeURIComponent(name.replaceAll('~', '~0').replaceAll('/', '~1'))}`),
  );
}

test.each(SHIPPED_APIS.flatMap(({ name: api }) => PROFILES.map(profile => ({ api, profile }))))(
  'the mock accepts each request of the .http file of $api, with the profile $profile',
  async ({ api, profile }) => {
    const source = { api, profile, readings: {} };
    const { requests, refused } = await sendAll(
      server => exportHttp(source, api === 'dnl' ? server : `${server}/${api}`),
      { profile },
    );
    // no description can say that one of several parameters is required
    const needsFilter = api === 'dnl' && profile === 'consistent';
    expect(refused).toEqual(needsFilter ? [expect.stringMatching(/^patchUsers: .*: 400 /)] : []);
    expect(requests.length).toBe(api === 'dnl' ? 10 : 6);
  },
);

test.each(SHIPPED_APIS)('the schemas of $name are one valid document of JSON Schema', async ({ name: api }) => {
  const validators = compileAll(await exportSchemas({ api, profile: 'documented', readings: {} }));
  expect(validators.length).toBeGreaterThan(5);
  expect(validators).not.toContain(undefined);
});

describe.skipIf(!existsSync(DESCRIPTIONS_FOLDER))('Of each public description', () => {
  const source = (file: string) => ({
    location: join(DESCRIPTIONS_FOLDER, file),
    allowRefs: [DESCRIPTIONS_FOLDER],
    readings: {},
  });

  test.each(PUBLIC_DESCRIPTIONS)('the mock accepts each request of the .http file: %s', async file => {
    const { location, allowRefs } = source(file);
    const options = { descriptions: [location], allowRefs };
    const { refused, requests } = await sendAll(server => exportHttp(source(file), server), options);
    expect(requests.length).toBeGreaterThan(0);
    if (refused.length > requests.length * (1 - MIN_SHARE)) expect(refused).toEqual([]);
  });

  test.each(PUBLIC_DESCRIPTIONS)('the schemas are one valid document of JSON Schema: %s', async file => {
    const document = await exportSchemas(source(file));
    const { components, definitions } = (await exportOpenApi(source(file))) as Record<string, { schemas?: object }>;
    expect(Object.keys(document.$defs as object)).toEqual(
      expect.arrayContaining(Object.keys(components?.schemas ?? definitions ?? {})),
    );
    expect(compileAll(document)).not.toContain(undefined);
  });
});
