import type { Operation, SchemaFlaw } from '../../contract/index.js';
import { pointerOf, valueAt } from '../../kernel/index.js';
import type { Reply } from '../../target/index.js';
import { type Finding, fails, passes, shown } from '../model/check.js';
import { grouped } from '../model/group-by.js';
import type { Session } from '../run/session.js';
import { type AnswerCheck, statementFor } from './response-check.js';

const ID = 'answer-schema';

/** After how many answers of one status its form counts as exercised by whatever it had to show. */
const ENOUGH = 20;

/** The most flaws of one answer that are told: a thousand users may all have the same. */
const MOST_TOLD = 5;

export const answerSchema: AnswerCheck = {
  id: ID,
  says: 'An answer has the form that its page gives it.',
  judge({ step, exchange: { reply }, session }) {
    const operation = session.operation(step.operation);
    if (!reply || reply.flaw || step.formless || step.expects === 'any' || !operation.statuses.has(reply.status))
      return [];
    if (step.expects !== '4xx' && !step.expects.includes(reply.status)) return [];
    if (reply.json === undefined) return [noJson(reply, { operation, session })];
    const answer = { status: reply.status, mediaType: 'application/json', body: reply.json };
    const flaws = operation.violations(answer);
    if (flaws.length > 0) return told(flaws, { body: reply.json, operation, session });
    if (session.coverage.judged(operation.id, reply.status) > ENOUGH) return [];
    const places = operation.touched(answer);
    return session.contract
      .statements()
      .filter(({ supports }) => supports.includes(ID) && supports.some(place => places.has(place)))
      .map(({ id }) => passes(id));
  },
};

/** An answer whose body is no JSON at all has no form. */
function noJson(
  { status, headers, text }: Reply,
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

function told(
  flaws: readonly SchemaFlaw[],
  { body, operation, session }: { body: unknown; operation: Operation; session: Session<unknown> },
): Finding[] {
  const byPlace = new Map(ofBestBranches(flaws).map(flaw => [`${flaw.schemaPath} ${flaw.path.at(-1)}`, flaw]));
  return [...byPlace.values()].slice(0, MOST_TOLD).map(flaw => {
    const where = pointerOf(flaw.path);
    const value = valueAt(body, where);
    const hidden = /passw(or)?d$/.test(where) && value !== undefined;
    return fails(statementOf(flaw, { operation, session }), {
      message: `${where || 'The answer'} ${flaw.expected === 'required' ? 'is missing' : flaw.message}.`,
      expected: flaw.wanted,
      got: hidden ? `[${typeof value}]` : shown(value),
      causes: [flaw.schemaPath],
    });
  });
}

/** Of a choice between branches only the flaws of the one that fits best: the others were not meant. */
function ofBestBranches(flaws: readonly SchemaFlaw[]): SchemaFlaw[] {
  const choices = grouped(flaws, ({ schemaPath }) => /^.*\/(?:anyOf|oneOf)(?=\/\d+\/)/.exec(schemaPath)?.[0] ?? '');
  return [...choices].flatMap(([choice, all]) => {
    if (choice === '') return all;
    const branches = grouped(all, ({ schemaPath }) => schemaPath.slice(choice.length).split('/')[1] ?? '');
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
  return statementFor(ID, session, operation);
}
