import { describe, expect, test } from 'vitest';
import { PROFILES } from '../../src/contract/index.js';
import { startAdmin } from './start-admin.js';

type Server = Awaited<ReturnType<typeof startAdmin>>;
type Parameter = { name: string; in: string; example: unknown };
type Operation = {
  operationId: string;
  parameters?: Parameter[];
  requestBody?: { content: { 'application/json': { examples: Record<string, { value: object }> } } };
  responses: Record<string, unknown>;
};
type Description = {
  servers: [{ url: string }];
  paths: Record<string, Record<string, Operation>>;
  components: { schemas: Record<string, { required: string[]; properties: Record<string, { enum?: string[] }> }> };
};

async function describedBy(server: Server, api: string): Promise<Description> {
  return (await server.admin('GET', `/apis/${api}/openapi.json`)).body;
}

/** The URL of an operation with the examples of some of its parameters. */
function urlOf(base: string, path: string, parameters: readonly Parameter[]): string {
  const filled = path.replace(/\{(\w+)\}/g, (_, name) => String(parameters.find(each => each.name === name)?.example));
  const query = new URLSearchParams(
    parameters
      .filter(each => each.in === 'query')
      .map(({ name, example }): [string, string] => [name, String(example)]),
  );
  return `${base}${filled}?${query}`;
}

describe.each(['dnl', 'acefone'])('The contract of %s, as it is served,', api => {
  test('has an example of every parameter and every body, with which every operation succeeds', async () => {
    const server = await startAdmin({ records: 160 });
    const { servers, paths } = await describedBy(server, api);
    for (const [path, methods] of Object.entries(paths)) {
      for (const [method, { operationId, parameters = [], requestBody }] of Object.entries(methods)) {
        const bodies = requestBody ? Object.values(requestBody.content['application/json'].examples) : [undefined];
        expect([operationId, bodies.length]).not.toEqual([operationId, 0]);
        const inPath = parameters.filter(each => each.in === 'path');
        const alone = parameters.filter(each => each.in === 'query').map(each => [...inPath, each]);
        for (const given of [inPath, ...alone, parameters]) {
          for (const body of bodies) {
            const url = urlOf(`${servers[0].url}`, path, given);
            const { status, text } = await server.ask(method.toUpperCase(), `/~${operationId}${url}`, {
              headers: { 'X-Auth-Token': server.mock.tokens.dnl?.admin ?? '', 'Content-Type': 'application/json' },
              ...(body && { body: JSON.stringify(body.value) }),
            });
            expect([method, url, status, text]).toEqual([method, url, 200, text]);
            await server.admin('POST', '/reset', { in: operationId });
          }
        }
      }
    }
  });

  test('finds a user by each filter of a list, and by all of them together', async () => {
    const server = await startAdmin({ records: 160 });
    const { servers, paths } = await describedBy(server, api);
    const [path, { parameters = [] }] = Object.entries(paths).flatMap(([path, { get }]) =>
      get?.operationId === 'listUsers' ? [[path, get] as const] : [],
    )[0] ?? ['', { parameters: [] }];
    expect(parameters.length).toBeGreaterThan(5);
    for (const given of [...parameters.map(each => [each]), parameters]) {
      const url = urlOf(servers[0].url, path, given);
      const { text } = await server.ask('GET', url, {
        headers: { 'X-Auth-Token': server.mock.tokens.dnl?.admin ?? '' },
      });
      const { payload, data } = JSON.parse(text);
      expect([url, (payload?.items ?? data).length > 0]).toEqual([url, true]);
    }
  });
});

describe.each(PROFILES)('The contract of dnl in the profile %s', profile => {
  test('requires of a new user what the mock requires, and nothing else', async () => {
    const server = await startAdmin({ profile, records: 160 });
    const { components } = await describedBy(server, 'dnl');
    const required = components.schemas['new-user']?.required ?? [];
    expect(required).toEqual(profile === 'observed' ? ['name'] : ['name', 'passwd', 'user_type', 'email']);
    const whole = { name: 'nadia', passwd: 'x', user_type: 'agent', email: 'nadia@example.com' };
    const create = (fields: readonly string[]) =>
      server.ask('POST', '/v1/user/create', {
        headers: { 'X-Auth-Token': server.mock.tokens.dnl?.admin ?? '' },
        body: JSON.stringify(Object.fromEntries(Object.entries(whole).filter(([name]) => fields.includes(name)))),
      });
    expect((await create(required)).status).toBe(200);
    for (const missing of required) {
      expect([missing, (await create(required.filter(name => name !== missing))).status]).toEqual([missing, 400]);
    }
  });

  test('has the kinds of user that the mock takes', async () => {
    const server = await startAdmin({ profile, records: 160 });
    const { components } = await describedBy(server, 'dnl');
    const kinds = components.schemas['user-input']?.properties.user_type?.enum ?? [];
    for (const kind of ['admin', 'agent', 'client', 'viewer', 'robot']) {
      const { status } = await server.ask('PATCH', '/v1/user/1728', {
        headers: { 'X-Auth-Token': server.mock.tokens.dnl?.admin ?? '' },
        body: JSON.stringify({ user_type: kind }),
      });
      expect([kind, status]).toEqual([kind, kinds.includes(kind) ? 200 : 400]);
    }
  });
});

test('A contract follows a reading that is changed while the mock runs, in that sandbox alone', async () => {
  const server = await startAdmin({ records: 160 });
  const settings = JSON.stringify({ profile: 'documented', readings: { 'create-required': 'name-only' } });
  expect((await server.admin('PUT', '/settings', { in: 'a', body: settings })).status).toBeLessThan(300);
  const required = async (sandbox?: string) =>
    (await server.admin('GET', '/apis/dnl/schemas/new-user.json', sandbox ? { in: sandbox } : {})).body.required;
  expect(await required('a')).toEqual(['name']);
  expect(await required()).toEqual(['name', 'passwd', 'user_type', 'email']);
});
