import { beforeAll, expect, test } from 'vitest';
import { formatCurl, openTarget, secret, type TargetExchange, type TargetRequest } from '../../../src/target/index.js';
import { type Arrived, bash, noting } from '../../target/bash.js';

const JSON_TYPE = { 'Content-Type': 'application/json' };
const TOKEN = { 'X-Auth-Token': secret('t0p secret', '$UNDERSTUDY_TOKEN') };

const REQUESTS: Readonly<Record<string, TargetRequest>> = {
  'a plain GET': { method: 'GET', path: '/v1/user/list', headers: TOKEN },
  'a query with signs that a shell and curl read': {
    method: 'GET',
    path: "/v1/user/list?name=%22a'b&login_ip=[::1]&x={1,2}&y=$HOME&z=`id`&*&!!&~",
    headers: {},
  },
  'a path with dots': { method: 'GET', path: '/v1/user/a..b/%2E', headers: {} },
  'a body with quotes': {
    method: 'POST',
    path: '/v1/user/create',
    headers: JSON_TYPE,
    body: `{"name":"it's \\"so\\""}`,
  },
  'a body with lines': {
    method: 'POST',
    path: '/v1/user/create',
    headers: JSON_TYPE,
    body: '\n{\r\n\t"name": 1\n}\n\n',
  },
  'a body with signs of a shell': {
    method: 'PATCH',
    path: '/v1/user/patch-all',
    headers: JSON_TYPE,
    body: `$HOME \${PATH} $(id) \`id\` \\ \\n !! * ~ # ; & | > %s ""`,
  },
  'a body with unicode': { method: 'POST', path: '/v1/user/create', headers: JSON_TYPE, body: '"é 𝕏 \u2028 日本"' },
  'a body that curl could take for a file': { method: 'POST', path: '/v1', headers: JSON_TYPE, body: '@/etc/hostname' },
  'a body that looks like a flag': { method: 'POST', path: '/v1', headers: JSON_TYPE, body: '--help' },
  'an empty body': { method: 'POST', path: '/v1', headers: JSON_TYPE, body: '' },
  'no body where one is expected': { method: 'POST', path: '/v1', headers: TOKEN },
  'a header without a value': { method: 'GET', path: '/v1', headers: { 'X-Auth-Token': '' } },
  'a header with quotes': { method: 'GET', path: '/v1', headers: { 'X-Auth-Token': `a'b"c$HOME\`id\`` } },
  'a secret with a letter more': {
    method: 'GET',
    path: '/v1',
    headers: { 'X-Auth-Token': secret('t0p secretx', `\${UNDERSTUDY_TOKEN}x`) },
  },
  'a secret with a letter less': {
    method: 'GET',
    path: '/v1',
    headers: { 'X-Auth-Token': secret('t0p secre', `\${UNDERSTUDY_TOKEN%?}`) },
  },
};

let arrived: readonly Arrived[];
let curls: readonly string[];

beforeAll(async () => {
  const server = await noting();
  const target = await openTarget(server.url, { basePath: '/v1', timeout: 5000 });
  const exchanges: TargetExchange[] = [];
  for (const request of Object.values(REQUESTS)) exchanges.push(await target.send(request));
  curls = exchanges.map(formatCurl);
  await bash(curls.join('\n'), { UNDERSTUDY_TOKEN: 't0p secret' });
  arrived = server.arrived;
  await server.close();
});

test.each(Object.keys(REQUESTS).map((title, at) => ({ title, at })))(
  'its curl sends the same: $title',
  ({ title, at }) => {
    const request = REQUESTS[title] as TargetRequest;
    const [sent, again] = [arrived[at], arrived[at + curls.length]].map(one => ({
      ...one,
      headers: Object.fromEntries(Object.keys(request.headers).map(name => [name, one?.headers[name.toLowerCase()]])),
    }));
    expect(again).toEqual(sent);
    expect(sent).toMatchObject({ method: request.method, body: request.body ?? '' });
    expect(curls[at]).not.toContain('t0p');
  },
);

test('a curl has only the flags that its request needs', () => {
  const exchange = { request: { method: 'GET', path: '/v1', headers: TOKEN }, url: 'http://h/v1', milliseconds: 1 };
  expect(formatCurl(exchange)).toBe(
    `curl -sS -H "X-Auth-Token: $UNDERSTUDY_TOKEN" --path-as-is --globoff 'http://h/v1'`,
  );
});
