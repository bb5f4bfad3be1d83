import type { CheckViolation } from '../check/index.js';
import type { Statement } from '../contract/index.js';

/** What makes a statement doubtful, where it is. */
const DOUBTS: Readonly<Record<Statement['certainty'], string | undefined>> = {
  explicit: undefined,
  derived: 'the document shows this without saying it',
  ruled: 'the documents leave this open and the reading is our ruling',
  companion: 'no document says this',
  generated: 'no document says this',
};

/** What a person does next about a violation. */
export function nextStep(
  violation: CheckViolation,
  { api, statement, law }: { api: string; statement: Statement | undefined; law: string | undefined },
): string {
  const repeat = violation.curl === '' ? `run the case ${violation.cases[0] ?? 'again'}` : 'repeat the request above';
  if (violation.flaky)
    return `${capitalise(repeat)} a few times: it was seen once, and not when the case was repeated.`;
  const judged = law === undefined ? `the check ${violation.check}` : `the law of ${violation.check}: “${law}”`;
  const step = `Read ${nameSource(violation, api)}, then ${repeat} and hold the answer to ${judged}`;
  const sentence = law === undefined ? `${step}.` : step;
  const doubt = statement && DOUBTS[statement.certainty];
  return doubt === undefined
    ? sentence
    : `${sentence} Since ${doubt}, the target may be right to differ: then put it into a baseline with the reason.`;
}

function nameSource({ source, statement }: CheckViolation, api: string): string {
  if (source.startsWith('reading ')) return `the ${source} in contracts/${api}/readings.yaml`;
  return /:\d/.test(source) ? source : `the statement ${statement} in contracts/${api}/statements.yaml`;
}

function capitalise(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
