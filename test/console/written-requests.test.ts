import { expect, test } from 'vitest';
import { parseRequests } from '../../src/console/page/compare/written-requests.js';

test.each([
  ['7, 9-11\n3', [7, 9, 10, 11, 3]],
  ['/v1/user/list?page=1', [{ method: 'GET', path: '/v1/user/list?page=1' }]],
  ['delete /v1/user/7\n\n', [{ method: 'DELETE', path: '/v1/user/7' }]],
  ["curl 'http://localhost:8000/~box/v1/a?b=c'", [{ method: 'GET', path: '/v1/a?b=c' }]],
  [
    `curl -X PUT localhost:8000/v1/a \\\n -H 'Content-Type: application/json' -H "X-Name: \\"a\\": b" --data-raw '{"a": "it'\\''s"}'`,
    [
      {
        method: 'PUT',
        path: '/v1/a',
        headers: { 'Content-Type': 'application/json', 'X-Name': '"a": b' },
        body: `{"a": "it's"}`,
      },
    ],
  ],
  [
    'curl -s https://x.example/a -d b=1 -d c=2',
    [
      {
        method: 'POST',
        path: '/a',
        headers: { 'Content-Type': 'application/x-www-form-urlencoded' },
        body: 'b=1&c=2',
      },
    ],
  ],
])('requests are read: %s', (text, requests) => {
  expect(parseRequests(text)).toEqual({ requests });
});

test.each([
  ['', 'There is no request yet.'],
  ['1\nGET', 'Line 2 is no number, no path and no curl command: GET'],
  ['curl -s', 'Line 1 is no number, no path and no curl command: curl -s'],
  ['1-2000', '1001 requests are too many: 1000 can be compared.'],
])('what cannot be read is named: %j', (text, issue) => {
  expect(parseRequests(text)).toEqual({ issue });
});
