import { expect, test } from 'vitest';
import { type FolderTwist, judgeFolders } from './server.js';

/** A server that refuses the pages of a folder that has none. */
const REFUSING: FolderTwist = (call, next) => {
  const reply = next(call);
  const isEmpty = Array.isArray(reply.body) && reply.body.length === 0;
  return call.path.endsWith('/pages') && call.method === 'GET' && isEmpty ? { status: 404 } : reply;
};

test('a link that leads to a 404 is a violation, at the link', async () => {
  const { violations } = await judgeFolders(['described-links'], REFUSING);
  expect(violations).toMatchObject([
    { check: 'described-links', operation: 'createFolder', parameter: 'pages', warning: false },
  ]);
  expect(violations[0]?.source).toMatch(/folders\.json:\d+/);
});

test('links are followed with the values of the response', async () => {
  const followed: string[] = [];
  const { violations, cases } = await judgeFolders(['described-links'], (call, next) => {
    if (call.method === 'GET' && call.query.offset === '0' && call.query.limit === undefined) followed.push(call.path);
    return next(call);
  });
  expect(violations).toEqual([]);
  expect(followed.some(path => Number(/^\/folders\/(\d+)\/pages$/.exec(path)?.[1]) > 2500)).toBe(true);
  const verdicts = cases.filter(({ check }) => check === 'described-links').map(({ verdict }) => verdict);
  expect(verdicts).toEqual(['pass', 'pass']);
});
