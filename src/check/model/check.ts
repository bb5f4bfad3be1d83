import type { TargetExchange } from '../../target/index.js';
import type { Case } from './case.js';

/** Judges the exchanges of its cases by one law. */
export type Check<K> = {
  id: string;
  /** The law, as one sentence. */
  says: string;
  cases: readonly Case<K>[];
  judge(run: { case: Case<K>; exchanges: readonly TargetExchange[]; known: K }): readonly Finding[];
};

/** Which accepted answer of a reading the target was seen to give; `where` if it may differ from place to place. */
export type Observation = {
  reading: string;
  answer: string;
  where?: string;
  /** The target is held to it, but it fits more than one answer, and so does not tell which one is given. */
  vague?: true;
};

/** What a check has found out about one statement. */
export type Finding = {
  statement: string;
  verdict: 'pass' | 'fail' | 'inconclusive';
  parameter?: string;
  /** What is wrong, or what was missing for a verdict. */
  message?: string;
  expected?: string;
  got?: string;
  /** What is wrong behind it, where the check knows that; findings that share one are told as one. */
  causes?: readonly string[];
  /** Which exchange shows it; the last if absent. */
  at?: number;
  observed?: Observation;
};

/** A check whose cases all carry the same kind of expectation. */
export function defineCheck<K, E>(
  check: Omit<Check<K>, 'cases' | 'judge'> & {
    cases: readonly Case<K, E>[];
    judge(run: { case: Case<K, E>; exchanges: readonly TargetExchange[]; known: K; expect: E }): readonly Finding[];
  },
): Check<K> {
  return {
    ...check,
    judge: run => {
      const typed = run.case as Case<K, E>;
      return check.judge({ ...run, case: typed, expect: typed.expect });
    },
  };
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

/** A value in the words of a finding. */
export function shown(value: unknown): string {
  return value === undefined ? 'nothing' : JSON.stringify(value);
}
