import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  type Entry,
  type Exchange,
  type ExchangeDescription,
  formatEntry,
  Journal,
  JournalMemory,
  type SentBodies,
} from '../../../src/journal/index.js';
import { exchangeOf } from '../../journal/exchanges.js';
import { bash, noting } from '../../target/bash.js';

type Parts = { exchange?: Partial<Exchange>; sent?: SentBodies; description?: ExchangeDescription };

function shown({ exchange, sent = {}, description = { violations: [] } }: Parts): Record<string, unknown> {
  const memory = new JournalMemory({ bytes: 1024 * 1024, bytesEach: 1000 });
  const journal = new Journal({ max: 1, memory, describe: () => description });
  journal.add(exchangeOf(exchange), sent);
  return formatEntry(journal.get(1) as Entry);
}

test('an entry is shown with all its members', () => {
  const entry = shown({
    exchange: {
      method: 'PATCH',
      url: '/~s/v1/user/patch-all?token=s3&x=1',
      path: '/v1/user/patch-all',
      search: 'token=s3&x=1',
      requestHeaders: { host: 'localhost:8000', 'x-auth-token': 's3', 'content-type': 'application/json' },
      responseHeaders: ['Content-Type', 'application/json', 'Set-Cookie', 'a=s3', 'Set-Cookie', 'b=s3'],
      operation: 'patchUsers',
      respondedBy: 'rule',
      rule: 'rule-1',
      unknownParameters: ['token', 'x'],
      unknownFields: ['y'],
      emptyParameters: ['name'],
      sandbox: 's',
    },
    sent: {
      request: Buffer.from('{"name":"Ann","passwd":"s3"}'),
      response: '{"success":true,"payload":{"token":"s3"}}',
    },
    description: { violations: [{ pointer: '/payload/updated', statement: 'patch-all.updated' }] },
  });
  expect(JSON.parse(JSON.stringify(entry))).toEqual({
    id: 1,
    at: '2017-07-14T02:40:00.000Z',
    milliseconds: 1.5,
    sandbox: 's',
    request: {
      method: 'PATCH',
      url: '/~s/v1/user/patch-all?token=[redacted]&x=1',
      headers: { host: 'localhost:8000', 'x-auth-token': '[redacted]', 'content-type': 'application/json' },
      body: { name: 'Ann', passwd: '[redacted]' },
    },
    response: {
      status: 200,
      headers: { 'Content-Type': 'application/json', 'Set-Cookie': ['[redacted]', '[redacted]'] },
      body: { success: true, payload: { token: '[redacted]' } },
    },
    api: 'dnl',
    operation: 'patchUsers',
    respondedBy: 'rule',
    rule: 'rule-1',
    violations: [{ pointer: '/payload/updated', statement: 'patch-all.updated' }],
    unknownParameters: ['token', 'x'],
    emptyParameters: ['name'],
    unknownFields: ['y'],
    curl: `curl -sS -X PATCH -H "x-auth-token: $UNDERSTUDY_TOKEN" -H 'content-type: application/json' --data-raw '{"name":"Ann","passwd":"'"$UNDERSTUDY_SECRET"'"}' --path-as-is --globoff 'http://localhost:8000/~s/v1/user/patch-all?token='"$UNDERSTUDY_SECRET"'&x=1'`,
  });
});

