import type { DescribedOperation, DescribedResponse } from '../../openapi/index.js';
import type { TargetExchange, TargetResponse } from '../../target/index.js';
import type { Case, ReadyStep } from '../model/case.js';
import type { Finding } from '../model/check.js';
import type { JudgedApi } from './judged-api.js';
import type { Knowledge } from './known/knowledge.js';

/** A case of a law. Its statement is the requirement that its operation keeps the law. */
export type LawCase<E = unknown> = Omit<Case<Knowledge, E>, 'statements' | 'operation'> & {
  /** The parameters and members that it is about, where that is not `parameter` alone; the empty text means none of them. */
  about?: readonly string[];
  /** Where the description has what it breaks: it is about the statements of that place, and of places around it. */
  place?: string;
  /** Whether a server may refuse its requests, although the description allows them: no statement promises that they succeed. */
  mayFail?: true;
  /** The operation that it judges, where that is another one: a list that has to have a new record. */
  judges?: string;
};

/** What is judged: a case that has run. */
export type LawRun<E = unknown> = {
  operation: DescribedOperation;
  /** The id of what is required: findings name it. */
  requirement: string;
  exchanges: readonly TargetExchange[];
  known: Knowledge;
  expect: E;
};

/** One law that servers keep, whatever their API. */
export type DescribedLaw = {
  id: string;
  /** The law, as one sentence. */
  says: string;
  /** `explicit` if the description says it; `derived` if only its names mean it: then a breach is a warning. */
  certainty: 'explicit' | 'derived';
  /** Whether its verdicts do not depend on data that other clients may change meanwhile. */
  ignoresData?: true;
  /** The cases that test it for one operation; none where the law says nothing about the operation. */
  cases(operation: DescribedOperation, api: JudgedApi): readonly LawCase[];
  judge(run: LawRun): readonly Finding[];
};

/** Defines a law whose cases all have the same kind of expectation. */
export function defineLaw<E>(
  law: Omit<DescribedLaw, 'cases' | 'judge'> & {
    cases(operation: DescribedOperation, api: JudgedApi): readonly LawCase<E>[];
    judge(run: LawRun<E>): readonly Finding[];
  },
): DescribedLaw {
  return {
    ...law,
    cases: (operation, api) => law.cases(operation, api) as readonly LawCase[],
    judge: run => law.judge(run as LawRun<E>),
  };
}

/** A law that every response keeps. */
export type ResponseLaw = {
  id: string;
  says: string;
  judge(given: {
    operation: DescribedOperation;
    requirement: string;
    step: ReadyStep;
    /** The method that was sent. */
    method: string;
    response: TargetResponse;
    /** What the description says of such a response; undefined where it has none. */
    described: DescribedResponse | undefined;
  }): readonly Finding[];
};
