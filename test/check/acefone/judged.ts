import { type Outcome, type RunOptions, runSuite } from '../../../src/check/index.js';
import { type FakeOptions, fakeAcefone, SUBJECT } from './fake-acefone.js';

/** Runs the suite against a target of Acefone, with leave to patch its one user. */
export function judged(target: string, options: Partial<RunOptions> = {}): Promise<Outcome> {
  return runSuite({ target, api: 'acefone', tokens: {}, subject: SUBJECT, ...options });
}

/** Runs the suite against a fake of its own. */
export async function judgedFake(fake: FakeOptions, options: Partial<RunOptions> = {}) {
  const { url, requests, user } = await fakeAcefone(fake);
  const tokens = fake.token === undefined ? {} : { token: fake.token };
  return { outcome: await judged(url, { tokens, ...options }), requests, user };
}

/** What is wrong with a target: the check and the statement of each violation. */
export function accusations({ violations }: Outcome): string[] {
  return [
    ...new Set(violations.map(({ check, statement, flaky }) => `${check} ${statement}${flaky ? ' (flaky)' : ''}`)),
  ];
}
