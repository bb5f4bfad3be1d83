import { expect, test } from 'vitest';
import { type Outcome, type Progress, type RunOptions, runSuite } from '../../src/check/index.js';
import { NoAnswer, type Wrap } from '../selfproof/exchange.js';
import { heading } from '../selfproof/wraps.js';
import { wrappedMock } from './wrapped-mock.js';

/** A run that only reads, in which something happens with one of the requests. */
async function run(at: (request: number) => void, options: Partial<RunOptions> = {}, wrap: Wrap = server => server) {
  let count = 0;
  const counting: Wrap = server => {
    const inner = wrap(server);
    return asked => {
      count += 1;
      at(count);
      return inner(asked);
    };
  };
  const { mock, app, asked } = await wrappedMock(counting);
  const tokens = { token: mock.tokens.dnl.admin, nonAdminToken: mock.tokens.dnl.nonAdmin };
  const outcome = await runSuite({ target: app, api: 'dnl', tokens, writes: 'none', ...options });
  return { outcome, asked };
}

function skippedBecause({ cases }: Outcome): string[] {
  return [...new Set(cases.filter(({ verdict }) => verdict === 'skipped').map(({ reason }) => reason ?? ''))].sort();
}

test('when the time is up no further case is begun', async () => {
  const { outcome, asked } = await run(() => {}, { budget: 1 });
  expect(outcome).toMatchObject({ ended: 'budget', violations: [], summary: { fail: 0, flaky: 0, inconclusive: 0 } });
  expect(skippedBecause(outcome)).toEqual(['The time was up.']);
  expect(asked.length).toBe(outcome.requests);
  expect(outcome.requests).toBeLessThan(10);
});

test('a budget that is never used up changes nothing', async () => {
  const { outcome } = await run(() => {}, { budget: 600_000 });
  expect(outcome.ended).toBeUndefined();
  expect(skippedBecause(outcome)).toEqual(['Writing is not allowed.']);
});

test('a signal interrupts the run after the cases under way', async () => {
  const stop = new AbortController();
  const seen: Progress[] = [];
  const { outcome } = await run(request => request === 40 && stop.abort(), {
    signal: stop.signal,
    onProgress: progress => seen.push(progress),
  });
  expect(outcome).toMatchObject({ ended: 'interrupted', violations: [] });
  expect(skippedBecause(outcome)).toEqual(['The run was interrupted.']);
  expect(outcome.summary.pass).toBeGreaterThan(10);
  // those under way had a few more requests to send
  expect(outcome.requests).toBeLessThan(60);
  const last = seen.findLast(progress => 'done' in progress);
  expect(last).toMatchObject({ done: outcome.cases.filter(({ check }) => !/^prep|^reading/.test(check)).length });
});

test('a signal ends the preparation, too', async () => {
  const stop = new AbortController();
  const { outcome, asked } = await run(request => request === 3 && stop.abort(), {
    signal: stop.signal,
    writes: 'own',
  });
  expect(outcome.ended).toBe('interrupted');
  expect(asked.length).toBeLessThan(8);
  expect(outcome.created).toHaveLength(asked.filter(({ method }) => method === 'POST').length);
});

test('what failed and could not be repeated any more is flaky', async () => {
  const stop = new AbortController();
  const options = { signal: stop.signal };
  const text = heading('get', { 'content-type': 'text/plain' });
  const { outcome } = await run(request => request === 100 && stop.abort(), options, text);
  expect(outcome.ended).toBe('interrupted');
  const media = outcome.violations.filter(({ check }) => check === 'json-media');
  expect(media).toMatchObject([{ flaky: true, operation: 'getUser' }]);
});

test('a target that goes away ends the run, and what was found before is kept', async () => {
  let gone = false;
  const text = heading('get', { 'content-type': 'text/plain' });
  const leaving: Wrap = server => asked => (gone ? Promise.reject(new NoAnswer('break')) : text(server)(asked));
  const { outcome } = await run(
    request => {
      gone = request > 120;
    },
    {},
    leaving,
  );
  expect(outcome.ended).toBe('lost');
  expect(skippedBecause(outcome)).toEqual(['The target has gone away.']);
  expect(outcome.violations).toContainEqual(
    expect.objectContaining({ check: 'json-media', operation: 'getUser', flaky: false }),
  );
  expect(outcome.requests).toBeLessThan(140);
});

test('a run that has given a target up says so, even if the target comes back', async () => {
  let count = 0;
  let isBack = false;
  let comeBack = () => {};
  const back = new Promise<void>(resolve => {
    comeBack = resolve;
  });
  const returning = () => {
    isBack = true;
    comeBack();
  };
  const leaving: Wrap = server => async asked => {
    count += 1;
    if (count <= 100 || isBack) return server(asked);
    if (count === 101) return back.then(() => server(asked));
    // five requests on end without an answer, and that is that; the one still under way is answered later
    if (count === 106) setTimeout(returning, 50);
    throw new NoAnswer('break');
  };
  const { outcome } = await run(() => {}, {}, leaving);
  expect(skippedBecause(outcome)).toContain('The target has gone away.');
  expect(outcome.ended).toBe('lost');
});
