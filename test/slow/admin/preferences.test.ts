import { once } from 'node:events';
import { request as httpRequest, type IncomingMessage } from 'node:http';
import { describe, expect, test } from 'vitest';
import { loadContract } from '../../../src/contract/index.js';
import { bodyOf, startAdmin } from '../../admin/start-admin.js';

const LIST = '/v1/user/list';

describe('A request that prefers', () => {
  test('a code gets that documented outcome, exactly as it is documented', async () => {
    const server = await startAdmin();
    const result = await server.asAdmin('GET', '/v1/user/1', { headers: { Prefer: 'code=404' } });
    expect(result).toMatchObject({
      status: 404,
      text: '{"error_type":"Object not found","success":false}',
      headers: {
        'content-type': 'application/json',
        'preference-applied': 'code=404',
        'understudy-operation': 'dnl.getUser',
        'understudy-certainty': 'explicit',
      },
    });
  });

  test.each(['dnl', 'acefone'])('any documented outcome of %s gets it, for any request', async api => {
    const server = await startAdmin();
    for (const { id, method, template, statuses, examples, violations, certainty } of loadContract(api).operations) {
      const path = `/${api}${template.replace(/\{\w+\}/, '1')}`;
      for (const status of statuses) {
        for (const example of examples(status)) {
          const headers = { Prefer: `code=${status}, example=${example}` };
          const { status: result, text, headers: sent } = await server.ask(method, path, { headers });
          expect([id, result]).toEqual([id, status]);
          expect(violations({ status, mediaType: 'application/json', body: JSON.parse(text) })).toEqual([]);
          expect(sent['preference-applied']).toBe(headers.Prefer);
          if (api === 'acefone') expect(sent['understudy-certainty']).toBe(certainty(status));
        }
      }
    }
    expect(await server.total()).toBe(5);
  });

  test('a code that the operation does not document is refused with the documented ones', async () => {
    const server = await startAdmin();
    const result = await server.asAdmin('GET', '/v1/user/1', { headers: { Prefer: 'code=418' } });
    expect(result).toMatchObject({ status: 400, headers: { 'content-type': 'application/problem+json' } });
    expect(result.headers).not.toHaveProperty('preference-applied');
    expect(bodyOf(result)).toMatchObject({
      code: 'outcome-unknown',
      detail: 'getUser documents no outcome 418.',
      fix: expect.stringMatching(/^It documents 200 \(.+\); .*404 \(.+\).*\.$/),
    });
    const example = await server.asAdmin('GET', '/v1/user/1', { headers: { Prefer: 'code=404, example=none' } });
    expect(bodyOf(example).detail).toBe('getUser documents no outcome 404, example none.');
  });

  test('a delayed request gets its response after a later one, even if it is refused', async () => {
    const server = await startAdmin();
    for (const path of [LIST, '/v1/none']) {
      const order: string[] = [];
      const slow = server.asAdmin('GET', path, { headers: { Prefer: 'delay=2000' } });
      const both = [slow.then(() => order.push('slow')), server.total().then(() => order.push('quick'))];
      await Promise.all(both);
      expect(order).toEqual(['quick', 'slow']);
      expect((await slow).headers['preference-applied']).toBe('delay=2000');
    }
  });

  test('a profile or a reading applies to its request, and not to the next', async () => {
    const server = await startAdmin();
    const ask = (Prefer?: string) =>
      server.asAdmin('PATCH', '/v1/user/all', { body: '{"active":true}', headers: Prefer ? { Prefer } : {} });
    expect((await ask('profile=consistent')).status).toBe(400);
    expect((await ask('reading="unfiltered-bulk=refuse"')).status).toBe(400);
    expect((await ask('reading=unfiltered-bulk=refuse')).status).toBe(400);
    expect((await ask('profile=consistent, reading="unfiltered-bulk=everyone"')).status).toBe(200);
    expect((await ask()).status).toBe(200);
    const contained = (Prefer: string) =>
      server.asAdmin('GET', `${LIST}?name=dmi`, { headers: { Prefer } }).then(bodyOf);
    expect((await contained('reading="text-match=contains"')).payload.total).toBe(1);
    expect((await contained('reading="text-match=exact"')).payload.total).toBe(0);
  });

  test('a reading keeps those that were chosen for all requests', async () => {
    const server = await startAdmin({ readings: { 'unfiltered-bulk': 'refuse' } });
    const headers = { Prefer: 'reading="text-match=contains"' };
    const { status } = await server.asAdmin('PATCH', '/v1/user/all', { body: '{"active":true}', headers });
    expect(status).toBe(400);
  });

  test('several things gets all of these', async () => {
    const server = await startAdmin();
    const headers = { Prefer: 'respond-async, delay=1, code=404, profile=consistent, handling=lenient' };
    const result = await server.asAdmin('PATCH', '/v1/user/all', { headers });
    expect(result).toMatchObject({
      status: 404,
      headers: { 'preference-applied': 'delay=1, code=404, profile=consistent' },
    });
    expect(bodyOf(result).error_type).toBe('Object not found');
  });

  test('what the mock does not know changes nothing', async () => {
    const server = await startAdmin();
    const result = await server.list('', { Prefer: 'return=minimal, wait=10' });
    expect(result.status).toBe(200);
    expect(result.headers).not.toHaveProperty('preference-applied');
  });

  test('needs no token and changes nothing', async () => {
    const server = await startAdmin();
    const body = JSON.stringify({ name: 'new', passwd: 'x', user_type: 'agent', email: null });
    const result = await server.ask('POST', '/v1/user/create', { body, headers: { Prefer: 'code=200' } });
    expect(result).toMatchObject({ status: 200, text: expect.stringContaining('object_id') });
    expect(await server.total()).toBe(5);
  });

  test('a code has its response before the body has arrived', async () => {
    const { url } = await startAdmin();
    const headers = { Prefer: 'code=400', 'Content-Length': '1000' };
    const request = httpRequest(`${url}/v1/user/create`, { method: 'POST', headers });
    request.flushHeaders();
    const [response] = (await once(request, 'response')) as [IncomingMessage];
    expect([response.statusCode, response.headers['preference-applied']]).toEqual([400, 'code=400']);
    request.on('error', () => {});
    request.destroy();
  });
});

