import { request } from 'node:http';
import { describe, expect, test } from 'vitest';
import type { MockOptions } from '../../../src/index.js';
import { type AdminClient, bodyOf, startAdmin } from '../../admin/start-admin.js';
import type { Answered } from '../../server/start-server.js';

const LATE = '{"name":"late","passwd":"x","user_type":"agent","email":null}';

/** How long the delayed wait, in milliseconds: far longer than it takes to put data back. */
const DELAY = 1500;

type Wanted = { method: string; path: string; body?: string };

const REQUESTS: Wanted[] = [
  { method: 'POST', path: '/v1/user/create', body: LATE },
  { method: 'PATCH', path: '/v1/user/all?user_type=agent', body: '{"first_name":"Late"}' },
  { method: 'PATCH', path: '/v1/user/3', body: '{"first_name":"Late"}' },
  { method: 'DELETE', path: '/v1/user/4' },
  { method: 'POST', path: '/v1/auth', body: '{"email_or_name":"admin","password":"admin"}' },
  { method: 'GET', path: '/v1/user/list' },
  { method: 'GET', path: '/v1/user/2' },
];

/** What puts the data back or replaces them, and how many users there are then. */
const REPLACERS: [string, (server: AdminClient, sandbox?: string) => Promise<{ status: number }>][] = [
  ['a reset', (server, sandbox) => server.admin('POST', '/reset', inside(sandbox))],
  ['a restore', (server, sandbox) => server.admin('POST', '/snapshots/before/restore', inside(sandbox))],
  [
    'a scenario',
    (server, sandbox) => server.admin('PUT', '/scenario', { ...inside(sandbox), json: { name: 'documented' } }),
  ],
  [
    'given records',
    async (server, sandbox) => {
      const { body } = await server.admin('GET', '/records/dnl/users', inside(sandbox));
      return server.admin('PUT', '/records/dnl/users', { ...inside(sandbox), json: body });
    },
  ],
];

function inside(sandbox: string | undefined): { in?: string } {
  return sandbox === undefined ? {} : { in: sandbox };
}

/** Why requests wait: options of the mock, their headers, and a rule, whose count shows that they have arrived. */
const CAUSES: [string, { options?: MockOptions; headers?: Record<string, string>; rule: object }][] = [
  ['Prefer', { headers: { Prefer: `delay=${DELAY}` }, rule: { delay: { type: 'fixed', milliseconds: 0 } } }],
  ['a rule', { rule: { delay: { type: 'fixed', milliseconds: DELAY } } }],
  ['the delay of all', { options: { delay: DELAY }, rule: { expireTokens: true } }],
];

/** Sends requests and calls `act` when all of them wait. Resolves to their results. */
async function whileWaiting(
  server: AdminClient,
  { sandbox, headers = {}, rule, action }: Waiting,
): Promise<[number, string | undefined][]> {
  const prefix = sandbox === undefined ? '' : `/~${sandbox}`;
  const added = await server.admin('POST', '/rules', {
    ...inside(sandbox),
    json: { match: { api: 'dnl' }, ...rule },
  });
  const waiting = REQUESTS.map(({ method, path, body = '' }) =>
    server.asAdmin(method, prefix + path, { headers, body }),
  );
  const applied = async () => (await server.admin('GET', `/rules/${added.body.id}`, inside(sandbox))).body.applied;
  while ((await applied()) < REQUESTS.length);
  expect(String((await action()).status)).toMatch(/^2/);
  return (await Promise.all(waiting)).map(outcomeOf);
}

type Waiting = {
  sandbox?: string | undefined;
  headers?: Record<string, string> | undefined;
  rule: object;
  action: () => Promise<{ status: number }>;
};

function outcomeOf(result: Answered): [number, string | undefined] {
  return [result.status, bodyOf(result).code];
}

/** Sends the head of a request. When the mock reads the body, it resolves to the function that sends the body. */
function sendHead(server: AdminClient, { method, path, body = '' }: Wanted): Promise<() => Promise<Answered>> {
  const headers = { ...server.token, Expect: '100-continue', 'Content-Length': String(Buffer.byteLength(body)) };
  return new Promise((resolve, reject) => {
    const asked = request(server.url + path, { method, headers });
    const result = new Promise<Answered>(resolve => {
      asked.on('response', response => {
        let text = '';
        response.on('data', piece => {
          text += piece;
        });
        response.on('end', () => resolve({ status: response.statusCode ?? 0, headers: response.headers, text }));
      });
    });
    asked.on('error', reject);
    asked.on('continue', () =>
      resolve(() => {
        asked.end(body);
        return result;
      }),
    );
    asked.flushHeaders();
  });
}

