import type { Operation, SchemaFlaw } from '../../contract/index.js';
import { pointerOf, valueAt } from '../../kernel/index.js';
import type { TargetResponse } from '../../target/index.js';
import { type Finding, fails, passes, shown } from '../model/check.js';
import { groupBy } from '../model/group-by.js';
import type { Session } from '../run/session.js';
import { findStatement, type ResponseCheck } from './response-check.js';

const ID = 'answer-schema';

/** After how many answers of one status its form counts as exercised by whatever it had to show. */
const MIN_RESPONSES = 20;

/** The most flaws of one answer that are told: a thousand users may all have the same. */
const MAX_ISSUES = 5;

export const responseSchema: ResponseCheck = {
  id: ID,
  says: 'An answer has the form that its page gives it.',
  judge({ step, exchange: { response }, session }) {
    const operation = session.operation(step.operation);
    if (
      !response ||
      response.issue ||
      step.formless ||
      step.expects === 'any' ||
      !operation.statuses.has(response.status)
    )
      return [];
    if (step.expects !== '4xx' && !step.expects.includes(response.status)) return [];
    if (response.json === undefined) return [judgeNoJson(response, { operation, session })];
    const answer = { status: response.status, mediaType: 'application/json', body: response.json };
    const issues = operation.violations(answer);
    if (issues.length > 0) return judgeIssues(issues, { body: response.json, operation, session });
    if (session.coverage.judged(operation.id, response.status) > MIN_RESPONSES) return [];
    const places = operation.touched(answer);
    return session.contract
      .statements()
      .filter(({ supports }) => supports.includes(ID) && supports.some(place => places.has(place)))
      .map(({ id }) => passes(id));
  },
};

/** An answer whose body is no JSON at all has no form. */
function judgeNoJson(
  { status, headers, text }: TargetResponse,
  { operation, session }: { operation: Operation; session: Session<unknown> },
): Finding {
  const schemaPath = `${operation.place}/responses/${status}/content/application~1json/schema`;
  return fails(statementOf({ schemaPath, path: [], expected: 'choice' }, { operation, session }), {
    message: `A ${status} has no JSON.`,
    expected: 'JSON',
    got: `${status} ${headers['content-type'] ?? 'without a content type'}, ${text === '' ? 'no body' : shown(text)}`,
    causes: [`${schemaPath}: no JSON`],
  });
}

function judgeIssues(
  issues: readonly SchemaFlaw[],
  { body, operation, session }: { body: unknown; operation: Operation; session: Session<unknown> },
): Finding[] {
  const byPlace = new Map(pickBestBranches(issues).map(issue => [`${issue.schemaPath} ${issue.path.at(-1)}`, issue]));
  return [...byPlace.values()].slice(0, MAX_ISSUES).map(issue => {
    const where = pointerOf(issue.path);
    const value = valueAt(body, where);
    const hidden = /passw(or)?d$/.test(where) && value !== undefined;
    return fails(statementOf(issue, { operation, session }), {
      message: `${where || 'The answer'} ${issue.expected === 'required' ? 'is missing' : issue.message}.`,
      expected: issue.wanted,
      got: hidden ? `[${typeof value}]` : shown(value),
      causes: [issue.schemaPath],
    });
  });
}

/** Of a choice between branches only the flaws of the one that fits best: the others were not meant. */
function pickBestBranches(issues: readonly SchemaFlaw[]): SchemaFlaw[] {
  const choices = groupBy(issues, ({ schemaPath }) => /^.*\/(?:anyOf|oneOf)(?=\/\d+\/)/.exec(schemaPath)?.[0] ?? '');
  return [...choices].flatMap(([choice, all]) => {
    if (choice === '') return all;
    const branches = groupBy(all, ({ schemaPath }) => schemaPath.slice(choice.length).split('/')[1] ?? '');
    return [...branches.values()].reduce((best, one) => (one.length < best.length ? one : best));
  });
}

/** The statement about the innermost part of the schema that has one. */
function statementOf(
  { schemaPath, path, expected }: Pick<SchemaFlaw, 'schemaPath' | 'path' | 'expected'>,
  { operation, session }: { operation: Operation; session: Session<unknown> },
): string {
  const word = schemaPath.slice(0, schemaPath.lastIndexOf('/'));
  const start = expected === 'required' ? `${word}/properties/${path.at(-1)}` : word;
  const supported = session.contract.statements().filter(({ supports }) => supports.includes(ID));
  for (let place = start; place.includes('#'); place = place.slice(0, Math.max(place.lastIndexOf('/'), 0))) {
    const statement = supported.find(({ supports }) => supports.includes(place));
    if (statement) return statement.id;
  }
  return findStatement(ID, session, operation);
}
