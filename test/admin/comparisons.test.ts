import { expect, test } from 'vitest';
import { createPlaceMatcher, findDifferences } from '../../src/admin/compare/find-differences.js';
import { startAdmin } from './start-admin.js';

type Pair = {
  operation: string;
  about?: string;
  outcome: string;
  left?: number;
  right?: number;
  differences: { pointer: string; left?: unknown; right?: unknown }[];
  volatile: string[];
  explainedBy: { reading: string; choice: string; explainsAll: boolean }[];
};

const PROFILES = { left: { profile: 'documented' }, right: { profile: 'consistent' } };

test('two profiles differ where their readings do, and each difference names its reading', async () => {
  const { admin, mock } = await startAdmin();
  const before = await mock.records.read('dnl', 'users');
  const { status, body } = await admin('POST', '/comparisons', { json: { ...PROFILES, plan: 'dnl' } });
  expect(status).toBe(200);
  const pairs: Pair[] = body.pairs;
  const differing = pairs.filter(({ outcome }) => outcome === 'differs');
  expect(pairs.filter(({ outcome }) => outcome !== 'equal' && outcome !== 'differs')).toEqual([]);
  const found = differing.map(({ operation, about, explainedBy }) => [
    operation,
    about,
    explainedBy.map(({ reading }) => reading).join(),
  ]);
  expect(found.filter(([, about]) => about === 'with a wrong credential')).toEqual(
    ['patchUser', 'deleteUser', 'createUser', 'patchUsers', 'authAsClient'].map(id => [
      id,
      'with a wrong credential',
      'wrong-token-write',
    ]),
  );
  expect(new Set(found.map(([, , reading]) => reading))).toEqual(
    new Set(['wrong-token-write', 'not-found-text', 'repeated-parameter', 'unfiltered-bulk', 'create-example-url']),
  );
  expect(differing.every(({ explainedBy }) => explainedBy[0]?.explainsAll)).toBe(true);
  // nothing has changed in the mock itself
  expect(await mock.records.read('dnl', 'users')).toEqual(before);
  expect((await admin('GET', '/sandboxes')).body.sandboxes).toEqual([]);
});

test('a profile does not differ from itself, also where requests create records', async () => {
  const { admin } = await startAdmin();
  const { body } = await admin('POST', '/comparisons', { json: { left: {}, right: {}, plan: 'acefone' } });
  const pairs: Pair[] = body.pairs;
  expect(pairs.length).toBeGreaterThan(10);
  expect(pairs.filter(({ outcome, volatile }) => outcome !== 'equal' || volatile.length > 0)).toEqual([]);
});

test('a server of another address is compared without the secrets of the journal, and without writes', async () => {
  const { admin, asAdmin } = await startAdmin();
  const other = await startAdmin({ records: 7 });
  await asAdmin('GET', '/v1/user/list?per_page=1');
  await asAdmin('DELETE', '/v1/user/99');
  const right = { target: other.url };
  const json = { left: {}, right, requests: [1, 2] };
  const refused = await admin('POST', '/comparisons', { json });
  expect(refused.body.pairs).toMatchObject([
    { operation: 'listUsers', outcome: 'differs', left: 200, right: 401 },
    { operation: 'deleteUser', outcome: 'unsent' },
  ]);
  const accepted = await admin('POST', '/comparisons', {
    json: { ...json, right: { ...right, headers: other.token } },
  });
  const [list]: Pair[] = accepted.body.pairs;
  expect(list).toMatchObject({ outcome: 'differs', left: 200, right: 200 });
  expect(list?.differences).toContainEqual({ pointer: '/body/payload/total', left: 5, right: 7 });
  const ignore = ['/body/payload/total', '/body/payload/items/*'];
  const ignored = await admin('POST', '/comparisons', {
    json: { ...json, right: { ...right, headers: other.token }, ignore, requests: [1] },
  });
  expect(ignored.body.pairs).toMatchObject([{ outcome: 'equal', differences: [] }]);
  expect((await other.mock.journal.list()).requests.map(({ request }) => request.method)).not.toContain('DELETE');
});

