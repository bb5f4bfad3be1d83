import type { CaseOutcome, CheckViolation, Outcome, Verdict } from '../check/index.js';
import type { Certainty, Reading } from '../contract/index.js';
import type { ViolationBaseline } from './baseline.js';
import { countReasons, describeEnding } from './model/phrases.js';
import type {
  Inconclusive,
  KnownViolation,
  ObservedReading,
  Report,
  ReportedCase,
  ReportedViolation,
} from './model/report.js';
import { formatKey, groupByCause, sortViolations, violationId } from './model/violations.js';

export type ReportOptions = {
  /** The violations that are expected. */
  baseline?: ViolationBaseline;
};

/** Creates the report of a run. */
export function createReport(outcome: Outcome, { baseline }: ReportOptions = {}): Report {
  const known = baseline?.violations ?? [];
  const { target, api, seed, writes, mark, readings, summary, cases, laws, coverage, created, ended } = outcome;
  const violations = describeViolations(outcome.violations, { api, known, laws });
  const causes = new Map(outcome.violations.map(violation => [violationId(violation), violation.cause]));
  const incomplete = outcome.failure ?? (ended && describeEnding(ended, outcome.lastAnswered));
  // a used-up budget must not hide that the run itself failed
  const isMinor = outcome.failure !== undefined && ended === 'budget';
  return {
    target,
    api,
    seed,
    writes,
    mark,
    readings,
    summary: inKeyOrder(summary),
    rootCauses: groupByCause(violations, ({ id }) => causes.get(id) ?? id),
    violations,
    resolved: known.filter(violation => isResolved(violation, outcome)),
    inconclusive: cases.filter(({ verdict }) => verdict === 'inconclusive').map(inconclusive),
    skipped: countReasons(cases.filter(({ verdict }) => verdict === 'skipped').map(pickReason)),
    coverage,
    created,
    requests: outcome.requests,
    milliseconds: outcome.milliseconds,
    ...(ended && !isMinor && { ended }),
    ...(incomplete !== undefined && { incomplete }),
    background: { cases: cases.map(describeCase), laws, readings: listReadings(readings, outcome.questions) },
  };
}

function inKeyOrder({ pass, fail, flaky, inconclusive, skipped }: Outcome['summary']): Report['summary'] {
  return { pass, fail, flaky, inconclusive, skipped };
}

type ViolationContext = {
  api: string;
  known: readonly KnownViolation[];
  laws: Readonly<Record<string, string>>;
};

function describeViolations(
  violations: Outcome['violations'],
  { api, known, laws }: ViolationContext,
): ReportedViolation[] {
  const reasons = new Map(known.map(violation => [formatKey(violation), violation.reason]));
  return sortViolations(violations).map(violation => {
    const { cases, flaky, cause: _, certainty: __, ...facts } = violation;
    const reason = reasons.get(formatKey(violation));
    const next = nextStep(violation, { api, law: laws[violation.check] });
    return { id: violationId(violation), ...facts, next, cases, ...(reason !== undefined && { known: reason }), flaky };
  });
}

/**
 * Whether a known violation is resolved: it does not occur, its statement has a verdict, and its own check was tested,
 * because other checks may test the same statement.
 */
function isResolved(known: KnownViolation, { violations, statements, cases, ended }: Outcome): boolean {
  const key = formatKey(known);
  if (violations.some(violation => formatKey(violation) === key) || !isDecided(statements[known.statement]))
    return false;
  const ofCheck = cases.filter(({ check }) => check === known.check);
  // the checks of every response have no cases
  if (ofCheck.length === 0) return ended === undefined;
  const own = ofCheck.filter(one => isAbout(known, one));
  // a check may judge a statement that none of its cases names
  const tested = own.length > 0 ? own : ofCheck;
  return tested.every(({ verdict }) => verdict !== 'skipped') && tested.some(({ verdict }) => isDecided(verdict));
}

/** Whether a case is about a violation; a case may lack the parameter that its check reports. */
function isAbout({ statement, parameter }: KnownViolation, one: CaseOutcome): boolean {
  return one.statements.includes(statement) && (one.parameter === undefined || one.parameter === parameter);
}

function isDecided(verdict: Verdict | undefined): boolean {
  return verdict === 'pass' || verdict === 'fail' || verdict === 'flaky';
}

function pickReason({ reason = 'No reason was given.' }: CaseOutcome): { reason: string } {
  return { reason };
}

function inconclusive(one: CaseOutcome): Inconclusive {
  const { check, id, operation, parameter } = one;
  return { check, case: id, operation, ...(parameter !== undefined && { parameter }), ...pickReason(one) };
}

function describeCase({ check, id, operation, verdict, reason, milliseconds }: CaseOutcome): ReportedCase {
  return { check, id, operation, verdict, ...(reason !== undefined && { reason }), milliseconds };
}

function listReadings(readings: Outcome['readings'], known: readonly Reading[]): ObservedReading[] {
  return Object.entries(readings).map(([id, choice]) => {
    const reading = known.find(reading => reading.id === id.replace(/ \(.*$/, ''));
    const means = reading?.choices.find(({ id }) => id === choice)?.means;
    return { id, choice, ...(reading && { question: reading.question }), ...(means !== undefined && { means }) };
  });
}

/** Why a statement may be wrong, by its certainty. */
const DOUBTS: Readonly<Record<Certainty, string | undefined>> = {
  explicit: undefined,
  derived: 'the document shows this but does not say it',
  ruled: 'the documents do not decide this and the reading is our decision',
  companion: 'no document says this',
  generated: 'no document says this',
};

/** What a person should do next about a violation. */
export function nextStep(violation: CheckViolation, { api, law }: { api: string; law: string | undefined }): string {
  const repeat = violation.curl === '' ? `run the case ${violation.cases[0] ?? 'again'}` : 'repeat the request above';
  if (violation.flaky)
    return `${capitalise(repeat)} a few times: the violation occurred once, and not when the case was repeated.`;
  // what a description alone says is the law itself, which stands above
  const quote = law === undefined || law === violation.says ? undefined : law;
  const judged = law === undefined ? `the check ${violation.check}` : `the law of ${violation.check}`;
  const step = `Read ${nameSource(violation, api)}, then ${repeat} and compare the response with ${judged}`;
  const sentence = quote === undefined ? `${step}.` : `${step}: “${quote}”`;
  const doubt = violation.certainty && DOUBTS[violation.certainty];
  return doubt === undefined
    ? sentence
    : `${sentence} Because ${doubt}, the target may be right: then add the violation to a baseline, with the reason.`;
}

function nameSource({ source, statement }: CheckViolation, api: string): string {
  if (source.startsWith('reading ')) return `the ${source} in contracts/${api}/readings.yaml`;
  return /:\d/.test(source) ? source : `the statement ${statement} in contracts/${api}/statements.yaml`;
}

function capitalise(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
