import * as fc from 'fast-check';
import type { Case, ReadyStep } from '../model/case.js';
import type { Check, Evidence } from '../model/check.js';
import { groupBy } from '../model/group-by.js';
import type { CaseOutcome } from '../model/outcome.js';
import { deriveSeed } from '../model/seeded.js';
import type { SmallerRequests } from '../model/suite.js';
import { keyOf } from './confirm.js';
import { type CaseRun, runSteps } from './run-case.js';
import type { RunSession } from './session.js';

/** The most requests in search of a smaller one that shows the same, for each cause. */
export const MAX_SMALLER_REQUESTS = 20;

/** A case that has failed twice, and its first run. */
export type FailedCase<K> = { case: Case<K>; check: Check<K>; run: CaseRun; outcome: CaseOutcome };

/** A finding about a response, and the request that can be made smaller. */
type Start<K> = FailedCase<K> & { shown: Evidence; at: number; smaller: SmallerRequests };

/**
 * Makes requests smaller whose responses break what every response has to keep, as long as they go on showing that: the reported one
 * is the smallest. A request that a law compares with its response stays as the law has made it. Returns the outcomes that change.
 */
export async function shrink<K>(
  failed: readonly FailedCase<K>[],
  session: RunSession<K>,
): Promise<ReadonlyMap<CaseOutcome, CaseOutcome>> {
  const starts = groupBy(
    failed.flatMap(one => findStart(one, session)),
    ({ shown }) => shown.causes?.join(' ') ?? keyOf(shown),
  );
  const changed = new Map<CaseOutcome, CaseOutcome>();
  for (const group of starts.values()) {
    const [first] = group.toSorted((left, right) => rank(left) - rank(right));
    if (!first) continue;
    const { outcome } = first;
    changed.set(outcome, { ...outcome, evidence: await findSmallest(first, session) });
  }
  return changed;
}

function findStart<K>(one: FailedCase<K>, { suite }: RunSession<K>): Start<K>[] {
  const ofResponses = new Set(suite.responseChecks.map(({ id }) => id));
  const shown = one.outcome.evidence.find(({ verdict, check }) => verdict === 'fail' && ofResponses.has(check));
  const at = one.run.exchanges.findIndex(({ request }) => request === shown?.exchange?.request);
  const step = one.run.steps[at];
  const smaller = step && suite.smaller?.(step);
  // what has no response takes long or stops the server, and what was generated is the smallest already
  return shown?.exchange?.response && smaller && !one.case.generated ? [{ ...one, shown, at, smaller }] : [];
}

/** What breaks little of the description shows more than what breaks much; of the same, the smallest comes first. */
function rank<K>({ smaller: { breaks, value } }: Start<K>): number {
  return breaks * 1e9 + JSON.stringify(value).length;
}

async function findSmallest<K>(start: Start<K>, session: RunSession<K>): Promise<readonly Evidence[]> {
  const { case: one, check, outcome, shown, at, smaller } = start;
  const isSame = (other: Evidence) => other.verdict === 'fail' && keyOf(other) === keyOf(shown);
  const seed = deriveSeed(session.seed, `${check.id} ${one.id}`);
  const seen = new Set<string>();
  let sent = 0;
  let value = smaller.value;
  let smallest: CaseRun | undefined;
  for (const listValues of smaller.ways) {
    const first = value;
    const property = fc.asyncProperty(listValues(first), async candidate => {
      if (candidate === first) return false;
      const text = JSON.stringify(candidate);
      const isTried = seen.has(text) || !smaller.isAlike(candidate);
      if (isTried || session.ended() || sent + one.steps.length > MAX_SMALLER_REQUESTS) return true;
      seen.add(text);
      const edit = (ready: ReadyStep, index: number) => (index === at ? smaller.apply(ready, candidate) : ready);
      const run = await runSteps({ case: one, check, session, attempt: `smaller ${seen.size}`, edit }, undefined);
      sent += run.exchanges.length;
      if (!run.evidence.some(isSame)) return true;
      value = candidate;
      smallest = run;
      return false;
    });
    await fc.check(property, { seed, numRuns: 1, examples: [[first]] });
  }
  const found = smallest?.evidence.filter(isSame) ?? [];
  return found.length === 0 ? outcome.evidence : [...found, ...outcome.evidence.filter(other => !isSame(other))];
}
