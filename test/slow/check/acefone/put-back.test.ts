import { expect, test } from 'vitest';
import { type FakeOptions, fakeAcefone } from '../../../check/acefone/fake-acefone.js';
import { judged, judgedFake } from '../../../check/acefone/judged.js';

test.each<[string, FakeOptions]>([
  ['with the usual values', {}],
  ['blocked', { user: { block_agent: true } }],
  ['disabled', { user: { disable_agent: true } }],
  ['both blocked and disabled', { user: { block_agent: true, disable_agent: true } }],
  ['with nothing but a role', { user: { caller_id: [], agent_group: [], user_for_cdr: { type: 'all', value: null } } }],
  ['with calls abroad and a number of another form', { user: { international_outbound: true, number: '12' } }],
])('A user %s is put back', async (_, options) => {
  const { url, user } = await fakeAcefone(options);
  const before = structuredClone(user);
  await judged(url);
  expect(user).toEqual(before);
});

test('A user is put back even if the target has violations', async () => {
  const { url, user } = await fakeAcefone({ wrong: () => [] });
  const before = structuredClone(user);
  const { violations } = await judged(url);
  expect(violations.length).toBeGreaterThan(0);
  expect(user).toMatchObject(before);
});

test('A user is put back after a run that was interrupted', async () => {
  const stopping = new AbortController();
  const { url, user } = await fakeAcefone({
    patched: ({ designation }) => designation !== 'Team Leader' && stopping.abort(),
  });
  const before = structuredClone(user);
  const { ended } = await judged(url, { signal: stopping.signal });
  expect(ended).toBe('interrupted');
  expect(user).toEqual(before);
});

test('What the target does not put back is reported, and the rest is put back', async () => {
  const notes: string[] = [];
  const { url, user } = await fakeAcefone({ user: { designation: null } });
  const before = structuredClone(user);
  await judged(url, { onProgress: progress => 'note' in progress && notes.push(progress.note) });
  expect(notes).toEqual(['Could not be put back on user 288256: designation.']);
  expect({ ...user, designation: null }).toEqual(before);
});

test('A masked value is not put back', async () => {
  const { outcome, requests } = await judgedFake({ shows: read => ({ ...read, number: '+9198******02' }) });
  expect(requests.filter(({ body }) => body.includes('*'))).toEqual([]);
  const open = outcome.cases.filter(({ verdict }) => verdict === 'inconclusive');
  expect(open.map(({ check, id }) => `${check} ${id}`)).toContain('patch-read-back number');
});
