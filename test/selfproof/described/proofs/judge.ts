import { loadDescribedApi, runSuite } from '../../../../src/check/index.js';
import { createReport, type ReportedViolation } from '../../../../src/report/index.js';

/** Something that a judge found. */
export type Finding = {
  /** The check or law that is broken. */
  check: string;
  /** The `operationId` at which it was seen. */
  operation: string | undefined;
  message: string;
  got: string;
  /** Whether it was not seen again. */
  isFlaky: boolean;
};

export type Judgement = {
  /** What the description says and the server does not do. */
  violations: readonly Finding[];
  /** What names mean and the server does not do. */
  warnings: readonly Finding[];
  requests: number;
};

export type JudgeOptions = {
  /** The path of the description. */
  contract: string;
  /** By the name of the scheme: a key, a bearer token, or NAME:PASSWORD. */
  credentials: Readonly<Record<string, string>>;
  /** How many milliseconds it waits for a response. */
  timeout?: number;
  /** The only operation to judge. */
  only?: string;
};

/** Judges the server at a URL by a description alone; it may write. */
export type Judge = (url: string, options: JudgeOptions) => Promise<Judgement>;

/** The judge of the project, as the command line runs it. */
export const judge: Judge = async (url, { contract, credentials, timeout, only }) => {
  const outcome = await runSuite({
    target: url,
    api: await loadDescribedApi(contract),
    tokens: { schemes: credentials },
    ...(timeout !== undefined && { timeout }),
    ...(only !== undefined && { names: { only: [only] } }),
  });
  const { violations, incomplete } = createReport(outcome);
  if (incomplete !== undefined) throw new Error(`Failed to judge ${url}: ${incomplete}`);
  return {
    violations: violations.filter(({ warning }) => !warning).map(toFinding),
    warnings: violations.filter(({ warning }) => warning).map(toFinding),
    requests: outcome.requests,
  };
};

function toFinding({ check, operation, message, got, flaky = false }: ReportedViolation): Finding {
  return { check, operation, message, got, isFlaky: flaky };
}
