import { expect, test } from 'vitest';
import { createReport, write } from '../../../src/report/index.js';
import { judgeNotes } from './notes.js';

test('the coverage counts the members that were sent and shown, and those that never were', async () => {
  // a server without the member that clients need not send
  const outcome = await judgeNotes((call, next) => {
    const reply = next(call);
    const withoutPages = (note: unknown) =>
      JSON.parse(JSON.stringify(note, (key, value) => (key === 'pages' ? undefined : value)));
    return reply.status < 300 && reply.body !== undefined ? { ...reply, body: withoutPages(reply.body) } : reply;
  });
  const { listNotes, createNote, deleteNote } = outcome.coverage.operations;
  expect(Object.keys(createNote?.sent ?? {})).toEqual(['title', 'status', 'pages', 'secret']);
  expect(Math.min(...Object.values(createNote?.sent ?? {}))).toBeGreaterThan(0);
  // what is written only is in no response
  expect(Object.keys(createNote?.shown ?? {})).toEqual([
    ...['id', 'title', 'status', 'pages'].map(name => `201 ${name}`),
    '400 message',
    '401 message',
  ]);
  expect(createNote?.shown['201 pages']).toBe(0);
  expect(createNote?.shown['400 message']).toBeGreaterThan(10);
  expect(listNotes?.sent).toEqual({});
  expect(listNotes?.shown['200 [].title']).toBeGreaterThan(3);
  expect(listNotes?.shown['200 [].pages']).toBe(0);
  expect(deleteNote?.sent).toEqual({});
  const text = write('text', createReport(outcome), { color: false });
  expect(text).toMatch(/createNote +statuses 3 of 3, members sent 4 of 4, members shown 5 of 6\n/);
});
