import { loadContract } from '../../contract/index.js';
import { targetUrl } from '../../target/index.js';
import type { Case } from '../model/case.js';
import type { Preparation, Suite } from '../model/suite.js';
import { MAX_SHRINK_RUNS } from './run-case.js';
import { MAX_REPEATED_READS } from './run-cases.js';
import { type RunOptions, resolveSuiteOptions } from './run-options.js';
import { createSelection } from './selection.js';
import { formatPath, previewValue, type ReadyStep } from './step-request.js';
import { createSuite } from './suites.js';

/** One case as it will be run. */
export type PlannedCase = {
  check: string;
  id: string;
  /** `GET /v1/user/list?role_id=<learned>`, with the body after it if there is one. */
  requests: readonly string[];
  writes: boolean;
};

/** What a run would do. */
export type RunPlan = {
  api: string;
  preparations: readonly Preparation[];
  cases: readonly PlannedCase[];
  /** The most requests if no case fails. */
  requests: number;
  /** The most requests of any run: a case that fails is sent again. */
  maxRequests: number;
};

/** How many more runs a failing case can have, and how many reads of all data go with them. */
const MAX_RERUNS = 3;
const MAX_FINGERPRINTS = 4;

/** Plans a run against a URL without sending anything. Throws `target-invalid`, `nothing-tested`. */
export function planSuite({
  target,
  api,
  ...given
}: Pick<RunOptions, 'api' | 'writes' | 'subject' | 'names'> & { target: string }): RunPlan {
  const contract = loadContract(api);
  const suite: Suite<unknown> = createSuite(contract);
  const allowed = resolveSuiteOptions(given, { url: targetUrl(target, contract.basePath), suite });
  const operations = new Map(contract.operations.map(operation => [operation.id, operation]));
  const getMethod = (step: { method?: string; operation: string }) =>
    step.method ?? operations.get(step.operation)?.method ?? '';
  const selection = createSelection(given.names ?? {}, { contract, suite });
  const options = selection.writes ? allowed : { ...allowed, writes: 'none' as const };
  const mayWrite = suite.mayWrite(options);
  const preparations = suite.preparations(options).filter(({ writes }) => mayWrite || !writes);
  const works = suite.checks
    .flatMap(check => check.cases.map(asked => ({ check, asked })))
    .filter(({ check, asked }) => selection.blocker(asked as Case<never>, check) === undefined)
    .map(({ check: { id }, asked }) => ({ check: id, asked }))
    .map(({ check, asked }) => ({ check, asked, writes: asked.steps.some(step => getMethod(step) !== 'GET') }))
    .filter(
      ({ asked, writes }) => (mayWrite || !writes) && (asked.needs === undefined || options.subject !== undefined),
    );
  const once = sum(works.map(({ asked: { steps, generated } }) => steps.length * (generated?.runs ?? 1)));
  const again = sum(
    works.map(({ asked: { steps, generated }, writes }) => {
      const smaller = generated ? steps.length * (MAX_SHRINK_RUNS + 1) : 0;
      return (
        smaller + (writes ? steps.length : steps.length * MAX_RERUNS + MAX_FINGERPRINTS * suite.maxFingerprintRequests)
      );
    }),
  );
  const before = sum(preparations.map(({ requests }) => requests)) + MAX_REPEATED_READS;
  return {
    api,
    preparations,
    cases: works.map(({ check, asked, writes }) => ({
      check,
      id: asked.id,
      writes,
      requests: asked.steps.map(step => {
        const ready = previewValue({ ...step, unless: undefined }) as ReadyStep;
        const path = formatPath(ready, operations.get(step.operation)?.template ?? '', text => text);
        const body = ready.text ?? (typeof ready.body === 'string' ? ready.body : (JSON.stringify(ready.body) ?? ''));
        return [getMethod(step), path, body].filter(Boolean).join(' ');
      }),
    })),
    requests: before + once,
    maxRequests: before + once + again,
  };
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}
