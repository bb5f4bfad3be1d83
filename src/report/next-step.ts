import type { CheckViolation } from '../check/index.js';
import type { Statement } from '../contract/index.js';

/** Why a statement may be wrong, by its certainty. */
const DOUBTS: Readonly<Record<Statement['certainty'], string | undefined>> = {
  explicit: undefined,
  derived: 'the document only shows this and does not say it',
  ruled: 'the documents do not decide this and the reading is our decision',
  companion: 'no document says this',
  generated: 'no document says this',
};

/** What a person should do next about a violation. */
export function nextStep(
  violation: CheckViolation,
  { api, statement, law }: { api: string; statement: Statement | undefined; law: string | undefined },
): string {
  const repeat = violation.curl === '' ? `run the case ${violation.cases[0] ?? 'again'}` : 'repeat the request above';
  if (violation.flaky)
    return `${capitalise(repeat)} a few times: the violation occurred once, and not when the case was repeated.`;
  const judged = law === undefined ? `the check ${violation.check}` : `the law of ${violation.check}: “${law}”`;
  const step = `Read ${nameSource(violation, api)}, then ${repeat} and compare the response with ${judged}`;
  const sentence = law === undefined ? `${step}.` : step;
  const doubt = statement && DOUBTS[statement.certainty];
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
