import { expect, test } from 'vitest';
import { someChecks } from '../../../check/some-checks.js';
import { wrappedMock } from '../../../check/wrapped-mock.js';
import type { Answered, Wrap } from '../../../selfproof/exchange.js';
import type { OperationName } from '../../../selfproof/operation-of.js';
import { answer, answering } from '../../../selfproof/wraps.js';

/** Answers the first so many requests of an operation that have that status in another way. */
function wrongly(
  operation: OperationName,
  { status, times, change }: { status: number; times: number; change(answered: Answered): Answered },
): Wrap {
  return server => {
    let left = times;
    return answering(operation, answered => {
      if (answered.status !== status || left === 0) return answered;
      left -= 1;
      return change(answered);
    })(server);
  };
}

const asOdd = () => answer(418, { success: false });

async function verdictsOf(wrap: Wrap, ...checks: string[]) {
  const { mock, app } = await wrappedMock(wrap);
  const { cases, violations } = await someChecks(app, { mock, checks });
  return {
    verdicts: cases.map(({ verdict }) => verdict).filter(verdict => verdict !== 'pass'),
    flaky: violations.filter(violation => violation.check === checks.at(-1)).map(({ flaky }) => flaky),
  };
}

test.each<[string, OperationName, number, string[]]>([
  ['that reads', 'get', 404, ['unknown-items']],
  ['that creates', 'create', 400, ['invalid-members']],
  ['that changes', 'patch-all', 404, ['patch-first', 'refused-patch']],
])(
  'a case %s and fails once is flaky, and one that fails twice is a violation',
  async (_, operation, status, checks) => {
    const times = (times: number) => wrongly(operation, { status, times, change: asOdd });
    const once = await verdictsOf(times(1), ...checks);
    expect(once.verdicts).toEqual(['flaky']);
    expect(once.flaky.length).toBeGreaterThan(0);
    expect(once.flaky.filter(flaky => !flaky)).toEqual([]);

    const always = await verdictsOf(times(Number.POSITIVE_INFINITY), ...checks);
    expect(new Set(always.verdicts)).toEqual(new Set(['fail']));
    expect(always.flaky.filter(flaky => flaky)).toEqual([]);
  },
);

test('a case that fails in two ways, one after the other, is a violation', async () => {
  const changes = [() => answer(418, {}), () => answer(500, {})];
  const change = () => (changes.length > 1 ? changes.shift() : changes[0])?.() ?? answer(500, {});
  const { mock, app } = await wrappedMock(wrongly('get', { status: 404, times: 1000, change }));
  const { cases } = await someChecks(app, { mock, checks: ['unknown-items'] });
  expect(cases.map(({ verdict }) => verdict)).toContain('fail');
  expect(cases.map(({ verdict }) => verdict)).not.toContain('flaky');
});

test('a result that is wrong only when it is first read is flaky', async () => {
  let patched = false;
  const late: Wrap = server => async asked => {
    if (asked.method === 'PATCH') patched = true;
    const answered = await server(asked);
    if (asked.method !== 'GET' || !patched) return answered;
    patched = false;
    return { ...answered, json: JSON.parse(JSON.stringify(answered.json).replaceAll('"Own 0"', '"late"')) };
  };
  const { verdicts, flaky } = await verdictsOf(late, 'patch-first');
  expect(verdicts).toEqual(['flaky']);
  expect(new Set(flaky)).toEqual(new Set([true]));
});