describe('What is missing can be distinguished', () => {
  test('a request without an operation has the nearest operations', () => {
    const description = { violations: [], nearest: ['GET /v1/user/list'] };
    expect(shown({ exchange: { operation: undefined }, description })).toMatchObject({
      nearest: ['GET /v1/user/list'],
    });
  });

  test('an exchange that broke off has no response', () => {
    expect(shown({ exchange: { status: 0 } })).toMatchObject({ response: null });
  });

  test('no body, an empty one and JSON null', () => {
    expect(shown({}).response).not.toHaveProperty('body');
    expect(shown({ sent: { response: '' } }).response).not.toHaveProperty('body');
    expect(shown({ sent: { response: 'null' } }).response).toHaveProperty('body', null);
  });

  test('a body that is cut says how long it was, and no command can repeat it', () => {
    const entry = shown({ sent: { request: Buffer.from(JSON.stringify({ name: 'x'.repeat(2000), passwd: 's3' })) } });
    expect(entry).toMatchObject({
      request: { body: expect.stringMatching(/^\{"name":"x+$/), bodyTruncated: true, bodyBytes: 2025 },
      curl: null,
    });
  });

  test('a body that is no text can be shown, but no command can repeat it', () => {
    for (const bytes of [Buffer.from([0x61, 0xff]), Buffer.from('a\0')]) {
      expect(shown({ sent: { request: bytes } })).toMatchObject({
        request: { body: expect.stringMatching(/^a/) },
        curl: null,
      });
    }
  });
});

const SECRET = 'Zq7Xv9';
const name = fc.constantFrom('passwd', 'PASSWORD', 'token', 'access_token', 'X-Auth-Token');
const secret = fc
  .tuple(fc.string({ maxLength: 4 }), fc.string({ maxLength: 4 }))
  .map(([before, after]) => before + SECRET + after);

test('a shown entry contains no secret of its headers, query and body', () => {
  const headerName = fc.constantFrom(
    'authorization',
    'proxy-authorization',
    'cookie',
    'x-auth-token',
    "x-'$`id`-token",
  );
  const filler = fc.integer({ min: 0, max: 1100 }).map(length => 'f'.repeat(length));
  fc.assert(
    fc.property(fc.tuple(headerName, name, secret, filler), ([headerName, name, secret, filler]) => {
      const query = new URLSearchParams({
        a: '1',
        [name]: secret,
        nested: JSON.stringify({ [name]: secret }),
      }).toString();
      const json = JSON.stringify({ filler, list: [{ [name]: secret }], text: JSON.stringify({ [name]: secret }) });
      for (const body of [json, `filler=${filler}&${query}`, secret.includes('\n') ? '' : `${name}: ${secret}`]) {
        const entry = shown({
          exchange: {
            method: 'POST',
            url: `/v1/user/create?${query}`,
            search: query,
            requestHeaders: { host: 'h', [headerName]: `Bearer ${secret}`, referer: `http://h/?${query}` },
            responseHeaders: ['Set-Cookie', secret, 'Location', `/v1?${query}`],
          },
          sent: { request: Buffer.from(body), response: body },
          description: { violations: [{ value: { [name]: secret } }] },
        });
        const text = JSON.stringify(entry);
        expect(text).not.toContain(SECRET);
        expect(decodeURIComponent(text.replace(/%(?![0-9a-f]{2})/gi, '%25'))).not.toContain(SECRET);
      }
    }),
    { numRuns: 300 },
  );
});

test('its curl sends the same request again', async () => {
  const server = await noting();
  const host = new URL(server.url).host;
  const variables = { UNDERSTUDY_TOKEN: 't0p', UNDERSTUDY_COOKIE: 'a=1', UNDERSTUDY_SECRET: 'hunter2' };
  const json = '{"name":"it\'s","passwd":"hunter2"}';
  const requests: { exchange: Partial<Exchange>; body?: string }[] = [
    { exchange: { url: "/v1/user/list?name=a'b&x=$HOME&token=hunter2" } },
    {
      exchange: { requestHeaders: { authorization: 'Bearer t0p', cookie: 'a=1', accept: 'text/html', 'x-empty': '' } },
    },
    { exchange: { requestHeaders: { "x-'$`id`-token": 't0p' } } },
    {
      exchange: { method: 'POST', requestHeaders: { 'content-type': 'application/json', 'x-auth-token': 't0p' } },
      body: json,
    },
    { exchange: { method: 'GET', requestHeaders: {} }, body: '{"a":1}' },
    { exchange: { method: 'DELETE', url: '/~s/v1//user/../1' } },
    { exchange: { method: 'HEAD' } },
  ];
  for (const { exchange, body } of requests) {
    const requestHeaders = { accept: '*/*', ...exchange.requestHeaders, host };
    const { curl } = shown({
      exchange: { ...exchange, requestHeaders },
      sent: body ? { request: Buffer.from(body) } : {},
    });
    await bash(`${curl} --max-time 5 -A ''`, variables);
    const { headers, ...arrived } = server.arrived.at(-1) ?? {};
    expect(arrived).toEqual({
      method: exchange.method ?? 'GET',
      url: exchange.url ?? '/v1/user/list',
      body: body ?? '',
    });
    const { 'content-length': _, connection, ...others } = headers ?? {};
    expect(others).toEqual(requestHeaders);
    expect(curl).not.toMatch(/t0p|hunter2/);
  }
  await server.close();
});
