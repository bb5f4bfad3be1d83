import { describe, expect, test } from 'vitest';
import { expectUnshaken, requestText, startServer } from './start-server.js';

const ORIGIN = 'http://localhost:5173';
const CREDENTIALS = /\r\nAccess-Control-Allow-Credentials: true\r\n/;

type Server = Awaited<ReturnType<typeof startServer>>;

/** The parts of a response as it came: its status, its head, and its body as JSON. */
async function result({ converse }: Server, sent: string) {
  const text = await converse(sent);
  const end = text.indexOf('\r\n\r\n');
  const body = text.slice(end + 4);
  return { status: Number(text.split(' ')[1]), head: `${text.slice(0, end)}\r\n`, body };
}

const HOST = `Host: x\r\nOrigin: ${ORIGIN}\r\n`;
const PATCH = `PATCH /acefone/v1/user/288256 HTTP/1.1\r\n${HOST}`;
const POST = `POST /v1/user/create HTTP/1.1\r\n${HOST}`;

/** What is refused before there is a whole request, and the code of the problem. */
const UNREAD: [name: string, status: number, code: string, sent: string][] = [
  [
    '40,000 bytes of headers',
    431,
    'headers-too-large',
    requestText('GET /v1/user/list', { headers: { Origin: ORIGIN, Cookie: 'x'.repeat(40_000) } }),
  ],
  [
    '400 headers',
    431,
    'headers-too-large',
    `GET / HTTP/1.1\r\n${HOST}Connection: close\r\n${`X-A: ${'x'.repeat(100)}\r\n`.repeat(400)}\r\n`,
  ],
  [
    'a name of 40,000 bytes',
    431,
    'headers-too-large',
    requestText('GET /v1/user/list', { headers: { Origin: ORIGIN, [`X-${'x'.repeat(40_000)}`]: '' } }),
  ],
  [
    'a URL and headers that together are too long',
    431,
    'headers-too-large',
    requestText(`GET /${'x'.repeat(16_000)}`, { headers: { Origin: ORIGIN, Cookie: 'x'.repeat(17_000) } }),
  ],
  [
    'a megabyte of headers',
    431,
    'headers-too-large',
    requestText('GET /v1/user/list', { headers: { Origin: ORIGIN, Cookie: 'x'.repeat(1_000_000) } }),
  ],
  [
    'the control plane with too many headers',
    431,
    'headers-too-large',
    requestText('GET /__admin/rules', { headers: { Origin: ORIGIN, Cookie: 'x'.repeat(40_000) } }),
  ],
  ['no method', 400, 'request-malformed', `FETCH / HTTP/1.1\r\n${HOST}\r\n`],
  ['another version', 400, 'request-malformed', `GET / HTTP/9.9\r\n${HOST}\r\n`],
  ['a zero in a header', 400, 'request-malformed', `GET / HTTP/1.1\r\n${HOST}X-A: \0\r\n\r\n`],
  ['two lengths', 400, 'request-malformed', `${POST}Content-Length: 2\r\nContent-Length: 3\r\n\r\n{}`],
  ['a chunk that is none', 400, 'request-malformed', `${PATCH}Transfer-Encoding: chunked\r\n\r\nzz\r\n`],
];

describe('The refusal of an incomplete request can be read, by pages, too:', () => {
  test.each(UNREAD)('%s', async (_, status, code, sent) => {
    const server = await startServer();
    const { head, body, ...told } = await result(server, sent);
    expect(told).toEqual({ status });
    expect(head).toContain('\r\nContent-Type: application/problem+json\r\n');
    expect(head).toContain('\r\nConnection: close\r\n');
    expect(JSON.parse(body)).toMatchObject({ status, code });
    if (!head.includes('Access-Control-Allow-Origin: *')) {
      expect(head).toContain(`\r\nAccess-Control-Allow-Origin: ${ORIGIN}\r\n`);
      expect(head).toMatch(CREDENTIALS);
    }
    await expectUnshaken(server);
  });

  test.each([
    ['its head', `GET /nowhere HTTP/1.1\r\n${HOST}`, '*'],
    ['its body', `${POST}Content-Length: 60\r\n\r\n{"na`, ORIGIN],
  ])('%s that arrives too slowly', async (_, sent, origin) => {
    const server = await startServer({ limits: { requestTimeout: 200 } });
    const { status, head, body } = await result(
      server,
      sent.replace('\r\n', `\r\nX-Auth-Token: ${server.token['X-Auth-Token']}\r\n`),
    );
    expect([status, JSON.parse(body).code]).toEqual([408, 'request-too-slow']);
    expect(head).toContain(`\r\nAccess-Control-Allow-Origin: ${origin}\r\n`);
    await expectUnshaken(server);
  });

  test('and has no body for HEAD', async () => {
    const server = await startServer();
    const sent = requestText('HEAD /v1/user/list', { headers: { Origin: ORIGIN, Cookie: 'x'.repeat(40_000) } });
    expect(await result(server, sent)).toMatchObject({ status: 431, body: '' });
    const malformed = `HEAD /v1/user/list HTTP/1.1\r\nno header\r\n\r\n`;
    expect(await result(server, malformed)).toMatchObject({ status: 400, body: '' });
  });
});

test.each(['"><script>', 'http://a.example/\u00ff', 'http://a b', '\t'])(
  'A header that is too large brings no origin along that is none: %j',
  async origin => {
    const server = await startServer();
    const sent = requestText('GET /', { headers: { Origin: origin, Cookie: 'x'.repeat(1_000_000) } });
    const { head } = await result(server, sent);
    expect(head).toContain('\r\nAccess-Control-Allow-Origin: *\r\n');
    expect(head).not.toMatch(CREDENTIALS);
  },
);

test('The journal has a request whose headers were too large, without them', async () => {
  const server = await startServer();
  await server.converse(requestText('GET /v1/user/list', { headers: { Cookie: 'x'.repeat(40_000) } }));
  const { requests } = JSON.parse((await server.ask('GET', '/__admin/requests')).text);
  expect(requests[0]).toMatchObject({ request: { url: '/v1/user/list', headers: {} }, response: { status: 431 } });
});

test('The journal has the 408 of a request whose body came too slowly', async () => {
  const server = await startServer({ limits: { requestTimeout: 200 } });
  await server.converse(`PATCH /acefone/v1/user/288256 HTTP/1.1\r\n${HOST}Content-Length: 60\r\n\r\n{"na`);
  const { requests } = JSON.parse((await server.ask('GET', '/__admin/requests')).text);
  expect(requests[0]).toMatchObject({ operation: 'patchUser', response: { status: 408 } });
});
