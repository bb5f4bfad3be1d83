import { expect, test } from 'vitest';
import { loadContract } from '../../../src/contract/index.js';
import { answer, bodyOf, on } from '../../selfproof/wraps.js';
import { someChecks } from '../some-checks.js';
import { wrappedMock } from '../wrapped-mock.js';

const LONGEST = 'string'.length;

/** Refuses to create a user whose landing page has a longer name than that of the printed example. */
const refusing = on('create', (asked, server) => {
  const text = bodyOf(asked)?.landing_page;
  return typeof text === 'string' && text.length > LONGEST ? answer(400, { errors: [] }) : server(asked);
});

/** The fields of the printed example. */
const createUser = loadContract('dnl').operations.find(({ id }) => id === 'createUser');
const EXAMPLE = Object.keys(JSON.parse(createUser?.bodyExample('printed') ?? '{}'));

test('a generated body that fails is made smaller until no smaller body fails', async () => {
  const { mock, app } = await wrappedMock(refusing);
  const { cases, violations } = await someChecks(app, { mock, checks: ['create-keeps'] });
  const refused = cases.find(({ id, verdict }) => id === 'createUser some members' && verdict === 'fail');
  const body = refused?.evidence.find(({ verdict }) => verdict === 'fail')?.exchange?.request.body ?? '{}';
  expect(JSON.parse(body).landing_page).toHaveLength(LONGEST + 1);
  // one that is shorter as a command may be shown in its place
  const shown = violations.find(({ statement }) => statement === 'create.body');
  expect(shown?.flaky).toBe(false);
  expect(shown?.cases).toContain('create-keeps: createUser some members');
  expect(shown?.curl.length).toBeLessThanOrEqual(body.length + 400);
  expect(Object.keys(JSON.parse(body)).filter(field => !EXAMPLE.includes(field))).toEqual([]);
});
