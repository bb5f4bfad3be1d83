import { expect, test } from 'vitest';
import { planSuite, runSuite } from '../../../../src/check/index.js';
import type { Selected } from '../../../../src/check/run/selection.js';
import { wrappedMock } from '../../../check/wrapped-mock.js';
import { heading } from '../../../selfproof/wraps.js';

async function run(names: Selected) {
  // every answer of get is announced wrongly, and those of the list with a page are no list
  const { mock, app } = await wrappedMock(heading('get', { 'content-type': 'text/plain' }), { records: 40 });
  const { cases, violations } = await runSuite({
    target: app,
    api: 'dnl',
    tokens: { token: mock.tokens.dnl.admin },
    writes: 'none',
    names,
  });
  const ran = cases.filter(({ verdict, check }) => verdict !== 'skipped' && !/^prep|^reading/.test(check));
  return { cases, ran, violations };
}

test.each<[Selected, (one: { check: string; operation: string; statements: readonly string[] }) => boolean]>([
  [{ only: ['unknown-items'] }, ({ check }) => check === 'unknown-items'],
  [{ only: ['getUser'] }, ({ operation }) => operation === 'getUser'],
  [{ only: ['list.active'] }, ({ statements }) => statements.includes('list.active')],
  [{ only: ['unknown-items', 'odd-keys'] }, ({ check }) => check === 'unknown-items' || check === 'odd-keys'],
  [{ only: ['getUser'], skip: ['unknown-items'] }, one => one.operation === 'getUser' && one.check !== 'unknown-items'],
])('%j runs these cases and no others', async (names, isMeant) => {
  const { cases, ran } = await run(names);
  expect(ran.length).toBeGreaterThan(0);
  expect(ran.filter(one => !isMeant(one))).toEqual([]);
  const reasons = new Set(cases.filter(({ verdict }) => verdict === 'skipped').map(({ reason }) => reason));
  expect(
    [...reasons].filter(
      reason =>
        !/^(--only does not name it|--skip names it|Writing is not|No token without the required rights)/.test(
          reason ?? '',
        ),
    ),
  ).toEqual([]);
});

test('a check of every response can be selected alone or skipped alone', async () => {
  const { violations: alone, ran } = await run({ only: ['json-media'] });
  expect(new Set(alone.map(({ check }) => check))).toEqual(new Set(['json-media']));
  expect(ran.length).toBeGreaterThan(100);

  const { violations: without } = await run({ skip: ['json-media'] });
  expect(without).toEqual([]);
});

test.each<[Selected, RegExp]>([
  [{ only: ['list-fitler'] }, /"list-fitler" \(the nearest is list-filter\)/],
  [{ skip: ['getuser'] }, /"getuser" \(the nearest is getUser\)/],
  [{ only: ['list.activ'], skip: ['x'] }, /"list\.activ" \(the nearest is list\.active\), nor "x" \(the nearest is /],
  [{ only: ['deleteUser'] }, /"deleteUser"/],
])('unknown names are refused with the nearest: %j', async (names, message) => {
  const refusal = { code: 'option-invalid', message: expect.stringMatching(message) };
  await expect(run(names)).rejects.toMatchObject(refusal);
  expect(() => planSuite({ target: 'http://localhost', api: 'dnl', names })).toThrow(message);
});

test('a plan has the selected cases alone', () => {
  const { cases } = planSuite({ target: 'http://localhost', api: 'dnl', names: { only: ['unknown-items'] } });
  expect(new Set(cases.map(({ check }) => check))).toEqual(new Set(['unknown-items']));
});

test('a selection without a case is refused before a request is sent', async () => {
  const names = { only: ['listUsers'], skip: ['listUsers'] };
  await expect(run(names)).rejects.toMatchObject({
    code: 'option-invalid',
    message: expect.stringMatching(/No case is left to run/),
  });
  expect(() => planSuite({ target: 'http://localhost', api: 'dnl', names })).toThrow('No case is left to run');
});

test('no user is created for cases that only read', async () => {
  const { mock, app } = await wrappedMock(server => server, { records: 40 });
  const tokens = { token: mock.tokens.dnl.admin };
  const reading = await runSuite({
    target: app,
    api: 'dnl',
    tokens,
    writes: 'own',
    names: { only: ['unknown-items'] },
  });
  expect([reading.writes, reading.created, reading.summary.fail]).toEqual(['none', [], 0]);
  const writing = await runSuite({ target: app, api: 'dnl', tokens, writes: 'own', names: { only: ['new-keys'] } });
  expect([writing.writes, writing.created.length > 0]).toEqual(['own', true]);
});
