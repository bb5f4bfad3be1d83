import * as fc from 'fast-check';
import type { Aim } from '../aim.js';
import type { Attack } from '../attack.js';
import { chunked } from '../http-request.js';
import { tokens } from '../requests/tokens.js';
import { anyBytes } from '../values/shaped-json.js';

const FRAMINGS = [
  'Content-Length: -1',
  'Content-Length: 1e3',
  'Content-Length: 0x10',
  'Content-Length: 99999999999999999999999',
  'Content-Length: 9007199254740993',
  'Content-Length:',
  'Content-Length: 5, 5',
  'Content-Length: 5\r\nContent-Length: 5',
  'Content-Length: 5\r\nContent-Length: 6',
  'Content-Length: 5\r\nTransfer-Encoding: chunked',
  'Transfer-Encoding: chunked\r\nContent-Length: 5',
  'Transfer-Encoding: gzip, chunked',
  'Transfer-Encoding: identity',
  'Transfer-Encoding: \x0bchunked',
  'Transfer-Encoding: chunked\r\nTransfer-Encoding: identity',
  'Content-Length: 5',
  'Content-Length: 0',
  'Content-Length: 2000000',
];
const CHUNKED = 'Transfer-Encoding: chunked';
const BAD_CHUNKS = [
  'zz\r\n',
  '-1\r\n',
  '0x5\r\nhello\r\n',
  'ffffffffffffffffffff\r\n',
  '5\r\nhi\r\n',
  '5;a=b;c="\0"\r\nhello\r\n',
  `5;${'x'.repeat(20_000)}\r\nhello\r\n`,
  '5\nhello\n',
  ' 5\r\nhello\r\n',
  '\r\n',
  '0\r\n',
  '0\r\nX-Auth-Token: x\r\n\r\n',
  `0\r\n${'A: b\r\n'.repeat(3000)}\r\n`,
  '0\r\n__proto__: x\r\n\r\n',
  '00000000000000000000000000000005\r\nhello\r\n',
];

/** Bodies whose length is not what their request says, and chunks that are none. They are sent to a sandbox. */
export function brokenFramingAttack(aim: Aim): fc.Arbitrary<Attack> {
  return fc
    .record({
      sandbox: fc.constantFrom(...aim.sandboxes),
      line: fc.constantFrom(
        'POST /v1/user/create',
        'PATCH /v1/user/all?user_id_in=1',
        'POST /acefone/v1/user',
        'PATCH /acefone/v1/user/288256',
        'POST /v1/auth',
        'GET /v1/user/list',
        'POST /nowhere',
      ),
      token: tokens(aim),
      body: fc.oneof(
        anyBytes,
        fc
          .constantFrom('{}', '{"name":"framed","passwd":"x","user_type":"client","email":null}')
          .map(text => Buffer.from(text)),
      ),
      framing: fc.oneof(
        fc.constantFrom(...FRAMINGS).map(header => ({ header, chunks: undefined })),
        fc
          .array(fc.constantFrom(...BAD_CHUNKS), { minLength: 1, maxLength: 3 })
          .map(chunks => ({ header: CHUNKED, chunks })),
      ),
      after: fc.constantFrom('', '', 'GET /v1/user/list HTTP/1.1\r\nHost: x\r\n\r\n'),
      ending: fc.constantFrom('half-close', 'half-close', 'hang up'),
    })
    .map(({ sandbox, line, token, body, framing: { header, chunks }, after, ending }) => {
      const target = line.replace(' ', ` /~${sandbox}`);
      const head = Buffer.from(
        `${target} HTTP/1.1\r\nHost: x\r\nX-Auth-Token: ${token}\r\n${header}\r\n\r\n`,
        'latin1',
      );
      const content = chunks ? [...chunked(body, [7, 300]), Buffer.from(chunks.join(''), 'latin1')] : [body];
      return {
        kind: 'broken framing',
        pieces: [Buffer.concat([head, ...content, Buffer.from(after)])],
        pace: 'at once',
        ending,
        expects: 'no failure',
      };
    });
}
