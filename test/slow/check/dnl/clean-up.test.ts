import { expect, test } from 'vitest';
import { type RunOptions, runSuite } from '../../../../src/check/index.js';
import { wrappedMock } from '../../../check/wrapped-mock.js';
import type { Wrap } from '../../../selfproof/exchange.js';
import { answer } from '../../../selfproof/wraps.js';

/** A run that writes, with cleaning up, and how many users there are before and after it. */
async function run(wrap: Wrap, options: Partial<RunOptions> = {}, at: (request: number) => void = () => {}) {
  let requests = 0;
  const counting: Wrap = server => {
    const inner = wrap(server);
    return asked => {
      requests += 1;
      at(requests);
      return inner(asked);
    };
  };
  const { mock, app, asked } = await wrappedMock(counting, { records: 40 });
  const token = mock.tokens.dnl.admin;
  const url = await mock.listen();
  const users = async (): Promise<number> => {
    const list = await fetch(`${url}/v1/user/list?per_page=1`, { headers: { 'X-Auth-Token': token } });
    return ((await list.json()) as { payload: { total: number } }).payload.total;
  };
  const notes: string[] = [];
  const before = await users();
  const outcome = await runSuite({
    target: app,
    api: 'dnl',
    tokens: { token },
    cleanup: true,
    names: { only: ['create-keeps'] },
    onProgress: progress => 'note' in progress && notes.push(progress.note),
    ...options,
  });
  const deleted = asked.filter(({ method }) => method === 'DELETE').map(({ path }) => path);
  return { outcome, notes, before, after: await users(), deleted };
}

const asIs: Wrap = server => server;

test('a run with cleanup removes all users that it created', async () => {
  const { outcome, notes, before, after } = await run(asIs);
  expect(outcome.violations).toEqual([]);
  expect(outcome.created).toEqual([]);
  expect(after).toBe(before);
  expect(notes.at(-1)).toMatch(/^Removed (\d+) of the \1 users that the run had created\.$/);
});

test('a run without cleanup removes no user, and lists them', async () => {
  const { outcome, before, after, deleted } = await run(asIs, { cleanup: false });
  expect(deleted).toEqual([]);
  expect(after).toBe(before + outcome.created.length);
  expect(outcome.created.length).toBeGreaterThan(50);
});

test.each<[string, Partial<RunOptions>]>([
  ['interrupted', {}],
  ['at the end of its budget', { budget: 1500 }],
])('a run that is %s cleans up all the same', async (_, options) => {
  const stop = new AbortController();
  const slow: Wrap = server => async asked => {
    if (asked.method === 'POST') await new Promise(resolve => setTimeout(resolve, 30));
    return server(asked);
  };
  const signal = options.budget === undefined ? { signal: stop.signal } : {};
  const { outcome, before, after } = await run(slow, { ...options, ...signal }, request => {
    if (request === 40) stop.abort();
  });
  expect(outcome.ended).toBe(options.budget === undefined ? 'interrupted' : 'budget');
  expect(outcome.created).toEqual([]);
  expect(after).toBe(before);
});

test.each<[string, Wrap]>([
  ['has no DELETE', server => async asked => (asked.method === 'DELETE' ? answer(405, {}) : server(asked))],
  ['only says that it removes', server => async asked => (asked.method === 'DELETE' ? answer(200, {}) : server(asked))],
])('a target that %s gets one DELETE, and all users that are left are listed', async (_, wrap) => {
  const { outcome, notes, before, after, deleted } = await run(wrap);
  expect(deleted).toHaveLength(1);
  expect(after).toBe(before + outcome.created.length);
  expect(notes.at(-1)).toBe('No user was removed: the target does not remove a user by DELETE.');
});

test('a user without the mark of the run is not removed, even if the target returned its id', async () => {
  const lying: Wrap = server => async asked => {
    const answered = await server(asked);
    if (asked.method !== 'POST' || answered.status !== 200) return answered;
    return { ...answered, json: { ...(answered.json as object), object_id: 1 } };
  };
  const { outcome, deleted } = await run(lying);
  expect(deleted).toEqual([]);
  expect(outcome.created.length).toBeGreaterThan(0);
});
