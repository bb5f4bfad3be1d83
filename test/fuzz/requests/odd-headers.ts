import * as fc from 'fast-check';
import type { Header } from '../http-request.js';
import { headerText } from './header-text.js';

const header = (name: string, ...values: string[]): fc.Arbitrary<Header> =>
  fc.tuple(fc.constant(name), values.length > 0 ? fc.oneof(fc.constantFrom(...values), headerText) : headerText);

/** Headers that mean something to somebody on the way, with values of all kinds; none that changes what HTTP makes of a request. */
const oddHeader: fc.Arbitrary<Header> = fc.oneof(
  header('Accept', 'application/xml', '*/*;q=x', 'application/json;q=0'),
  header('Accept-Encoding', 'gzip;q=0, identity;q=0', 'br'),
  header(
    'Content-Type',
    'application/json; charset=utf-16',
    'multipart/form-data; boundary=x',
    'text/plain',
    'application/x-www-form-urlencoded',
    ';;;',
    '',
  ),
  header('X-Auth-Token'),
  header('Authorization', 'Basic YWRtaW46YWRtaW4=', 'Bearer', 'Bearer  x', 'bearer null', 'Digest username="admin"'),
  header('Cookie', '__proto__=1', 'a=b; a=c; ;;'),
  header('Origin', 'null', 'http://evil.example'),
  header('Access-Control-Request-Method', 'PATCH', 'GARBAGE'),
  header('Access-Control-Request-Headers', 'x-auth-token', ',,,'),
  header('If-None-Match', '*', 'W/"x"'),
  header('If-Modified-Since', 'Tue, 32 Foo 2018 99:99:99 GMT'),
  header('Range', 'bytes=0-0', `bytes=${'0-0,'.repeat(200)}`, 'bytes=-1'),
  header('X-HTTP-Method-Override', 'DELETE', 'PATCH'),
  header('X-Forwarded-For', '127.0.0.1', '::1, x'),
  header('X-Forwarded-Proto', 'javascript'),
  header('Forwarded', 'for=_;by=x'),
  header('TE', 'trailers', 'gzip'),
  header('Trailer', 'X-Auth-Token'),
  header('Upgrade', 'websocket', 'h2c'),
  fc.constant<Header>(['Expect', '100-continue']),
  header('Max-Forwards', '0'),
  header('__proto__'),
  header('constructor'),
  header('X-Odd'),
);

/** Some of them, often none, now and then the same one again and again. */
export const oddHeaders: fc.Arbitrary<readonly Header[]> = fc.oneof(
  { weight: 6, arbitrary: fc.constant([]) },
  { weight: 4, arbitrary: fc.array(oddHeader, { minLength: 1, maxLength: 4 }) },
  {
    weight: 1,
    arbitrary: fc
      .tuple(
        fc.constantFrom<Header>(['X-Odd', 'x'], ['Cookie', 'a=b'], ['X-Auth-Token', 'x'], ['Accept', '*/*']),
        fc.nat(60),
      )
      .map(([one, times]) => Array<Header>(times).fill(one)),
  },
);
