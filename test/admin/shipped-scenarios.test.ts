import { expect, test } from 'vitest';
import { FAULTS } from '../../src/rules/index.js';
import { type AdminClient, startAdmin } from './start-admin.js';

type Entry = { rule?: string; response: object | null; milliseconds: number };
type Listed = { id: string; rule: { fault: string } };

/** Sends a request on a new connection, and waits for the response or the end of the connection. */
async function asked(server: AdminClient): Promise<'answered' | 'ended'> {
  const socket = await server.open();
  const chunks: Buffer[] = [];
  const outcome = new Promise<'answered' | 'ended'>(resolve => {
    socket.on('data', chunk => {
      chunks.push(chunk);
      if (String(Buffer.concat(chunks)).endsWith('"success":true}')) resolve('answered');
    });
    socket.on('error', () => {});
    socket.on('close', () => resolve('ended'));
  });
  socket.write(`GET /v1/user/1 HTTP/1.1\r\nHost: x\r\nX-Auth-Token: ${server.token['X-Auth-Token']}\r\n\r\n`);
  return outcome.finally(() => socket.destroy());
}

test('On a flaky network some of a hundred requests lose their connection, by every kind of fault', async () => {
  const server = await startAdmin({ seed: 1, scenario: 'flaky-network' });
  const outcomes: string[] = [];
  for (let at = 0; at < 100; at++) outcomes.push(await asked(server));
  const broken = outcomes.filter(outcome => outcome === 'ended').length;
  expect(broken).toBeGreaterThan(5);
  expect(broken).toBeLessThan(50);
  const { requests } = (await server.admin('GET', '/requests?status=0')).body;
  expect(requests).toHaveLength(broken);
  const { rules } = (await server.admin('GET', '/rules')).body;
  const faultOf = new Map(rules.map(({ id, rule }: Listed) => [id, rule.fault]));
  expect(new Set(requests.map(({ rule }: Entry) => faultOf.get(rule)))).toEqual(new Set(FAULTS));
});

test('A slow backend responds after the delay of its rule', async () => {
  // no test waits for a backend as slow as that
  const server = await startAdmin({ scenario: 'slow-backend', limits: { delay: 50 } });
  const { status, headers } = await server.list();
  expect([status, headers['understudy-rule']]).toEqual([200, 'rule-1']);
  const [entry]: Entry[] = (await server.admin('GET', '/requests')).body.requests;
  expect(entry).toMatchObject({ rule: 'rule-1', response: { status: 200 } });
  // a timer may be early by a millisecond
  expect(entry?.milliseconds).toBeGreaterThan(48);
});