describe('A link with __code', () => {
  test('is as a request that prefers the code', async () => {
    const server = await startAdmin();
    for (const path of [`${LIST}?__code=401`, `${LIST}?page=0&__code=401&per_page=1`]) {
      const { status, headers } = await server.ask('GET', path);
      expect([status, headers['preference-applied']]).toEqual([401, 'code=401']);
      expect(headers).not.toHaveProperty('understudy-unknown-parameters');
    }
  });

  test('wins over the header, and both may be used together', async () => {
    const server = await startAdmin();
    const { status, headers } = await server.ask('GET', '/v1/user/1?__code=404', {
      headers: { Prefer: 'code=401, delay=1' },
    });
    expect([status, headers['preference-applied']]).toEqual([404, 'code=404, delay=1']);
  });

  test.each(['x', '', '99', '1000', '404,fault=EMPTY_RESPONSE', '404%2C', '"404"'])(
    'that is no code is refused: %j',
    async code => {
      const server = await startAdmin();
      const result = await server.asAdmin('GET', `${LIST}?__code=${code}`);
      expect(result.status).toBe(400);
      expect(bodyOf(result).code).toBe('preference-invalid');
    },
  );

  test('is an ordinary parameter if it is not a preference', async () => {
    const server = await startAdmin();
    const { status, headers } = await server.asAdmin('GET', `${LIST}?__coder=404&x__code=1`);
    expect([status, headers['understudy-unknown-parameters']]).toEqual([200, '__coder, x__code']);
  });
});

describe('A preference is refused with what is wrong', () => {
  test.each([
    ['code=abc', 'Prefer: code must be an integer from 200 to 599, not "abc".'],
    ['code=120', 'Prefer: code must be an integer from 200 to 599, not "120".'],
    ['delay=-1', 'Prefer: delay must be an integer from 0 to 30000, not "-1".'],
    ['delay=30001', 'Prefer: delay must be an integer from 0 to 30000, not "30001".'],
    [
      'fault=NONE',
      'Prefer: fault must be one of CONNECTION_RESET_BY_PEER, EMPTY_RESPONSE, MALFORMED_RESPONSE_CHUNK, RANDOM_DATA_THEN_CLOSE, not "NONE".',
    ],
    ['profile=other', 'There is no profile other. Known profiles: documented, consistent, observed.'],
    [
      'reading=text-match',
      'Prefer: reading must be the id of a reading and a choice, as in "text-match=contains", not "text-match".',
    ],
    [
      'reading="none=at-all"',
      expect.stringContaining('There is no reading none; the known names are missing-token, wrong-token-read, '),
    ],
    ['reading="text-match=some"', 'The reading text-match has no choice some. Its choices: exact, contains.'],
  ])('%s', async (Prefer, detail) => {
    const server = await startAdmin();
    const result = await server.asAdmin('GET', LIST, { headers: { Prefer } });
    expect(result.status).toBe(400);
    expect(bodyOf(result)).toMatchObject({ code: 'preference-invalid', detail });
    expect(result.headers).not.toHaveProperty('preference-applied');
    expect(await server.total()).toBe(5);
  });
});

test('Requests at once do not take over what another prefers', async () => {
  const server = await startAdmin();
  const asked = Array.from({ length: 60 }, (_, at) => {
    const Prefer = [`code=404, delay=${at % 7}`, 'code=401', 'profile=consistent', undefined][at % 4];
    return server.asAdmin('GET', '/v1/user/1', { headers: Prefer ? { Prefer } : {} });
  });
  const result = (await Promise.all(asked)).map(({ status }) => status);
  expect(result).toEqual(result.map((_, at) => [404, 401, 200, 200][at % 4]));
});

test('A client that disconnects during the delay leaves nothing behind', async () => {
  const server = await startAdmin();
  const socket = await server.open();
  socket.write(
    `POST /v1/user/create HTTP/1.1\r\nHost: x\r\nPrefer: delay=30000\r\nX-Auth-Token: ${server.token['X-Auth-Token']}\r\n`,
  );
  socket.write('Expect: 100-continue\r\n');
  const body = '{"name":"late","passwd":"x","user_type":"agent","email":null}';
  socket.write(`Content-Length: ${body.length}\r\n\r\n`);
  await once(socket, 'data');
  socket.write(body, () => socket.destroy());
  let entry: { operation?: string; response: unknown } | undefined;
  while (!entry) [entry] = (await server.admin('GET', '/requests?status=0')).body.requests;
  expect(entry).toMatchObject({ operation: 'createUser', response: null, respondedBy: 'aborted' });
  expect(await server.total()).toBe(5);
});
