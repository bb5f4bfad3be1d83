import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { expect, test } from 'vitest';
import { loadDescribedApi, type Outcome, runSuite } from '../../../src/check/index.js';
import { createReport } from '../../../src/report/index.js';
import { writeFiles } from '../../openapi/files.js';
import { serving } from '../listening.js';

const json = (schema: unknown) => ({ description: 'json', content: { 'application/json': { schema } } });
const members = {
  name: { type: 'string', minLength: 1, maxLength: 300 },
  remark: { type: 'string', maxLength: 400 },
  amount: { type: 'integer', minimum: 0, maximum: 9_000 },
  urgent: { type: 'boolean' },
  parts: { type: 'array', items: { type: 'string' } },
};
const order = { type: 'object', required: ['id', 'name'], properties: { id: { type: 'integer' }, ...members } };

const ORDERS = {
  openapi: '3.1.0',
  info: { title: 'Orders', version: '1' },
  paths: {
    '/orders': {
      get: {
        operationId: 'listOrders',
        parameters: [
          { name: 'from', in: 'query', schema: { type: 'integer', minimum: 0, maximum: 90_000 } },
          { name: 'kind', in: 'query', schema: { type: 'string', enum: ['old', 'new'] } },
        ],
        responses: { 200: json({ type: 'array', items: order }), 400: { description: 'Refused.' } },
      },
      post: {
        operationId: 'createOrder',
        requestBody: {
          required: true,
          content: {
            'application/json': {
              schema: { type: 'object', required: ['name'], additionalProperties: false, properties: members },
            },
          },
        },
        responses: { 201: json(order), 400: { description: 'Refused.' } },
      },
    },
  },
};

type Call = { method: string; query: URLSearchParams; body: Record<string, unknown> };

/** Judges a server of orders that has an error where a call is one that it does not bear. Returns all that it was sent, too. */
async function judgeOrders(breaks: (call: Call) => boolean, seed = 1): Promise<{ outcome: Outcome; calls: Call[] }> {
  const calls: Call[] = [];
  let last = 0;
  const url = await serving(async (request, response) => {
    const sent = await text(request);
    const call = {
      method: request.method ?? '',
      query: new URL(request.url ?? '', 'http://a').searchParams,
      body: read(sent),
    };
    calls.push(call);
    const send = (status: number, body: unknown) => {
      response.writeHead(status, { 'Content-Type': 'application/json' });
      response.end(JSON.stringify(body));
    };
    if (breaks(call)) return send(500, { error: 'An error.' });
    if (call.method === 'GET') return send(200, []);
    if (call.method !== 'POST') return send(405, {});
    last += 1;
    send(typeof call.body.name === 'string' ? 201 : 400, { id: last, ...call.body });
  });
  const api = await loadDescribedApi(join(writeFiles({ 'orders.json': ORDERS }), 'orders.json'));
  const outcome = await runSuite({ target: url, api, tokens: {}, seed, mark: 'ustestrun0' });
  return { outcome, calls };
}

function read(sent: string): Record<string, unknown> {
  try {
    return Object(JSON.parse(sent));
  } catch {
    return {};
  }
}

/** The command that a report shows of the only cause of errors. */
function curlOf(outcome: Outcome, operation: string): string {
  const { rootCauses } = createReport(outcome);
  const causes = rootCauses.filter(({ violations: [first] }) => first.check === 'no-server-error');
  expect(causes.map(({ violations: [first] }) => first.operation)).toEqual([operation]);
  return causes[0]?.violations[0].curl ?? '';
}

/** What a command sends. */
function bodyOf(curl: string): unknown {
  return JSON.parse(/--data-raw '([^']*)'/.exec(curl)?.[1] ?? 'null');
}

const isLong = (value: unknown) => typeof value === 'string' && value.length > 100;

test('a text that is too long for a server is shown as short as it can be, without the other members', async () => {
  const { outcome } = await judgeOrders(({ body }) => isLong(body.remark));
  const body = bodyOf(curlOf(outcome, 'createOrder')) as { name: string; remark: string };
  expect(Object.keys(body).toSorted()).toEqual(['name', 'remark']);
  expect(body.remark).toHaveLength(101);
});

test('a number that is too high for a server is shown as low as it can be', async () => {
  const { outcome } = await judgeOrders(({ body }) => Number(body.amount) > 1000);
  const body = bodyOf(curlOf(outcome, 'createOrder'));
  expect(body).toEqual({ name: expect.any(String), amount: 1001 });
});

test('a parameter of the query is made smaller, and the others are left out', async () => {
  const { outcome } = await judgeOrders(({ query }) => Number(query.get('from')) > 1000);
  expect(curlOf(outcome, 'listOrders')).toMatch(/\/orders\?from=1001'$/);
});

test('each cause takes no more than 20 further requests', async () => {
  const breaks = ({ body }: Call) => isLong(body.remark) || isLong(body.name) || Number(body.amount) > 1000;
  const { outcome, calls } = await judgeOrders(breaks);
  const failing = outcome.cases.filter(({ verdict }) => verdict === 'fail').length;
  // each failing case was sent twice
  expect(calls.filter(breaks).length).toBeLessThanOrEqual(2 * failing + 20);
  expect(curlOf(outcome, 'createOrder')).not.toBe('');
});

test('the same seed leads to the same request', async () => {
  const breaks = ({ body }: Call) => isLong(body.remark);
  const [first, second] = [await judgeOrders(breaks, 7), await judgeOrders(breaks, 7)];
  const inform = ({ outcome }: typeof first) => curlOf(outcome, 'createOrder').replaceAll(/:\d+\//g, ':0/');
  expect(inform(first)).toBe(inform(second));
  expect(first.calls.length).toBe(second.calls.length);
});
