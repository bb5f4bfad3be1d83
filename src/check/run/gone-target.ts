import { summariseExchange, type TargetRequest } from '../../target/index.js';
import { noServerError } from '../laws/every-response.js';
import { findStatement } from '../laws/response-check.js';
import { fails } from '../model/check.js';
import type { CaseOutcome } from '../model/outcome.js';
import { formatLine } from './liveness.js';
import { isFailing } from './run-case.js';
import { SKIPPED_BY } from './run-phases.js';
import type { RunSession } from './session.js';

/** What was in flight when the target went is listed up to so many requests. */
const MAX_LISTED = 6;

/**
 * Where the target has gone away, no request that had no response for that reason is blamed by itself: one finding names the last
 * request that had one, and those that were in flight. There is none where no request was: then nothing but the target ended it.
 */
export function blameOnce<K>(cases: readonly CaseOutcome[], session: RunSession<K>): CaseOutcome[] {
  const { gone } = session;
  if (!gone) return [...cases];
  const others = cases.map(one => withoutBlame(one, { requests: gone.unanswered, reason: SKIPPED_BY[gone.why] }));
  const [first] = gone.inFlight;
  if (!first) return others;
  const { operation } = first.step;
  const statement = findStatement(noServerError.id, session, session.operation(operation));
  const lines = gone.inFlight.map(({ exchange }) => formatLine(exchange.request));
  const more = lines.length > MAX_LISTED ? ` and ${lines.length - MAX_LISTED} more` : '';
  const finding = fails(statement, {
    message: `The target ${gone.why === 'lost' ? 'went away' : 'stopped responding'} after ${gone.after ?? 'no response'}.`,
    expected: 'a response',
    got: `none to ${lines.slice(0, MAX_LISTED).join(', ')}${more}, which ${lines.length === 1 ? 'was' : 'were'} in flight`,
    causes: ['the target went away'],
  });
  const evidence = session.present({
    check: noServerError.id,
    operation,
    exchange: summariseExchange(first.exchange),
    ...finding,
  });
  const blamed: CaseOutcome = {
    check: noServerError.id,
    id: 'the target goes away',
    operation,
    statements: [statement],
    verdict: 'fail',
    evidence,
    milliseconds: 0,
  };
  return evidence.length > 0 ? [...others, blamed] : others;
}

/** The case without what is said of requests that the target did not live to see. */
function withoutBlame(
  one: CaseOutcome,
  { requests, reason }: { requests: ReadonlySet<TargetRequest>; reason: string },
): CaseOutcome {
  const evidence = one.evidence.filter(({ exchange }) => exchange === undefined || !requests.has(exchange.request));
  if (evidence.length === one.evidence.length) return one;
  return isFailing({ evidence }) ? { ...one, evidence } : { ...one, evidence: [], verdict: 'skipped', reason };
}
