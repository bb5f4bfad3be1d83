import * as fc from 'fast-check';
import type { Attack } from '../attack.js';
import { headerText } from '../requests/header-text.js';
import { hostileText } from '../values/hostile-text.js';

const METHODS = [
  'GET',
  'get',
  'G\0T',
  'FETCH',
  'CONNECT',
  'PRI',
  'SOURCE',
  '',
  ' GET',
  'GET\t',
  'OPTIONS',
  'HEAD',
  '\x16\x03\x01',
  'X'.repeat(9000),
];
const TARGETS = [
  '/',
  '*',
  'v1/user/list',
  '',
  'http://',
  'http://[',
  '//',
  '///',
  '/ /',
  '/\0',
  '/\xff\xfe',
  '/\x7f',
  '/v1/user/list#a#b',
  'example.com:443',
  `/${'a/'.repeat(4000)}`,
  `/v1/user/list?${'a=b&'.repeat(5000)}`,
  `/~${'x'.repeat(3000)}/v1`,
  '/\r\n',
];
const VERSIONS = [
  'HTTP/1.1',
  'HTTP/1.0',
  'HTTP/0.9',
  'HTTP/2.0',
  'HTTP/9.9',
  'HTTP/1.1 x',
  'http/1.1',
  'HTP/1.1',
  '',
  'ICE/1.0',
  'RTSP/1.0',
];
const ENDS = ['\r\n', '\n', '\r', '\r\n\r\n', ''];
const HEADERS = [
  'Host: x',
  'Host: x\r\nHost: y',
  '',
  ' folded',
  ': x',
  'Nonsense',
  'A\0: b',
  'A: \0',
  'A : b',
  'Transfer-Encoding: chunked, chunked',
  'Connection: upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Key: x',
  'Connection: upgrade\r\nUpgrade: h2c\r\nHTTP2-Settings: AAMAAABkAAQCAAAAAAIAAAAA',
  `A: ${'x'.repeat(20_000)}`,
  'a: b\r\n'.repeat(2500),
  '\xe4: b',
  'Expect: 100-continue\r\nContent-Length: 5',
  'Expect: 200-ok',
];

/** Request lines and headers that break HTTP, one way or several. */
export const brokenLineAttack: fc.Arbitrary<Attack> = fc
  .oneof(
    { weight: 8, arbitrary: brokenHead().map(text => Buffer.from(text, 'latin1')) },
    { weight: 1, arbitrary: fc.uint8Array({ maxLength: 300 }).map(bytes => Buffer.from(bytes)) },
    {
      weight: 1,
      arbitrary: fc
        .constantFrom(
          '16030100c8010000c40303',
          '505249202a20485454502f322e300d0a0d0a534d0d0a0d0a',
          '0000000000',
          '0d0a0d0a0d0a',
          '04010050',
        )
        .map(hex => Buffer.from(hex, 'hex')),
    },
  )
  .map(bytes => ({
    kind: 'broken line',
    pieces: [bytes],
    pace: 'at once',
    ending: 'half-close',
    expects: 'no failure',
  }));

function brokenHead(): fc.Arbitrary<string> {
  const mostly = (sound: string, odd: readonly string[]) =>
    fc.oneof({ weight: 2, arbitrary: fc.constant(sound) }, { weight: 1, arbitrary: fc.constantFrom(...odd) });
  return fc
    .record({
      method: mostly('GET', METHODS),
      target: fc.oneof(
        mostly('/v1/user/list', TARGETS),
        hostileText.map(text => `/${Buffer.from(text).toString('latin1')}`),
      ),
      version: mostly('HTTP/1.1', VERSIONS),
      end: mostly('\r\n', ENDS),
      headers: fc.array(fc.oneof(fc.constantFrom(...HEADERS), headerText), { maxLength: 5 }),
      space: mostly(' ', ['', '  ', '\t']),
    })
    .map(({ method, target, version, end, headers, space }) =>
      [[method, target, version].join(space), ...headers, '', ''].join(end),
    );
}