const REFUSED = [409, 'data-replaced'];

describe.each([
  ['the mock', undefined],
  ['a sandbox', 'a'],
] as const)('In %s what waits changes nothing', (_, sandbox) => {
  test.each(
    REPLACERS.flatMap(([name, replace], at) =>
      (sandbox === undefined ? CAUSES : CAUSES.slice(at % 3, (at % 3) + 1)).map(([cause, waits]) => ({
        name,
        replace,
        cause,
        waits,
      })),
    ),
  )('after $name: it is refused where it waits for $cause', async ({ replace, waits: { options, ...waits } }) => {
    const server = await startAdmin(options);
    await server.admin('PUT', '/snapshots/before', inside(sandbox));
    const records = async () => (await server.admin('GET', '/records/dnl/users', inside(sandbox))).body.records;
    const before = await records();
    const outcomes = await whileWaiting(server, { sandbox, ...waits, action: () => replace(server, sandbox) });
    expect(outcomes).toEqual(REQUESTS.map(() => REFUSED));
    expect(await records()).toEqual(before);
    expect(server.failures).toEqual([]);
  });

  test.each(REPLACERS)('after %s: it is refused where it waits for its body', async (_, replace) => {
    const server = await startAdmin();
    await server.admin('PUT', '/snapshots/before', inside(sandbox));
    const withBody = REQUESTS.filter(({ body }) => body !== undefined);
    const prefix = sandbox === undefined ? '' : `/~${sandbox}`;
    const sends = await Promise.all(withBody.map(each => sendHead(server, { ...each, path: prefix + each.path })));
    await replace(server, sandbox);
    const outcomes = (await Promise.all(sends.map(send => send()))).map(outcomeOf);
    expect(outcomes).toEqual(withBody.map(() => REFUSED));
    expect(await server.create(prefix)).toBe(6);
  });

  test('given records among it: they are refused where the data were put back while they came', async () => {
    const server = await startAdmin();
    await server.create(sandbox === undefined ? '' : `/~${sandbox}`);
    const { text } = await server.admin('GET', '/records/dnl/users', inside(sandbox));
    const path = `${sandbox === undefined ? '' : `/~${sandbox}`}/__admin/records/dnl/users`;
    const send = await sendHead(server, { method: 'PUT', path, body: text });
    await server.admin('POST', '/reset', inside(sandbox));
    expect(outcomeOf(await send())).toEqual(REFUSED);
    expect(await server.create(sandbox === undefined ? '' : `/~${sandbox}`)).toBe(6);
  });
});

/** What leaves the data of DNL in the mock as they are. */
const OTHERS: [string, (server: AdminClient) => Promise<{ status: number }>][] = [
  ['a reset of a sandbox', server => server.admin('POST', '/reset', { in: 'a' })],
  ['a scenario in a sandbox', server => server.admin('PUT', '/scenario', { in: 'a', json: { name: 'empty' } })],
  ['other rules', server => server.admin('DELETE', '/rules')],
  ['another time', server => server.admin('PUT', '/clock', { json: { time: '2031-01-01T00:00:00Z' } })],
  ['other readings', server => server.admin('PUT', '/settings', { json: { profile: 'observed' } })],
  ['a snapshot', server => server.admin('PUT', '/snapshots/now')],
  ['a sandbox made anew', server => server.admin('PUT', '/sandboxes/a')],
  [
    "another API's records",
    async server => {
      const { body } = await server.admin('GET', '/records/acefone/users');
      return server.admin('PUT', '/records/acefone/users', { json: body });
    },
  ],
];

test.each(OTHERS)('Nothing that waits is refused for %s', async (_, action) => {
  const server = await startAdmin();
  const rule = { delay: { type: 'fixed', milliseconds: DELAY } };
  const outcomes = await whileWaiting(server, { rule, action: () => action(server) });
  expect(outcomes).toEqual(REQUESTS.map(() => [200, undefined]));
});

test('A request without an operation ignores a reset, and is delayed', async () => {
  const server = await startAdmin({ delay: 50 });
  const waiting = server.asAdmin('GET', '/v1/nowhere');
  await server.admin('POST', '/reset');
  expect(outcomeOf(await waiting)).toEqual([404, 'no-such-operation']);
});