test('a server that does not respond is said, also where both do not', async () => {
  const { admin, token } = await startAdmin();
  const json = {
    left: { headers: token },
    right: { target: 'http://127.0.0.1:1' },
    requests: [{ path: '/v1/user/list' }],
  };
  const { body } = await admin('POST', '/comparisons', { json });
  expect(body.pairs).toMatchObject([{ outcome: 'failed', left: 200 }]);
  expect(body.pairs[0].right).toBeUndefined();
  const both = await admin('POST', '/comparisons', { json: { ...json, left: json.right } });
  expect(both.body.pairs).toMatchObject([{ outcome: 'failed' }]);
});

test('a sandbox is compared as it is', async () => {
  const { admin, asAdmin, create, token } = await startAdmin();
  await create('/~box', 'only-here');
  const json = {
    left: {},
    right: { sandbox: 'box' },
    requests: [{ path: '/v1/user/list?name=only-here', headers: token }],
  };
  const { body } = await admin('POST', '/comparisons', { json });
  expect(body.pairs[0].differences).toContainEqual({ pointer: '/body/payload/total', left: 0, right: 1 });
  expect((await asAdmin('GET', '/~box/v1/user/list?name=only-here')).status).toBe(200);
});

test.each([
  [{ left: {}, right: {} }, 'Either /requests or /plan is needed.'],
  [{ left: {}, right: {}, plan: 'dln' }, '/plan names the unknown API dln. Known APIs: dnl, acefone.'],
  [{ left: {}, right: { target: 'ftp://x' }, plan: 'dnl' }, '/right/target must be a URL with http or https.'],
  [
    { left: {}, right: { target: 'http://169.254.1.1' }, plan: 'dnl' },
    '/right/target must not be a link-local address.',
  ],
  [
    { left: { target: 'http://a:b@x.example' }, right: {}, plan: 'dnl' },
    '/left/target: Failed to use that address as a target: it holds credentials; give them with --token.',
  ],
  [{ left: { sandbox: 'no' }, right: {}, plan: 'dnl' }, '/left/sandbox names the sandbox no, which does not exist.'],
  [
    { left: { sandbox: 'a', target: 'http://x' }, right: {}, plan: 'dnl' },
    '/left must be one of a sandbox, a target, and a copy with readings.',
  ],
])('a wrong comparison is refused: %j', async (json, detail) => {
  const { admin } = await startAdmin();
  expect(await admin('POST', '/comparisons', { json })).toMatchObject({ status: 400, body: { detail } });
});

test('a choice that no reading has, and a request that the journal has not, are refused; a sandbox compares nothing', async () => {
  const { admin } = await startAdmin();
  const compare = (json: object, sandbox?: string) =>
    admin('POST', '/comparisons', { json, ...(sandbox !== undefined && { in: sandbox }) });
  const wrong = await compare({ left: { readings: { 'text-match': 'no' } }, right: {}, plan: 'dnl' });
  expect([wrong.status, wrong.body.detail]).toEqual([400, expect.stringContaining('/left/readings: ')]);
  expect((await compare({ left: {}, right: {}, requests: [9] })).body.code).toBe('no-such-request');
  expect((await compare({ left: {}, right: {}, plan: 'dnl' }, 'box')).status).toBe(404);
});

test.each([
  ['equal values', { a: [1, { b: null }] }, { a: [1, { b: null }] }, []],
  ['another value', { a: 1 }, { a: '1' }, [{ pointer: '/a', left: 1, right: '1' }]],
  ['a member more', {}, { 'a/b': 1 }, [{ pointer: '/a~1b', right: 1 }]],
  ['an item less', { a: [1, 2] }, { a: [1] }, [{ pointer: '/a/1', left: 2 }]],
  ['null and nothing', { a: null }, {}, [{ pointer: '/a', left: null }]],
  ['a list and an object', { a: [] }, { a: {} }, [{ pointer: '/a', left: [], right: {} }]],
])('differences: %s', (_, left, right, expected) => {
  expect(findDifferences(left, right)).toEqual(expected);
});

test('a place covers what is below it, and * stands for any name', () => {
  const isIgnored = createPlaceMatcher(['/body/*/at', '/headers/etag']);
  const pointers = ['/body/0/at', '/body/0/at/x', '/headers/etag', '/body/at', '/headers', '/body/0/att'];
  expect(pointers.filter(isIgnored)).toEqual(['/body/0/at', '/body/0/at/x', '/headers/etag']);
});
