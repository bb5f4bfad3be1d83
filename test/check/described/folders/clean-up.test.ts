import { expect, test } from 'vitest';
import { type FolderCall, type FolderTwist, judgeFolders, type Row } from './server.js';

const isFolder = (path: string) => /^\/folders\/\d+$/.test(path);

/** The calls of a run that creates folders, from the first deletion on; no other law deletes any. */
async function cleaningUp(twist: FolderTwist = (call, next) => next(call)) {
  const calls: FolderCall[] = [];
  const outcome = await judgeFolders(['create-keeps'], (call, next, data) => {
    calls.push(call);
    return twist(call, next, data);
  });
  const removed = calls.filter(({ method, path }) => method === 'DELETE' && isFolder(path)).map(({ path }) => path);
  const first = calls.findIndex(({ method }) => method === 'DELETE');
  // an unknown folder is named by no creation
  return { outcome, calls, removed, after: first < 0 ? [] : calls.slice(first) };
}

/** Changes the texts of the rows that a call shows. */
function showing(isMeant: (call: FolderCall) => boolean, change: (row: Row) => Row): FolderTwist {
  return (call, next) => {
    const reply = next(call);
    if (!isMeant(call) || reply.status >= 300) return reply;
    const { body } = reply;
    return { ...reply, body: Array.isArray(body) ? body.map(change) : change(body as Row) };
  };
}

test('what was created is found with the list and deleted, and no record is read by itself', async () => {
  const { outcome, removed, after } = await cleaningUp();
  expect(removed.length).toBeGreaterThan(10);
  expect(new Set(removed).size).toBe(removed.length);
  expect(after.filter(({ method, path }) => method === 'GET' && isFolder(path))).toEqual([]);
  expect(outcome.created.filter(name => name.startsWith('folder'))).toEqual([]);
});

test('records that the list does not show with their marks are read one by one', async () => {
  const isList = ({ method, path }: FolderCall) => method === 'GET' && path === '/folders';
  const { outcome, removed, after } = await cleaningUp(
    showing(isList, row => ({ ...row, name: 'hidden', note: null })),
  );
  expect(removed.length).toBeGreaterThan(10);
  expect(after.some(({ method, path }) => method === 'GET' && isFolder(path))).toBe(true);
  expect(outcome.created.filter(name => name.startsWith('folder'))).toEqual([]);
});

test('records that show no mark anywhere are left, and named', async () => {
  const isRead = ({ method }: FolderCall) => method === 'GET';
  const { outcome, removed } = await cleaningUp(showing(isRead, row => ({ ...row, name: 'hidden', note: null })));
  expect(removed).toEqual([]);
  expect(outcome.created.filter(name => name.startsWith('folder')).length).toBeGreaterThan(10);
});

test('a new record is read also where the server changes its mark, so that the change is found', async () => {
  const { violations } = await judgeFolders(
    ['create-keeps'],
    showing(
      ({ method, path }) => method === 'GET' && isFolder(path),
      // the mark is in the name
      row => ({ ...row, name: String(row.name).toUpperCase(), note: 'changed', size: 899 }),
    ),
  );
  expect(violations.map(({ parameter }) => parameter)).toEqual(expect.arrayContaining(['name', 'note', 'size']));
});
