import { targetUrl } from '../../target/index.js';
import { type Case, findPhase, onlyReads } from '../model/case.js';
import { previewStep } from '../model/resolve-step.js';
import type { Preparation } from '../model/suite.js';
import { MAX_SHRINK_RUNS } from './run-case.js';
import { MAX_REPEATED_READS } from './run-cases.js';
import { type RunOptions, resolveSuiteOptions } from './run-options.js';
import { createSelection } from './selection.js';
import { MAX_SMALLER_REQUESTS } from './shrink.js';
import { formatPath } from './step-request.js';
import { firstBasePath, judgedContract } from './suites.js';

/** One case of a plan. */
export type PlannedCase = {
  check: string;
  id: string;
  /** `GET /v1/orders?customer_id=<learned>`, followed by the body if there is one. */
  requests: readonly string[];
  writes: boolean;
};

/** What a run will do. */
export type RunPlan = {
  api: string;
  preparations: readonly Preparation[];
  cases: readonly PlannedCase[];
  /** The most requests if no case fails. */
  requests: number;
  /** The most requests of any run: a failing case is repeated. */
  maxRequests: number;
};

/** How often a failing case is repeated, and how often all data are read for that. */
const MAX_RERUNS = 3;
const MAX_FINGERPRINTS = 4;

/** Plans a run against a URL; sends no request. Throws `target-invalid`, `nothing-tested`. */
export function planSuite({
  target,
  api,
  ...given
}: Pick<RunOptions, 'api' | 'writes' | 'subject' | 'names'> & { target: string }): RunPlan {
  const basePath = firstBasePath({ target, api });
  const { contract, suite } = judgedContract(api, basePath);
  const allowed = resolveSuiteOptions(given, { url: targetUrl(target, basePath), suite });
  const operations = new Map(contract.operations.map(operation => [operation.id, operation]));
  const getMethod = (step: { method?: string; operation: string }) =>
    step.method ?? operations.get(step.operation)?.method ?? '';
  const selection = createSelection(given.names ?? {}, { contract, suite });
  const options = selection.writes ? allowed : { ...allowed, writes: 'none' as const };
  const mayWrite = suite.mayWrite(options);
  const preparations = suite.preparations(options).filter(({ writes }) => mayWrite || !writes);
  const works = suite.checks
    .flatMap(check => check.cases.map(planned => ({ check, planned })))
    .filter(({ check, planned }) => selection.blocker(planned as Case<never>, check) === undefined)
    .map(({ check, planned }) => ({
      check,
      planned,
      writes: !onlyReads(planned.phase ?? findPhase(planned.steps.map(getMethod))),
    }))
    .filter(
      ({ planned, writes }) =>
        (mayWrite || !writes) &&
        planned.skip === undefined &&
        (planned.needs === undefined || options.subject !== undefined),
    );
  const once = sum(works.map(({ planned }) => countSteps(planned) * (planned.generated?.runs ?? 1)));
  const again = sum(
    works.map(({ check, planned, writes }) => {
      const steps = countSteps(planned);
      const ofRequest = suite.smaller ? MAX_SMALLER_REQUESTS : 0;
      const smaller = planned.generated ? steps * (MAX_SHRINK_RUNS + 1) : ofRequest;
      const isRepeatedOnce = writes || check.ignoresData;
      return smaller + (isRepeatedOnce ? steps : steps * MAX_RERUNS + MAX_FINGERPRINTS * suite.maxFingerprintRequests);
    }),
  );
  const before = sum(preparations.map(({ requests }) => requests)) + MAX_REPEATED_READS;
  return {
    api: contract.api,
    preparations,
    cases: works.map(({ check, planned, writes }) => ({
      check: check.id,
      id: planned.id,
      writes,
      requests: planned.steps.map(step => {
        const ready = previewStep(step);
        const path = formatPath(ready, operations.get(step.operation)?.template ?? '', text => text);
        const body = ready.text ?? (typeof ready.body === 'string' ? ready.body : (JSON.stringify(ready.body) ?? ''));
        return [getMethod(step), path, body].filter(Boolean).join(' ');
      }),
    })),
    requests: before + once,
    maxRequests: before + once + again,
  };
}

/** The most requests of a case. */
function countSteps({ steps }: Pick<Case<unknown>, 'steps'>): number {
  return sum(steps.map(({ next }) => 1 + (next?.most ?? 0)));
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}
