// The public face for Vitest: a contract as a suite of tests.
import { readFileSync } from 'node:fs';
import { beforeAll, describe, test } from 'vitest';
import {
  createSuite,
  explainUnexercised,
  listCheckIds,
  type Outcome,
  type RunOptions,
  runSuite,
} from './check/index.js';
import { loadContract, type Statement, sourceOf } from './contract/index.js';
import { createReport, formatViolation, readBaseline, unmetGates } from './report/index.js';

/** The options of a contract suite; `target` is a URL or an app of this process, such as an Express app. */
export type ContractSuiteOptions = Omit<RunOptions, 'api' | 'tokens' | 'names' | 'only' | 'onProgress' | 'signal'> & {
  /** A shipped API by its name. */
  api: string;
  token?: string;
  nonAdminToken?: string;
  /** The percentage of the documents' statements that must be exercised; 0 if absent. */
  minCoverage?: number;
  /** Whether skipped cases fail the suite. */
  failOnSkipped?: boolean;
  /** Names of checks, operations and statements: only these are judged. */
  only?: readonly string[];
  /** Names of checks, operations and statements: these are not judged. */
  skip?: readonly string[];
  /** The file of known violations, which fail no test; `understudy check --update-baseline` writes it. */
  baseline?: string | URL;
};

/** The timeout of the run in milliseconds; it is longer if the budget is larger. */
const MIN_TIMEOUT = 300_000;

/**
 * Registers one test for every statement of the documents that a check supports. The target is judged once, before the
 * tests; a statement that could not be judged is skipped, with the reason. A last test fails if the run is not complete,
 * or if it tested less than the options require.
 */
export function contractSuite(suite: ContractSuiteOptions): void {
  const {
    token,
    nonAdminToken,
    only,
    skip: left,
    baseline: file,
    minCoverage = 0,
    failOnSkipped = false,
    ...options
  } = suite;
  const baseline = file === undefined ? undefined : readBaseline(readFileSync(file, 'utf8'));
  const contract = loadContract(options.api);
  const checks = listCheckIds(createSuite(contract));
  const statements = contract.statements().filter(({ supports }) => supports.some(place => checks.has(place)));
  describe(`the contract of ${options.api}`, () => {
    let outcome: Outcome;
    beforeAll(
      async () => {
        const tokens = { ...(token !== undefined && { token }), ...(nonAdminToken !== undefined && { nonAdminToken }) };
        const names = { ...(only && { only }), ...(left && { skip: left }) };
        outcome = await runSuite({ ...options, tokens, names });
      },
      Math.max(MIN_TIMEOUT, 2 * (options.budget ?? 0)),
    );
    for (const statement of statements) {
      const { id } = statement;
      test(titleOf(statement), ({ skip }) => {
        const verdict = outcome.statements[id];
        if (verdict !== 'pass' && verdict !== 'fail') skip(reasonFor(id, outcome));
        const { violations } = createReport(outcome, baseline && { baseline });
        const broken = violations.filter(
          violation => violation.statement === id && !violation.flaky && violation.known === undefined,
        );
        if (broken.length > 0) throw new Error(broken.map(formatViolation).join('\n\n'));
      });
    }
    test('the run is complete and tested enough', () => {
      const report = createReport(outcome);
      const unmet = unmetGates(report, { failOn: failOnSkipped ? ['skipped'] : [], minCoverage });
      const reasons = [...(report.incomplete === undefined ? [] : [report.incomplete]), ...unmet];
      if (reasons.length === 0) return;
      const { unexercised } = report.coverage.statements;
      const left = unexercised.map(
        ({ reason, statements }) => `${statements.length} statements not exercised: ${reason}`,
      );
      throw new Error([...reasons, ...left].join('\n'));
    });
  });
}

function titleOf(statement: Statement): string {
  return `${statement.id} (${sourceOf(statement)}): ${statement.says}`;
}

/** Why a statement has no verdict. */
function reasonFor(id: string, { cases, statements }: Outcome): string {
  return statements[id] === 'flaky' ? 'It failed once, and not when it was repeated.' : explainUnexercised(id, cases);
}
