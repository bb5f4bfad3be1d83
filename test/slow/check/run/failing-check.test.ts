import { expect, test } from 'vitest';
import { dnlSuite } from '../../../../src/check/dnl/dnl-suite.js';
import { runCases } from '../../../../src/check/run/run-cases.js';
import { RunSession } from '../../../../src/check/run/session.js';
import { loadContract } from '../../../../src/contract/index.js';
import { openTarget } from '../../../../src/target/index.js';
import { wrappedMock } from '../../../check/wrapped-mock.js';

/** A run of two checks of DNL, of which `broken` throws where it judges. */
async function run(broken: string, restore = async () => {}) {
  const { app, mock } = await wrappedMock(undefined, { records: 20 });
  const contract = loadContract('dnl');
  const all = dnlSuite(contract);
  const checks = all.checks
    .filter(({ id }) => ['get-as-listed', 'create-keeps', 'create-defaults'].includes(id))
    .map(check => ({ ...check, judge: check.id === broken ? fail : check.judge }));
  const target = await openTarget(app, { basePath: contract.basePath, timeout: 5000 });
  const session = new RunSession({
    target,
    contract,
    suite: { ...all, checks, restore },
    options: { writes: 'own' },
    tokens: { token: mock.tokens.dnl.admin },
    seed: 1,
    mark: 'ustestrun0',
    note: () => {},
    ended: () => undefined,
  });
  const cases = await runCases(session, { onProgress: () => {}, collect: () => [] });
  await target.close();
  return { cases, failures: session.failures };
}

function fail(): never {
  throw new TypeError('nothing there');
}

// create-keeps generates its values, which fast-check runs
test.each(['get-as-listed', 'create-keeps', 'create-defaults'])(
  'an error within %s leaves its cases without a verdict, and all others with theirs',
  async broken => {
    const { cases, failures } = await run(broken);
    const own = cases.filter(({ check }) => check === broken);
    expect(own.length).toBeGreaterThan(0);
    for (const one of own) {
      expect(one).toMatchObject({
        verdict: 'inconclusive',
        reason: 'The check itself failed: TypeError: nothing there',
        evidence: [],
      });
    }
    expect(failures).toHaveLength(own.length);
    expect(failures[0]).toBe(`${broken}, ${own[0]?.id}: The check itself failed: TypeError: nothing there`);
    const others = cases.filter(({ check }) => check !== broken && check !== 'preparation');
    expect(new Set(others.map(({ verdict }) => verdict))).toEqual(new Set(['pass']));
  },
);

test('an error while values are put back changes no verdict', async () => {
  const { cases, failures } = await run('none', async () => fail());
  expect(failures).toEqual(['Putting back failed: TypeError: nothing there']);
  expect(cases.every(({ verdict }) => verdict === 'pass')).toBe(true);
});
