import { expect, test } from 'vitest';
import { judgeNotes, type NoteReply, type Twist } from './notes.js';

type Json = Record<string, unknown>;

function isNote(path: string): boolean {
  return /\/notes\/./.test(path);
}

/** Changes the successful responses of a method on notes or on the list. */
function replying(method: string, where: 'list' | 'note', change: (reply: NoteReply) => NoteReply): Twist {
  return (call, next) => {
    const reply = next(call);
    return call.method === method && isNote(call.path) === (where === 'note') && reply.status < 300
      ? change(reply)
      : reply;
  };
}

/** Changes the JSON body of a request before the server reads it. */
function sending(method: string, change: (sent: Json) => Json): Twist {
  return (call, next) => {
    try {
      const sent = JSON.parse(call.body);
      return next(
        call.method === method && typeof sent === 'object' ? { ...call, body: JSON.stringify(change(sent)) } : call,
      );
    } catch {
      return next(call);
    }
  };
}

const BROKEN: readonly [what: string, law: string, twist: Twist][] = [
  ['a filter that finds all', 'list-filter listNotes', (call, next) => next({ ...call, query: new URLSearchParams() })],
  [
    'a filter that does not find the last record',
    'list-filter listNotes',
    (call, next) => {
      const reply = next(call);
      return call.query.has('status') && Array.isArray(reply.body)
        ? { ...reply, body: reply.body.slice(0, -1) }
        : reply;
    },
  ],
  [
    'a get that shows another record',
    'get-as-listed getNote',
    (call, next) =>
      next(call.method === 'GET' && call.path.endsWith('/2') ? { ...call, path: call.path.replace(/2$/, '1') } : call),
  ],
  [
    'an unknown record that is found',
    'unknown-items getNote',
    (call, next) => {
      const reply = next(call);
      return call.method === 'GET' && isNote(call.path) && reply.status === 404
        ? { status: 200, body: { id: 1, title: 'a', status: 'open' } }
        : reply;
    },
  ],
  ['a value that is lost', 'create-keeps createNote', sending('POST', ({ pages: _, ...sent }) => sent)],
  ['an update that is not kept', 'update-keeps changeNote', sending('PATCH', ({ pages: _, ...sent }) => sent)],
  [
    'an update of more than was sent',
    'update-keeps changeNote',
    sending('PATCH', sent => ({ title: 'another title', ...sent })),
  ],
  [
    'new records that no list has',
    'created-found createNote',
    replying('GET', 'list', reply => ({ ...reply, body: (reply.body as Json[]).filter(({ id }) => Number(id) <= 3) })),
  ],
];

test.each(BROKEN)('%s breaks the law %s, which is a warning', async (_, law, twist) => {
  const { violations } = await judgeNotes(twist, { names: { only: [law.split(' ')[0] ?? ''] } } as never);
  expect(violations.map(({ check, operation }) => `${check} ${operation}`)).toContain(law);
  expect(violations.filter(({ warning }) => !warning)).toEqual([]);
});

test('a deletion that does nothing is found', async () => {
  const twist: Twist = (call, next) =>
    call.method === 'DELETE' && next({ ...call, method: 'GET' }).status === 200 ? { status: 204 } : next(call);
  const { violations } = await judgeNotes(twist, { names: { only: ['deleted-gone'] } } as never);
  expect(violations.map(({ message }) => message)).toContain('A deleted record can still be got.');
});

test('a key that was taken once is certainly a violation: the case is not run again', async () => {
  let creations = 0;
  const twist: Twist = (call, next) => {
    const reply = next(call);
    if (call.method !== 'POST' || reply.status !== 201) return reply;
    creations += 1;
    // the first two creations are the preparation
    return creations === 3 ? { ...reply, body: { ...(reply.body as Json), id: 1 } } : reply;
  };
  const { violations } = await judgeNotes(twist, { names: { only: ['new-keys'] } });
  expect(violations).toMatchObject([
    { check: 'new-keys', message: 'A new record has the key of another one.', flaky: false },
  ]);
  expect(creations).toBe(6);
});

const HARMLESS: readonly [what: string, twist: Twist][] = [
  [
    'lists in another order',
    replying('GET', 'list', reply => ({ ...reply, body: (reply.body as Json[]).toReversed() })),
  ],
  [
    'more members',
    replying('GET', 'note', reply => ({ ...reply, body: { ...(reply.body as Json), seen: Math.random() } })),
  ],
  [
    'a status of 410 for what is gone',
    (call, next) => {
      const reply = next(call);
      return reply.status === 404 && isNote(call.path) ? { ...reply, status: 410 } : reply;
    },
  ],
];

test.each(HARMLESS)('%s are no warning', async (_, twist) => {
  const { violations } = await judgeNotes(twist);
  expect(violations.filter(({ warning }) => warning)).toEqual([]);
});
