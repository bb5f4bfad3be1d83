import * as fc from 'fast-check';
import { type ExchangeSummary, summariseExchange, type TargetExchange } from '../../target/index.js';
import { judgeResponse } from '../laws/every-response.js';
import type { Case, CaseContext, ExpectedStatus } from '../model/case.js';
import { type Check, type Finding, fails, inconclusive, shown } from '../model/check.js';
import type { Outcome } from '../model/outcome.js';
import { createPicker, createUniqueTexts, deriveSeed } from '../model/seeded.js';
import { listStatusCauses } from '../outcome/root-causes.js';
import type { Session } from './session.js';
import { type ReadyStep, resolveValue, ValueNotFound } from './step-request.js';

/** A finding with the check that made it and what is kept of the exchange that shows it. */
export type Evidence = Finding & { check: string; operation: string; exchange?: ExchangeSummary };

/** One run of a case. */
export type CaseRun = {
  evidence: readonly Evidence[];
  /** What was generated for it, the smallest value that fails if one does. */
  generated?: unknown;
  /** What was sent, and what was answered. */
  steps: readonly ReadyStep[];
  exchanges: readonly TargetExchange[];
  /** Something stood against sending all of it. */
  stopped?: true;
  /** The run ended before all of it was sent. */
  ended?: NonNullable<Outcome['ended']>;
};

/** `attempt` is another one for each run of a case, so that no text is made up twice. */
type Running<K> = { case: Case<K>; check: Check<K>; session: Session<K>; attempt: string };

/** The most values that are tried in search of a smaller one that still fails. */
export const MAX_SHRINK_RUNS = 100;

/** Runs a case, and where it generates its values, until one fails and no smaller one does. */
export async function runCase<K>(running: Running<K>): Promise<CaseRun> {
  const { case: asked, session } = running;
  if (!asked.generated) return runSteps(running, undefined);
  let last: CaseRun = { evidence: [], steps: [], exchanges: [] };
  let failing: CaseRun | undefined;
  let tries = 0;
  let runs = 0;
  // fast-check takes an error for a value that fails, and tells nobody
  const errors: unknown[] = [];
  const property = fc.asyncProperty(asked.generated.values(session), async value => {
    const ended = session.ended();
    if (ended) last = { ...last, ended };
    if (ended || errors.length > 0 || (failing && tries++ > MAX_SHRINK_RUNS)) return true;
    runs += 1;
    const attempt = `${running.attempt}.${runs}`;
    const run = await runSteps({ ...running, attempt }, value).catch(error => void errors.push(error));
    if (!run) return true;
    last = { ...run, generated: value };
    if (!isFailing(last)) return true;
    failing = last;
    return false;
  });
  await fc.check(property, { seed: deriveSeed(session.seed, idOf(running)), numRuns: asked.generated.runs });
  if (errors.length > 0) throw errors[0];
  return failing ?? last;
}

/** Runs a case once, with the value that was generated for it. */
export async function runSteps<K>(running: Running<K>, generated: unknown): Promise<CaseRun> {
  const { case: asked, check, session } = running;
  const seed = deriveSeed(session.seed, idOf(running));
  const steps: ReadyStep[] = [];
  const exchanges: TargetExchange[] = [];
  const evidence: Evidence[] = [];
  const context: CaseContext<K> = {
    known: session.known,
    exchanges,
    pick: createPicker(seed),
    unique: createUniqueTexts(session.mark, `${idOf(running)} ${running.attempt}`),
    generated,
  };
  const found = (findings: readonly Finding[]) => {
    for (const finding of findings) {
      const at = finding.at ?? exchanges.length - 1;
      const exchange = exchanges[at];
      const operation = asked.steps[at]?.operation ?? asked.operation;
      evidence.push(
        ...session.presentable({
          check: check.id,
          operation,
          ...finding,
          ...(exchange && { exchange: summariseExchange(exchange) }),
        }),
      );
      if (finding.observed && exchange) session.observations.add(finding.observed, { operation, exchange });
    }
  };
  const broken = (finding: (statement: string) => Finding) => {
    found(asked.statements.map(finding));
    return { evidence, generated, steps, exchanges };
  };
  try {
    for (const step of asked.steps) {
      const ended = session.ended();
      if (ended) return { evidence, generated, steps, exchanges, ended };
      const reason = step.unless?.(context);
      if (reason !== undefined) return { ...broken(statement => inconclusive(statement, reason)), stopped: true };
      const ready = resolveValue({ ...step, unless: undefined }, context) as ReadyStep;
      const exchange = await session.send(ready);
      steps.push(ready);
      exchanges.push(exchange);
      const { findings, answered, usable } = judgeResponse(ready, exchange, session);
      evidence.push(...findings);
      const { response } = exchange;
      if (answered && response && !isExpected(ready.expects, response.status)) {
        const got = `${response.status} ${shown(response.json ?? response.text)}`;
        const expected = wordsOf(ready.expects);
        const documented = session.operation(ready.operation).statuses.has(response.status);
        const causes = listStatusCauses(response, {
          check: check.id,
          operation: ready.operation,
          expected,
          documented,
        });
        return broken(statement =>
          fails(statement, { message: `Answered ${response.status}.`, expected, got, causes }),
        );
      }
      if (!usable) return broken(statement => inconclusive(statement, 'No answer came that could be judged.'));
    }
  } catch (error) {
    if (!(error instanceof ValueNotFound)) throw error;
    return broken(statement => inconclusive(statement, `The target showed no ${error.message}.`));
  }
  found(check.judge({ case: asked, exchanges, known: session.known }));
  return { evidence, generated, steps, exchanges };
}

/** Repeats the reads that come after the last write of a run, and judges what they show together with what came before. */
export async function readAgain<K>({ case: asked, check, session }: Running<K>, run: CaseRun): Promise<CaseRun> {
  const from = readsAfterWrite(run, session);
  const exchanges = run.exchanges.slice(0, from);
  for (const step of run.steps.slice(from)) exchanges.push(await session.send(step));
  const evidence = check.judge({ case: asked, exchanges, known: session.known }).flatMap(finding => {
    const at = finding.at ?? exchanges.length - 1;
    const [exchange, operation = asked.operation] = [exchanges[at], run.steps[at]?.operation];
    return session.presentable({
      check: check.id,
      operation,
      ...finding,
      ...(exchange && { exchange: summariseExchange(exchange) }),
    });
  });
  return { ...run, exchanges, evidence };
}

/** Where the reads begin that come after the last write; the number of steps if there are none. */
export function readsAfterWrite<K>({ steps }: CaseRun, session: Session<K>): number {
  return steps.findLastIndex(step => session.getMethod(step) !== 'GET') + 1;
}

export function isFailing({ evidence }: Pick<CaseRun, 'evidence'>): boolean {
  return evidence.some(({ verdict }) => verdict === 'fail');
}

function idOf<K>({ check, case: { id } }: Running<K>): string {
  return `${check.id} ${id}`;
}

function isExpected(expected: ExpectedStatus, status: number): boolean {
  if (expected === 'any') return true;
  return expected === '4xx' ? status >= 400 && status < 500 : expected.includes(status);
}

function wordsOf(expected: ExpectedStatus): string {
  return typeof expected === 'string' ? expected : expected.join(' or ');
}
