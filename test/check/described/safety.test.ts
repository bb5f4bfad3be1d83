import { expect, test } from 'vitest';
import { judgeNotes, type NoteCall } from './notes.js';

test('a run that only reads sends nothing else, and says what it leaves out', async () => {
  const seen: NoteCall[] = [];
  const { summary, cases } = await judgeNotes(
    (call, next) => {
      seen.push(call);
      return next(call);
    },
    { writes: 'none' },
  );
  expect([...new Set(seen.map(({ method }) => method))].sort()).toEqual(['GET', 'HEAD', 'OPTIONS', 'SEARCH']);
  expect(summary.skipped).toBeGreaterThan(0);
  const reasons = cases.filter(({ verdict }) => verdict === 'skipped').map(({ reason }) => reason);
  expect(new Set(reasons)).toEqual(new Set(['Writing is not allowed: --writes own allows it.']));
});

test('only records of the run are changed or deleted', async () => {
  const changed: string[] = [];
  await judgeNotes((call, next) => {
    if (!['GET', 'HEAD', 'OPTIONS', 'POST', 'SEARCH'].includes(call.method)) changed.push(call.path);
    return next(call);
  });
  expect(changed.length).toBeGreaterThan(0);
  expect(changed.filter(path => /\/notes\/[123]$/.test(path))).toEqual([]);
});

test('nothing is changed on a server that shows no mark', async () => {
  const changed: string[] = [];
  await judgeNotes((call, next) => {
    if (call.method === 'PATCH') changed.push(call.path);
    const reply = next(call);
    const isNote = call.method === 'GET' && /\/notes\/./.test(call.path) && reply.status === 200;
    return isNote ? { ...reply, body: { ...(reply.body as object), title: 'another' } } : reply;
  });
  // a key that no record can have may be sent, because it must be refused
  expect(changed.filter(path => /\/\d+$/.test(path))).toEqual([]);
});

test('the base path of the description may be absent from the URL and from the server', async () => {
  const { violations, cases } = await judgeNotes((call, next) =>
    call.path.startsWith('/v1') ? { status: 404 } : next({ ...call, path: `/v1${call.path}` }),
  );
  expect(violations).toEqual([]);
  expect(cases.filter(({ verdict }) => verdict === 'pass').length).toBeGreaterThan(50);
});

test('a record is removed whatever its server has kept of the body', async () => {
  const kept = new Set<string>();
  const deepest = '['.repeat(2000) + ']'.repeat(2000);
  const { violations } = await judgeNotes((call, next) => {
    const id = call.path.split('/').at(-1) ?? '';
    if (call.method === 'DELETE') kept.delete(id);
    if (call.method !== 'POST' || call.body !== deepest) return next(call);
    const reply = next({ ...call, body: '{"title":"deep"}' });
    const note = reply.body as { id: number };
    kept.add(String(note.id));
    return { status: 201, body: JSON.stringify({ ...note, text: '' }).replace('""', deepest) };
  });
  expect(violations.map(({ message }) => message)).toContainEqual(expect.stringContaining('levels of lists'));
  expect(kept).toEqual(new Set());
});
