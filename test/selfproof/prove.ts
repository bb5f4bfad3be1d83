import { printedRefusals } from '../../src/check/dnl/printed-refusals.js';
import { type CheckViolation, runSuite } from '../../src/check/index.js';
import { RESPONSE_CHECKS } from '../../src/check/laws/every-response.js';
import { readingHeld } from '../../src/check/outcome/observations.js';
import { loadContract } from '../../src/contract/index.js';
import { createMock, type Mock } from '../../src/index.js';
import type { Defect, Planted, Variant } from './planted.js';
import { wrapped } from './wrapped.js';

export type Api = 'dnl' | 'acefone';

/** The Acefone user whose patching is consented to. */
const SUBJECT = '288256';

/** So many users that with those whom the suite creates there are a few more than a hundred. */
const USERS = 62;

/** Checks that support so many statements that what they see has to be told under the right one. */
const OF_EVERY_ANSWER = new Set([...RESPONSE_CHECKS, readingHeld].map(({ id }) => id));

/** What a run of the suite made of a server that differs from the mock; plain data, since it crosses processes. */
export type Proof = {
  api: Api;
  id: string;
  says: string;
  /** The statement that a defect breaks; absent for a harmless variant. */
  statement?: string;
  /** The checks that saw a defect, of those that its statement supports. */
  caughtBy: readonly string[];
  /** Whether anything was said against a variant; what was not seen again does not count where the data change. */
  isAccused: boolean;
  /** All violations, the flaky ones marked. */
  violations: readonly Pick<CheckViolation, 'check' | 'operation' | 'statement' | 'message' | 'got' | 'flaky'>[];
  /** How many cases had no verdict. */
  inconclusive: number;
  exercised: { statements: number; of: number };
  requests: number;
  milliseconds: number;
};

/** Runs the suite against a server. Throws where the wrap itself failed, or where nothing could be tested. */
export async function prove(api: Api, planted: Defect | Variant): Promise<Proof> {
  const mock = await createMock({ apis: [api], records: USERS, ...planted.mock });
  const statement = 'statement' in planted ? planted.statement : undefined;
  const supports = statement === undefined ? [] : supportsOf(api, statement);
  const failures: unknown[] = [];
  try {
    const outcome = await runSuite({
      target: wrapped(mock.app, planted.wrap, error => failures.push(error)),
      api,
      tokens: tokensOf(mock, api, planted),
      writes: 'own',
      ...(api === 'acefone' && { subject: SUBJECT }),
      ...(statement !== undefined && api === 'dnl' && { only: onlyFor(supports) }),
      ...(planted.timeout !== undefined && { timeout: planted.timeout }),
    });
    if (failures.length > 0) throw failures[0];
    const { violations, requests, milliseconds, summary, coverage } = outcome;
    const isUnsteady = 'unsteady' in planted;
    const caught = violations.filter(
      violation =>
        !violation.flaky &&
        supports.includes(violation.check) &&
        (violation.statement === statement || !OF_EVERY_ANSWER.has(violation.check)),
    );
    return {
      api,
      id: planted.id,
      says: planted.says,
      ...(statement !== undefined && { statement }),
      caughtBy: [...new Set(caught.map(({ check }) => check))],
      isAccused: violations.some(({ flaky }) => !(flaky && isUnsteady)),
      violations: violations.map(({ check, operation, statement, message, got, flaky }) => ({
        check,
        operation,
        statement,
        message,
        got,
        flaky,
      })),
      inconclusive: summary.inconclusive,
      exercised: { statements: coverage.statements.exercised, of: coverage.statements.all },
      requests,
      milliseconds,
    };
  } finally {
    await mock.close();
  }
}

/** Checks that between them see every documented answer. Patches wait for the first of them. */
const BASIC = new Set([
  'patch-first',
  'refused-patch',
  'printed-reads',
  'list-pages',
  'page-ends',
  'malformed-body',
  'no-credentials',
  'wrong-credentials',
  'unknown-items',
  'new-keys',
  'required-body',
  'required-members',
]);

/**
 * A defect is met by the checks of its own statement alone: whoever catches it then catches it in a whole run, too. Where
 * the checks of every answer are among them, those go along that see every answer; a change of mind needs a whole run.
 */
function onlyFor(supports: readonly string[]): (asked: { check: string }) => boolean {
  const isHeld = supports.includes(readingHeld.id);
  const isOfAnswers = [...RESPONSE_CHECKS, printedRefusals].some(({ id }) => supports.includes(id));
  return ({ check }) =>
    isHeld || supports.includes(check) || (isOfAnswers ? BASIC.has(check) : check === 'patch-first');
}

/** What carries a statement: places in the contract, and ids of checks. Throws where there is no such statement. */
export function supportsOf(api: Api, id: string): readonly string[] {
  const statement = loadContract(api)
    .statements()
    .find(statement => statement.id === id);
  if (!statement) throw new Error(`There is no statement ${id} of ${api}.`);
  return statement.supports;
}

function tokensOf({ tokens }: Mock, api: Api, { mock }: Planted): { token?: string; nonAdminToken?: string } {
  if (api === 'dnl') return { token: tokens.dnl.admin, nonAdminToken: tokens.dnl.nonAdmin };
  return mock?.readings?.auth === 'token' ? { token: tokens.acefone.account } : {};
}
