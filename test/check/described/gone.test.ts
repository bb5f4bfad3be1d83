import { expect, test } from 'vitest';
import { createReport } from '../../../src/report/index.js';
import { judgeNotes, type Twist } from './notes.js';

/** The server dies of a title that is longer than allowed. */
const dyingOfTitles: Twist = (call, next) => (/"title":"[^"]{41,}"/.test(call.body) ? 'death' : next(call));

test('a request that the server does not survive is the one violation, and its command is shown', async () => {
  const outcome = await judgeNotes(dyingOfTitles, { names: { only: ['changeNote'] } });
  expect(outcome).toMatchObject({ ended: 'lost', violations: [{ check: 'no-server-error', operation: 'changeNote' }] });
  const [{ message, got, curl } = { message: '', got: '', curl: '' }] = outcome.violations;
  expect(message).toMatch(/^The target went away after [A-Z]+ \/v1\/notes/);
  expect(got).toMatch(/^none to PATCH \/v1\/notes\/\d+, which was in flight$/);
  expect(curl).toMatch(/-X PATCH .*[^"]{41}/);
});

test('while several requests are in flight, one violation names them all', async () => {
  const { violations, cases, ended } = await judgeNotes(dyingOfTitles);
  expect(ended).toBe('lost');
  expect(violations).toMatchObject([{ check: 'no-server-error', flaky: false }]);
  expect(violations[0]?.got).toContain('POST /v1/notes');
  expect(cases.filter(({ reason }) => reason === 'The target has gone away.').length).toBeGreaterThan(20);
});

test.each([60, 75, 90, 120, 150])(
  'a server that ends at request %i is found once, and the report says after which request',
  async last => {
    let count = 0;
    const outcome = await judgeNotes((call, next) => {
      count += 1;
      return count === last ? 'death' : next(call);
    });
    expect(outcome.violations.map(({ check }) => check)).toEqual(['no-server-error']);
    expect(createReport(outcome).incomplete).toMatch(
      /^The run ended early: the target has gone away\. The last request with a response was [A-Z]+ \/v1\/notes/,
    );
  },
);

test('a server that stops responding is found once', async () => {
  let count = 0;
  const outcome = await judgeNotes(
    (call, next) => {
      count += 1;
      return count > 90 ? 'silence' : next(call);
    },
    { timeout: 1000 },
  );
  expect(outcome.ended).toBe('silent');
  expect(outcome.violations).toMatchObject([{ check: 'no-server-error', message: expect.stringContaining('stopped') }]);
});
