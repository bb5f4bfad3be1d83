import { expect, test } from 'vitest';
import { startAdmin } from './start-admin.js';

const SHARED = { httpVersion: 'HTTP/2', cookies: [], headersSize: -1, bodySize: -1 };

function archive(...entries: object[]) {
  return { log: { version: '1.2', creator: { name: 'a browser' }, pages: [], entries } };
}

function entry(method: string, url: string, status: number, body: unknown, more: object = {}) {
  return {
    startedDateTime: '2026-11-30T10:00:00.000Z',
    time: 12.5,
    request: {
      ...SHARED,
      method,
      url,
      headers: [{ name: 'X-Auth-Token', value: 'very-secret' }],
      queryString: [],
      ...more,
    },
    response: {
      ...SHARED,
      status,
      headers: [
        { name: 'content-type', value: 'application/json' },
        { name: 'content-encoding', value: 'br' },
      ],
      content: { size: 1, mimeType: 'application/json', text: JSON.stringify(body) },
    },
    cache: {},
    timings: {},
  };
}

test('the journal is written as an HTTP archive, the oldest first and without secrets', async () => {
  const { admin, asAdmin, mock } = await startAdmin();
  await asAdmin('GET', '/v1/user/list?name=a%20b');
  await asAdmin('POST', '/v1/user/create', {
    body: '{"name":"x","passwd":"secret-word","user_type":"agent","email":null}',
  });
  const { status, body, text } = await admin('GET', '/requests.har');
  expect([status, text.includes('secret-word'), text.includes(mock.tokens.dnl.admin)]).toEqual([200, false, false]);
  const [list, create] = body.log.entries;
  expect(list).toMatchObject({
    request: {
      method: 'GET',
      url: expect.stringMatching(/^http:\/\/127\.0\.0\.1:\d+\/v1\/user\/list\?name=a%20b$/),
      queryString: [{ name: 'name', value: 'a b' }],
    },
    response: { status: 200, content: { mimeType: expect.stringContaining('json') } },
  });
  expect(JSON.parse(list.response.content.text).payload.total).toBe(0);
  expect(JSON.parse(create.request.postData.text)).toMatchObject({ name: 'x', passwd: '[redacted]' });
  expect((await admin('GET', '/requests.har?operation=createUser&limit=5')).body.log.entries).toEqual([create]);
});

test('exchanges with another server are judged by the contract, and the others are left out', async () => {
  const { admin, mock } = await startAdmin();
  const users = await mock.records.read('dnl', 'users');
  const json = archive(
    entry('GET', 'https://api.example.com/v1/user/list?page=x', 200, { payload: { total: 'many' } }),
    entry('GET', 'https://api.example.com/logo.png', 200, null),
    entry('patch', 'https://api.example.com/v1/user/7', 404, {}, { postData: { text: '{"name":"other"}' } }),
  );
  const { status, body } = await admin('POST', '/requests.har', { json });
  expect([status, body]).toEqual([200, { imported: 2, leftOut: 1 }]);
  const first = await mock.journal.read(1);
  expect(first).toMatchObject({
    at: '2026-11-30T10:00:00.000Z',
    operation: 'listUsers',
    respondedBy: 'imported',
    request: { url: '/v1/user/list?page=x', headers: { 'x-auth-token': '[redacted]' } },
    response: { status: 200, headers: { 'content-type': 'application/json' } },
  });
  expect(first?.violations.map(({ in: place, pointer }) => `${place} ${pointer}`)).toContain('query /page');
  expect(first?.violations.map(({ in: place, pointer }) => `${place} ${pointer}`)).toContain('response /payload/total');
  expect(first?.curl).toContain("'https://api.example.com/v1/user/list?page=x'");
  expect(await mock.journal.read(2)).toMatchObject({ operation: 'patchUser', request: { body: { name: 'other' } } });
  expect((await admin('POST', '/requests/count', { json: {} })).body).toEqual({ count: 0 });
  expect((await admin('GET', '/requests?respondedBy=imported')).body.total).toBe(2);
  expect(await mock.records.read('dnl', 'users')).toEqual(users);
});

test('a path of another API is found, and a body in base64 is decoded', async () => {
  const { admin, mock } = await startAdmin();
  const coded = entry('GET', 'https://api.example.com/v1/users', 200, null);
  coded.response.content = Object.assign(coded.response.content, {
    text: Buffer.from('{"ä":1}').toString('base64'),
    encoding: 'base64',
  });
  await admin('POST', '/requests.har', { json: archive(coded) });
  expect(await mock.journal.read(1)).toMatchObject({
    api: 'acefone',
    request: { url: '/v1/users' },
    response: { body: { ä: 1 } },
  });
  // it is sent again to the mock
  await admin('POST', '/requests/1/replay');
  expect(await mock.journal.read(2)).toMatchObject({ api: 'acefone', respondedBy: 'handler' });
});

test('an archive of the mock can be added again', async () => {
  const { admin, asAdmin } = await startAdmin();
  await asAdmin('GET', '/acefone/v1/users');
  await asAdmin('GET', '/v1/user/1');
  const { body: json } = await admin('GET', '/requests.har');
  expect((await admin('POST', '/requests.har', { json })).body).toEqual({ imported: 2, leftOut: 0 });
});

test.each([
  [{}, '/log'],
  [archive({ request: { method: 'GET' }, response: { status: 200 } }), '/log/entries/0/request'],
])('what is no archive is refused with the place: %j', async (json, place) => {
  const { admin } = await startAdmin();
  const { status, body } = await admin('POST', '/requests.har', { json });
  expect([status, body.detail]).toEqual([400, expect.stringContaining(place)]);
});
