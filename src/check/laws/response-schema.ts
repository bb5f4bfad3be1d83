import type { Operation } from '../../contract/index.js';
import { formatPointer, valueAt } from '../../kernel/index.js';
import type { SchemaIssue } from '../../openapi/index.js';
import type { TargetResponse } from '../../target/index.js';
import { type Finding, fails, formatValue, passes } from '../model/check.js';
import { groupBy } from '../model/group-by.js';
import type { ResponseCheck, Session } from '../model/suite.js';
import { findStatement } from './response-check.js';

const ID = 'answer-schema';

/** After this many responses with one status, its form counts as exercised and further responses are only searched for issues. */
const MIN_RESPONSES = 20;

/** The most issues of one response that are reported: a thousand records may all have the same one. */
const MAX_ISSUES = 5;

export const responseSchema: ResponseCheck = {
  id: ID,
  says: 'A response has the form that its page describes.',
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
    if (typeof step.expects !== 'string' && !step.expects.includes(response.status)) return [];
    if (response.json === undefined) return [judgeNoJson(response, { operation, session })];
    const facts = { status: response.status, mediaType: 'application/json', body: response.json };
    const issues = operation.violations(facts);
    if (issues.length > 0) return judgeIssues(issues, { body: response.json, operation, session });
    if (session.coverage.countJudged(operation.id, response.status) > MIN_RESPONSES) return [];
    const places = operation.touched(facts);
    return session.contract
      .statements()
      .filter(({ supports }) => supports.includes(ID) && supports.some(place => places.has(place)))
      .map(({ id }) => passes(id));
  },
};

/** A body that is not JSON has no form. */
function judgeNoJson(
  { status, headers, text }: TargetResponse,
  { operation, session }: { operation: Operation; session: Session<unknown> },
): Finding {
  const schemaPath = `${operation.place}/responses/${status}/content/application~1json/schema`;
  return fails(findSchemaStatement({ schemaPath, path: [], expected: 'choice' }, { operation, session }), {
    message: `A response with status ${status} has no JSON.`,
    expected: 'JSON',
    got: `${status} ${headers['content-type'] ?? 'without a content type'}, ${text === '' ? 'no body' : formatValue(text)}`,
    causes: [`${schemaPath}: no JSON`],
  });
}

function judgeIssues(
  issues: readonly SchemaIssue[],
  { body, operation, session }: { body: unknown; operation: Operation; session: Session<unknown> },
): Finding[] {
  const byPlace = new Map(pickBestBranches(issues).map(issue => [`${issue.schemaPath} ${issue.path.at(-1)}`, issue]));
  return [...byPlace.values()].slice(0, MAX_ISSUES).map(issue => {
    const where = formatPointer(issue.path);
    const value = valueAt(body, where);
    const hidden = /passw(or)?d$/.test(where) && value !== undefined;
    return fails(findSchemaStatement(issue, { operation, session }), {
      message: `${where || 'The response'} ${issue.expected === 'required' ? 'is missing' : issue.message}.`,
      expected: issue.wanted,
      got: hidden ? `[${typeof value}]` : formatValue(value),
      causes: [issue.schemaPath],
    });
  });
}

/** Where a schema has branches, only the issues of the branch that fits best: the server did not mean the others. */
export function pickBestBranches(issues: readonly SchemaIssue[]): SchemaIssue[] {
  const choices = groupBy(issues, ({ schemaPath }) => /^.*\/(?:anyOf|oneOf)(?=\/\d+\/)/.exec(schemaPath)?.[0] ?? '');
  return [...choices].flatMap(([choice, all]) => {
    if (choice === '') return all;
    const branches = groupBy(all, ({ schemaPath }) => schemaPath.slice(choice.length).split('/')[1] ?? '');
    return [...branches.values()].reduce((best, one) => (one.length < best.length ? one : best));
  });
}

/** The statement about the innermost part of the schema that has one. */
function findSchemaStatement(
  { schemaPath, path, expected }: Pick<SchemaIssue, 'schemaPath' | 'path' | 'expected'>,
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
