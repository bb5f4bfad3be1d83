import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { expect, onTestFinished, test } from 'vitest';
import { type Outcome, type Progress, type RunOptions, runSuite } from '../../../../src/check/index.js';
import { wrappedMock } from '../../../check/wrapped-mock.js';
import { NoAnswer, type Wrap } from '../../../selfproof/exchange.js';
import { heading } from '../../../selfproof/wraps.js';

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

test('no further case starts when the time is up', async () => {
  const { outcome, asked } = await run(() => {}, { budget: 1 });
  expect(outcome).toMatchObject({ ended: 'budget', violations: [], summary: { fail: 0, flaky: 0, inconclusive: 0 } });
  expect(skippedBecause(outcome)).toEqual(['The time was up.']);
  expect(asked.length).toBe(outcome.requests);
  expect(outcome.requests).toBeLessThan(10);
});

test('a budget that is never used up changes nothing', async () => {
  const { outcome } = await run(() => {}, { budget: 600_000 });
  expect(outcome.ended).toBeUndefined();
  expect(skippedBecause(outcome)).toEqual(['Writing is not allowed: --writes own allows it.']);
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
  expect(last).toMatchObject({ done: outcome.cases.length, all: outcome.cases.length });
});

test('a signal ends the preparation too', async () => {
  const stop = new AbortController();
  const { outcome, asked } = await run(request => request === 3 && stop.abort(), {
    signal: stop.signal,
    writes: 'own',
  });
  expect(outcome.ended).toBe('interrupted');
  expect(asked.length).toBeLessThan(8);
  expect(outcome.created).toHaveLength(asked.filter(({ method }) => method === 'POST').length);
});

test('a failing case that cannot be repeated is flaky', async () => {
  const stop = new AbortController();
  const options = { signal: stop.signal };
  const text = heading('get', { 'content-type': 'text/plain' });
  const { outcome } = await run(request => request === 100 && stop.abort(), options, text);
  expect(outcome.ended).toBe('interrupted');
  const media = outcome.violations.filter(({ check }) => check === 'json-media');
  expect(media).toMatchObject([{ flaky: true, operation: 'getUser' }]);
});

test('a target that stops responding ends the run, and the violations found before are kept', async () => {
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
  expect(outcome.ended).toBe('silent');
  expect(skippedBecause(outcome)).toEqual(['The target stopped responding.']);
  expect(outcome.violations).toContainEqual(
    expect.objectContaining({ check: 'json-media', operation: 'getUser', flaky: false }),
  );
  expect(outcome.requests).toBeLessThan(140);
});

test('a run that has ended because of its target says so, even if the target comes back', async () => {
  let count = 0;
  let isBack = false;
  let comeBack = () => {};
  const back = new Promise<void>(resolve => {
    comeBack = resolve;
  });
  // comes back when the run has sent nothing for a while, since it then waits only for the request 101
  const returnWhenQuiet = (last: number, quiet = 0): void => {
    if (count > last) return;
    if (quiet < 10) {
      setTimeout(() => returnWhenQuiet(last, quiet + 1), 20);
      return;
    }
    isBack = true;
    comeBack();
  };
  const leaving: Wrap = server => async asked => {
    count += 1;
    if (count <= 100 || isBack) return server(asked);
    if (count === 101) return back.then(() => server(asked));
    returnWhenQuiet(count);
    throw new NoAnswer('break');
  };
  const { outcome } = await run(() => {}, {}, leaving);
  expect(skippedBecause(outcome)).toContain('The target stopped responding.');
  expect(outcome.ended).toBe('silent');
});

test('a target that breaks every connection for one kind of request is judged to the end', async () => {
  const breaking: Wrap = server => asked => {
    const token = asked.headers['x-auth-token'] ?? '';
    return token === '' ? Promise.reject(new NoAnswer('break')) : server(asked);
  };
  const { outcome } = await run(() => {}, {}, breaking);
  expect(outcome.ended).toBeUndefined();
  expect(skippedBecause(outcome)).toEqual(['Writing is not allowed: --writes own allows it.']);
  const found = outcome.violations.filter(({ check }) => check === 'no-server-error');
  expect(new Set(found.map(({ operation }) => operation))).toEqual(new Set(['listUsers', 'getUser']));
});

test('a target that begins to refuse all connections ends the run', async () => {
  const { mock } = await wrappedMock();
  let requests = 0;
  const server = createServer((asked, response) => {
    requests += 1;
    if (requests === 60) {
      server.close();
      server.closeAllConnections();
    } else mock.app(asked, response);
  });
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => void server.close());
  const { port } = server.address() as AddressInfo;
  const tokens = { token: mock.tokens.dnl.admin };
  const outcome = await runSuite({ target: `http://127.0.0.1:${port}`, api: 'dnl', tokens, writes: 'none' });
  expect(outcome.ended).toBe('lost');
  expect(skippedBecause(outcome)).toContain('The target has gone away.');
});

test.each([Number.POSITIVE_INFINITY, 2 ** 31])('limits of %s ms do not fire at once', async limit => {
  const { outcome } = await run(() => {}, { budget: limit, timeout: limit });
  expect(outcome).toMatchObject({ violations: [], summary: { fail: 0, flaky: 0 } });
  expect(outcome.ended).toBeUndefined();
});

test('a budget still ends the run after a garbage collection', async () => {
  setFlagsFromString('--expose-gc');
  const collect = runInNewContext('gc') as () => void;
  const slowly: Wrap = server => async asked => {
    collect();
    return server(asked);
  };
  const stop = new AbortController();
  // a run that forgets its budget is not to take its whole time
  const { outcome } = await run(
    request => request === 400 && stop.abort(),
    { budget: 300, signal: stop.signal },
    slowly,
  );
  expect(outcome.ended).toBe('budget');
});

test('a signal still ends the run after a garbage collection', async () => {
  setFlagsFromString('--expose-gc');
  const collect = runInNewContext('gc') as () => void;
  const stop = new AbortController();
  const busy: Wrap = server => async asked => {
    collect();
    const answered = await server(asked);
    if (!stop.signal.aborted) setTimeout(() => stop.abort(), 20);
    return { ...answered, status: 429, headers: { ...answered.headers, 'retry-after': '60' } };
  };
  const { outcome, asked } = await run(() => {}, { signal: stop.signal }, busy);
  expect(outcome.ended).toBe('interrupted');
  expect(asked.length).toBeLessThan(5);
});
