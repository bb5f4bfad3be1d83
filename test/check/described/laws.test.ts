import { expect, test } from 'vitest';
import { brokenLaws, judgeNotes, type NoteReply, refuse, type Twist } from './notes.js';

/** Changes the responses of one method on the list of notes or on a note. */
function replying(method: string, where: 'list' | 'note', change: (reply: NoteReply) => NoteReply): Twist {
  return (call, next) => {
    const reply = next(call);
    const isNote = /\/notes\/./.test(call.path);
    return call.method === method && isNote === (where === 'note') && reply.status < 300 ? change(reply) : reply;
  };
}

/** Removes members of bodies of one method before the server reads them, where a test of the sent ones holds. */
function ignoring(name: string, isWrong: (value: unknown) => boolean): Twist {
  return (call, next) => {
    if (!call.headers['content-type']?.startsWith('application/json')) return next(call);
    try {
      const sent = JSON.parse(call.body);
      if (!isWrong(sent?.[name])) return next(call);
      const { [name]: _, ...others } = sent;
      return next({ ...call, body: JSON.stringify({ title: 'another', ...others }) });
    } catch {
      return next(call);
    }
  };
}

test('a server that keeps its description has no violation, and the run deletes what it has created', async () => {
  const outcome = await judgeNotes();
  expect(outcome.violations).toEqual([]);
  expect(outcome.created).toEqual([]);
  expect(outcome.summary).toMatchObject({ fail: 0, flaky: 0, skipped: 0 });
  expect(outcome.failure).toBeUndefined();
});

const BROKEN: readonly [what: string, laws: readonly string[], twist: Twist][] = [
  [
    'an undocumented status',
    ['documented-status createNote'],
    replying('POST', 'list', reply => ({ ...reply, status: 200 })),
  ],
  [
    'another media type',
    ['documented-media getNote'],
    replying('GET', 'note', reply => ({ ...reply, headers: { 'Content-Type': 'text/plain' } })),
  ],
  ['a missing body', ['documented-media getNote'], replying('GET', 'note', () => ({ status: 200 }))],
  [
    'a missing member',
    ['response-body listNotes'],
    replying('GET', 'list', ({ body, ...reply }) => ({
      ...reply,
      body: (body as object[]).map(note => ({ ...note, status: undefined })),
    })),
  ],
  [
    'a write-only member',
    ['response-body getNote'],
    replying('GET', 'note', ({ body, ...reply }) => ({ ...reply, body: { ...(body as object), secret: 'shown' } })),
  ],
  ['a missing header', ['response-headers createNote'], replying('POST', 'list', reply => ({ ...reply, headers: {} }))],
  ['JSON that is none', ['body-readable getNote'], replying('GET', 'note', reply => ({ ...reply, body: '{' }))],
  ['an error of the server', ['no-server-error deleteNote'], replying('DELETE', 'note', () => ({ status: 500 }))],
  [
    'no response to an unknown parameter',
    ['no-server-error listNotes'],
    (call, next) =>
      call.query.has('no_such_parameter') && call.method === 'GET' && call.path === '/v1/notes'
        ? 'silence'
        : next(call),
  ],
  [
    'a parameter of any value',
    ['invalid-parameters listNotes'],
    (call, next) => {
      if (!['open', 'done'].includes(call.query.get('status') ?? 'open')) call.query.delete('status');
      return next(call);
    },
  ],
  [
    'a text of any length',
    ['invalid-members changeNote', 'invalid-members createNote'],
    ignoring('title', title => typeof title === 'string' && title.length > 40),
  ],
  [
    'a value outside of an enum',
    ['invalid-members changeNote', 'invalid-members createNote'],
    ignoring('status', status => typeof status === 'string' && !['open', 'done'].includes(status)),
  ],
  [
    'a missing required member',
    ['required-members createNote'],
    (call, next) =>
      call.method === 'POST'
        ? next({
            ...call,
            body:
              call.body.startsWith('{"') && !call.body.includes('title')
                ? call.body.replace('{', '{"title":"made up",')
                : call.body,
          })
        : next(call),
  ],
  [
    'no body',
    ['required-body createNote'],
    (call, next) =>
      call.method === 'POST' && call.body === ''
        ? next({
            ...call,
            body: '{"title":"made up"}',
            headers: { ...call.headers, 'content-type': 'application/json' },
          })
        : next(call),
  ],
  [
    'a broken body',
    ['malformed-body createNote'],
    (call, next) =>
      call.method === 'POST' && call.body === '{"a":' ? next({ ...call, body: '{"title":"made up"}' }) : next(call),
  ],
  [
    'a read-only member',
    ['read-only-members changeNote'],
    (call, next) => {
      const reply = next(call);
      const id = /"id":(\d+)/.exec(call.body)?.[1];
      return call.method === 'PATCH' && reply.status === 200 && id
        ? { ...reply, body: { ...(reply.body as object), id: Number(id) } }
        : reply;
    },
  ],
  [
    'no token',
    ['no-credentials getNote'],
    (call, next) =>
      call.method === 'GET' && /\/notes\/./.test(call.path) && !call.headers.authorization
        ? next({ ...call, headers: { ...call.headers, authorization: 'Bearer a-right-token' } })
        : next(call),
  ],
  [
    'any token',
    ['no-credentials listNotes', 'wrong-credentials listNotes'],
    (call, next) =>
      call.method === 'GET' && call.path === '/v1/notes' && call.headers.authorization
        ? next({ ...call, headers: { ...call.headers, authorization: 'Bearer a-right-token' } })
        : next(call),
  ],
  [
    'an undocumented method',
    ['undocumented-methods changeNote'],
    (call, next) => (call.method === 'PUT' ? { status: 200, body: {} } : next(call)),
  ],
];

test.each(BROKEN)('%s is a violation', async (_, laws, twist) => {
  expect(brokenLaws(await judgeNotes(twist))).toEqual(laws);
});

const HARMLESS: readonly [what: string, twist: Twist][] = [
  [
    'another refusal than the documented one',
    (call, next) => {
      const reply = next(call);
      return reply.status === 400 ? refuse(422, 'wrong') : reply;
    },
  ],
  [
    'unknown parameters that are refused',
    (call, next) =>
      [...call.query.keys()].some(name => !['status', 'limit'].includes(name)) ? refuse(400, 'unknown') : next(call),
  ],
  [
    'more headers',
    (call, next) => {
      const reply = next(call);
      return { ...reply, headers: { ...reply.headers, 'X-More': 'yes' } };
    },
  ],
  [
    'a 404 without a body where none is documented',
    (call, next) => {
      const reply = next(call);
      return reply.status === 405 ? { status: 404 } : reply;
    },
  ],
];

test.each(HARMLESS)('%s is no violation', async (_, twist) => {
  expect((await judgeNotes(twist)).violations).toEqual([]);
});

test('501 for a method that the server does not know is no violation', async () => {
  const { violations } = await judgeNotes((call, next) => (call.method === 'SEARCH' ? { status: 501 } : next(call)));
  expect(violations).toEqual([]);
});
