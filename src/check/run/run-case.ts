import * as fc from 'fast-check';
import { summariseExchange, type TargetExchange } from '../../target/index.js';
import { judgeResponse } from '../laws/every-response.js';
import { listStatusCauses } from '../laws/response-check.js';
import type { Case, CaseContext, ExpectedStatus, ReadyStep, Step } from '../model/case.js';
import { type Check, type Evidence, type Finding, fails, formatValue, inconclusive } from '../model/check.js';
import type { Ending } from '../model/outcome.js';
import { resolveStep, ValueNotFound } from '../model/resolve-step.js';
import { createPicker, createUniqueTexts, deriveSeed } from '../model/seeded.js';
import type { RunSession } from './session.js';

/** One run of a case. */
export type CaseRun = {
  evidence: readonly Evidence[];
  /** The value that was generated for it; if the case fails, the smallest value that fails. */
  generated?: unknown;
  /** The steps that were sent, and their exchanges. */
  steps: readonly ReadyStep[];
  exchanges: readonly TargetExchange[];
  /** All steps were sent, and the check has judged them. */
  judged?: true;
  /** A step had a reason not to be sent. */
  stopped?: true;
  /** The run ended before all steps were sent. */
  ended?: Ending;
};

/** `attempt` differs for each run of a case, so that no text is made up twice. `edit` changes the steps that are sent, by their index. */
type RunningCase<K> = {
  case: Case<K>;
  check: Check<K>;
  session: RunSession<K>;
  attempt: string;
  edit?(step: ReadyStep, index: number): ReadyStep;
};

/** The most values that are tried in search of a smaller one that still fails. */
export const MAX_SHRINK_RUNS = 100;

/** Runs a case. Generated values are tried until one fails and no smaller one does. */
export async function runCase<K>(running: RunningCase<K>): Promise<CaseRun> {
  const { case: tested, session } = running;
  if (!tested.generated) return runSteps(running, undefined);
  let last: CaseRun = { evidence: [], steps: [], exchanges: [] };
  let failing: CaseRun | undefined;
  let tries = 0;
  let runs = 0;
  // fast-check takes an error for a value that fails, and does not report it
  const errors: unknown[] = [];
  const property = fc.asyncProperty(tested.generated.values(session), async value => {
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
  await fc.check(property, { seed: deriveSeed(session.seed, idOf(running)), numRuns: tested.generated.runs });
  if (errors.length > 0) throw errors[0];
  return failing ?? last;
}

/** Runs a case once, with the value that was generated for it. */
export async function runSteps<K>(running: RunningCase<K>, generated: unknown): Promise<CaseRun> {
  const { case: tested, check, session, edit = step => step } = running;
  const steps: ReadyStep[] = [];
  const exchanges: TargetExchange[] = [];
  const evidence: Evidence[] = [];
  const context: CaseContext<K> = {
    known: session.known,
    exchanges,
    pick: createPicker(deriveSeed(session.seed, idOf(running))),
    unique: createUniqueTexts(session.mark, `${idOf(running)} ${running.attempt}`),
    generated,
  };
  const add = (findings: readonly Finding[]) => {
    evidence.push(...collectEvidence(findings, { tested, check, session, exchanges, steps }));
    for (const { observed, at = exchanges.length - 1 } of findings) {
      const [exchange, operation = tested.operation] = [exchanges[at], steps[at]?.operation];
      if (observed && exchange) session.observations.add(observed, { operation, exchange });
    }
  };
  const end = (finding: (statement: string) => Finding) => {
    add(tested.statements.map(finding));
    return { evidence, generated, steps, exchanges };
  };
  try {
    for (const step of inTurn(tested.steps, context)) {
      const ended = session.ended();
      if (ended) return { evidence, generated, steps, exchanges, ended };
      const reason = step.unless?.(context);
      if (reason !== undefined) return { ...end(statement => inconclusive(statement, reason)), stopped: true };
      const ready = edit(resolveStep(step, context), steps.length);
      const exchange = await session.send(ready);
      steps.push(ready);
      exchanges.push(exchange);
      const { findings, hasStatus, usable } = judgeResponse(ready, exchange, session);
      evidence.push(...findings);
      const { response } = exchange;
      if (hasStatus && response && !isExpected(ready.expects, response.status)) {
        const { status, json, text } = response;
        const expected = typeof ready.expects === 'string' ? ready.expects : ready.expects.join(' or ');
        const documented = session.operation(ready.operation).statuses.has(status);
        const causes = listStatusCauses(response, {
          check: check.id,
          operation: ready.operation,
          expected,
          documented,
        });
        const got = `${status} ${formatValue(json ?? text)}`;
        return end(statement => fails(statement, { message: `The status is ${status}.`, expected, got, causes }));
      }
      if (!usable) return end(statement => inconclusive(statement, 'There was no response that could be judged.'));
    }
  } catch (error) {
    if (!(error instanceof ValueNotFound)) throw error;
    return end(statement => inconclusive(statement, `The target showed no ${error.message}.`));
  }
  add(check.judge({ case: tested, exchanges, known: session.known }));
  return { evidence, generated, steps, exchanges, judged: true };
}

/** Each step, and behind it those that the responses lead to. */
function* inTurn<K>(steps: readonly Step<K>[], context: CaseContext<K>): Generator<Step<K>> {
  for (const first of steps) {
    const { most = 0 } = first.next ?? {};
    let step: Step<K> | undefined = first;
    for (let count = 0; step && count <= most; count += 1) {
      yield step;
      step = step.next?.step(context);
    }
  }
}

/** Repeats the reads after the last write of a run, and judges their responses together with the exchanges before them. */
export async function readAgain<K>({ case: tested, check, session }: RunningCase<K>, run: CaseRun): Promise<CaseRun> {
  const from = indexAfterWrites(run, session);
  const exchanges = run.exchanges.slice(0, from);
  for (const step of run.steps.slice(from)) exchanges.push(await session.send(step));
  const ended = session.gone?.why;
  if (ended) return { ...run, exchanges, ended };
  const findings = check.judge({ case: tested, exchanges, known: session.known });
  const evidence = collectEvidence(findings, { tested, check, session, exchanges, steps: run.steps });
  return { ...run, exchanges, evidence };
}

/** The index of the first step after the last write; the number of steps if no step follows it. */
export function indexAfterWrites<K>({ steps }: CaseRun, session: RunSession<K>): number {
  return steps.findLastIndex(step => session.methodOf(step) !== 'GET') + 1;
}

export function isFailing({ evidence }: Pick<CaseRun, 'evidence'>): boolean {
  return evidence.some(({ verdict }) => verdict === 'fail');
}

type Judged<K> = {
  tested: Case<K>;
  check: Check<K>;
  session: RunSession<K>;
  exchanges: readonly TargetExchange[];
  steps: readonly { operation: string }[];
};

function collectEvidence<K>(
  findings: readonly Finding[],
  { tested, check, session, exchanges, steps }: Judged<K>,
): Evidence[] {
  return findings.flatMap(finding => {
    const at = finding.at ?? exchanges.length - 1;
    const [exchange, operation = tested.operation] = [exchanges[at], steps[at]?.operation];
    const exchangeKept = exchange && { exchange: summariseExchange(exchange) };
    return session.present({ check: check.id, operation, ...finding, ...exchangeKept });
  });
}

function idOf<K>({ check, case: { id } }: RunningCase<K>): string {
  return `${check.id} ${id}`;
}

function isExpected(expected: ExpectedStatus, status: number): boolean {
  if (expected === 'any' || expected === 'described') return true;
  return expected === '4xx' ? status >= 400 && status < 500 : expected.includes(status);
}
