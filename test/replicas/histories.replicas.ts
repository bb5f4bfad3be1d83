import { expect, test } from 'vitest';
import { createUser, emptyDatabase, type Replica, send, startReplicas } from './replicas.js';

/** One write or read of a value, from when it was sent to when its response came; times are places in one order of events. */
type Operation = { kind: 'write' | 'read'; value: string; sent: number; done: number };

/** Whether operations can be put in one order that keeps the order of those that did not overlap, and where each read has the last write. */
function isLinearizable(operations: readonly Operation[], value: string): boolean {
  if (operations.length === 0) return true;
  const firstDone = Math.min(...operations.map(({ done }) => done));
  return operations.some(next => {
    if (next.sent > firstDone || (next.kind === 'read' && next.value !== value)) return false;
    const rest = operations.filter(operation => operation !== next);
    return isLinearizable(rest, next.value);
  });
}

test('histories that no order explains are found out', () => {
  const write: Operation = { kind: 'write', value: 'new', sent: 1, done: 2 };
  const read = (value: string): Operation => ({ kind: 'read', value, sent: 3, done: 4 });
  expect(isLinearizable([write, read('new')], 'old')).toBe(true);
  expect(isLinearizable([write, read('old')], 'old')).toBe(false);
  expect(isLinearizable([write, { ...read('old'), sent: 1 }], 'old')).toBe(true);
});

test('small histories of writes and reads at three replicas can each be put in one order', async () => {
  const replicas = await startReplicas(await emptyDatabase());
  const { body } = await createUser(replicas[0], 'subject');
  const path = `/v1/user/${body.object_id}`;
  let events = 0;
  let value = (await readValue(replicas[0], path)) ?? '';
  for (let round = 0; round < 40; round++) {
    const history: Operation[] = [];
    const run = async (replica: Replica, kind: Operation['kind'], written: string) => {
      const sent = events++;
      if (kind === 'write') {
        expect((await send(replica, 'PATCH', path, { first_name: written })).status).toBe(200);
        history.push({ kind, value: written, sent, done: events++ });
      } else {
        const read = await readValue(replica, path);
        history.push({ kind, value: read ?? '', sent, done: events++ });
      }
    };
    await Promise.all(
      replicas.map(async (replica, at) => {
        for (const step of [0, 1]) {
          await run(replica, (round + at + step) % 2 === 0 ? 'write' : 'read', `value-${round}-${at}-${step}`);
        }
      }),
    );
    expect(isLinearizable(history, value), JSON.stringify({ value, history })).toBe(true);
    value = (await readValue(replicas[round % 3] as Replica, path)) ?? '';
  }
});

async function readValue(replica: Replica, path: string): Promise<string | undefined> {
  return /"first_name":"([^"]*)"/.exec((await send(replica, 'GET', path)).text)?.[1];
}
