// The public face for Vitest: a contract or a description as a suite of tests.
import { readFileSync } from 'node:fs';
import { beforeAll, describe, test } from 'vitest';
import {
  type DescribedApi,
  explainUnexercised,
  judgedContract,
  listCheckIds,
  loadDescribedApi,
  type Outcome,
  type RunOptions,
  runSuite,
} from './check/index.js';
import { type Statement, sourceOf } from './contract/index.js';
import { createReport, formatViolation, readBaseline, unmetGates } from './report/index.js';

type SuiteOptions = Omit<RunOptions, 'api' | 'tokens' | 'names' | 'only' | 'onProgress' | 'signal'> & {
  token?: string;
  /** The percentage of the statements that must be exercised; 0 if absent. */
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

/** The options of a contract suite; `target` is a URL or an app of this process, such as an Express app. */
export type ContractSuiteOptions = SuiteOptions & {
  /** A shipped API by its name. */
  api: string;
  nonAdminToken?: string;
};

/** The options of a suite that is made from a description. */
export type DescriptionSuiteOptions = SuiteOptions & {
  /** An OpenAPI description, a path or a URL, or a contract folder. */
  contract: string;
  /** Credentials by the name of their security scheme, where there are several; basic ones are `NAME:PASSWORD`. */
  schemes?: Readonly<Record<string, string>>;
};

/** The timeout of the run in milliseconds; it is longer if the budget is larger. */
const MIN_TIMEOUT = 300_000;

/**
 * Registers one test for every statement of the documents that a check supports. The target is judged once, before the
 * tests; a statement that could not be judged is skipped, with the reason. A last test fails if the run is not complete,
 * or if it tested less than the options require.
 */
export function contractSuite({ token, nonAdminToken, ...options }: ContractSuiteOptions): void {
  const tokens = { ...(token !== undefined && { token }), ...(nonAdminToken !== undefined && { nonAdminToken }) };
  registerSuite(options.api, { ...options, tokens });
}

/**
 * The same for any description: one test for each law that an operation has to keep. What only the names of the description mean
 * is skipped with a warning where it is broken; with `strict` it fails. Rejects where the description cannot be read.
 */
export async function descriptionSuite({
  contract,
  token,
  schemes,
  ...options
}: DescriptionSuiteOptions): Promise<void> {
  const api = await loadDescribedApi(contract);
  const tokens = { ...(token !== undefined && { token }), ...(schemes && { schemes }) };
  registerSuite(api.name, { ...options, api, tokens });
}

type Judged = Omit<SuiteOptions, 'token'> & Pick<RunOptions, 'tokens'> & { api: string | DescribedApi };

function registerSuite(name: string, suite: Judged): void {
  const { only, skip: left, baseline: file, minCoverage = 0, failOnSkipped = false, ...options } = suite;
  const baseline = file === undefined ? undefined : readBaseline(readFileSync(file, 'utf8'));
  const judged = judgedContract(options.api, '');
  const checks = listCheckIds(judged.suite);
  const statements = judged.contract.statements().filter(({ supports }) => supports.some(place => checks.has(place)));
  describe(`the contract of ${name}`, () => {
    let outcome: Outcome;
    beforeAll(
      async () => {
        outcome = await runSuite({ ...options, names: { ...(only && { only }), ...(left && { skip: left }) } });
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
        const failing = broken.filter(({ warning }) => !warning);
        if (failing.length > 0) throw new Error(failing.map(formatViolation).join('\n\n'));
        if (broken.length > 0) skip(`A warning: ${broken.map(({ message }) => message).join(' ')}`);
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
