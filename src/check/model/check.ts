import { isObject } from '../../kernel/index.js';
import type { ExchangeSummary, TargetExchange } from '../../target/index.js';
import type { Case } from './case.js';

/** One law, with cases that test it. */
export type Check<K> = {
  id: string;
  /** The law, as one sentence. */
  says: string;
  cases: readonly Case<K>[];
  judge(run: { case: Case<K>; exchanges: readonly TargetExchange[]; known: K }): readonly Finding[];
  /** Whether its verdicts do not depend on the target's data, which other clients may change. */
  ignoresData?: true;
};

/** The id of the requirement that an operation of a description keeps a law. */
export function requirementId(check: string, operation: string): string {
  return `${check} ${operation}`;
}

/** Which accepted choice of a reading the target follows; `where` if the choice may differ from place to place. */
export type Observation = {
  reading: string;
  choice: string;
  where?: string;
  /** The response fits several choices, so it does not show which one the target follows; later responses must still fit. */
  vague?: true;
};

/** The result of a check for one statement. */
export type Finding = {
  statement: string;
  verdict: 'pass' | 'fail' | 'inconclusive';
  parameter?: string;
  /** What is wrong, or what was missing for a verdict. */
  message?: string;
  expected?: string;
  got?: string;
  /** What causes it, where the check knows; findings that share a cause are reported together. */
  causes?: readonly string[];
  /** If three or more findings share one of these, they are reported together, too. */
  families?: readonly string[];
  /** The operation that is judged; that of the exchange if absent. */
  operation?: string;
  /** Where the description says what is broken: `api.yaml#/paths/~1pets/get`. */
  place?: string;
  /** The index of the exchange that shows it; the last if absent. */
  at?: number;
  /** The exchanges prove it: another run of the case could not take it back, and none is sent. */
  certain?: true;
  observed?: Observation;
};

/** A finding with its check and with what is kept of the exchange that shows it. */
export type Evidence = Finding & { check: string; operation: string; exchange?: ExchangeSummary };

/** Defines a check whose cases all have the same kind of expectation. */
export function defineCheck<K, E = undefined>(
  check: Omit<Check<K>, 'cases' | 'judge'> & {
    cases: readonly Case<K, E>[];
    judge(run: { case: Case<K, E>; exchanges: readonly TargetExchange[]; known: K; expect: E }): readonly Finding[];
  },
): Check<K> {
  return {
    ...check,
    cases: check.cases as readonly Case<K>[],
    judge: run => check.judge({ ...run, case: run.case as Case<K, E>, expect: run.case.expect as E }),
  };
}

/** Defines a check of statuses alone: a case passes if every response has a status that its step expects. */
export function defineStatusCheck<K>(check: Omit<Check<K>, 'judge'>): Check<K> {
  return { ...check, judge: run => run.case.statements.map(statement => passes(statement)) };
}

export function passes(statement: string, more: Partial<Finding> = {}): Finding {
  return { statement, verdict: 'pass', ...more };
}

export function fails(
  statement: string,
  more: { message: string; expected: string; got: string } & Partial<Finding>,
): Finding {
  return { statement, verdict: 'fail', ...more };
}

/** No verdict: the data could not have shown a breach. */
export function inconclusive(statement: string, message: string, more: Partial<Finding> = {}): Finding {
  return { statement, verdict: 'inconclusive', message, ...more };
}

/** A value as a finding prints it. */
export function formatValue(value: unknown): string {
  return value === undefined ? 'nothing' : JSON.stringify(value);
}

/** A value as an object; undefined if it is none. */
export function asObject(value: unknown): Record<string, unknown> | undefined {
  return isObject(value) ? value : undefined;
}

/** The body that a request sent; an empty object if it sent no JSON object. */
export function parseSentBody(exchange: TargetExchange | undefined): Record<string, unknown> {
  return asObject(JSON.parse(exchange?.request.body ?? '{}')) ?? {};
}
