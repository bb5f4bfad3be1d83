import { fails, passes, shown } from '../check.js';
import { type AnswerCheck, statementFor } from './answer-check.js';

const ID = 'no-server-error';

export const noServerError: AnswerCheck = {
  id: ID,
  says: 'Whatever is asked, an answer comes, and it is no 5xx.',
  judge({ step, exchange: { reply, failure }, session }) {
    const statement = statementFor(ID, session, session.operation(step.operation));
    // nobody there is no answer of a server; if it lasts, the run ends
    if (failure?.kind === 'refused') return [];
    if (failure) return [fails(statement, { message: failure.message, expected: 'an answer', got: 'none' })];
    if (!reply || reply.status < 500) return [passes(statement)];
    const got = `${reply.status} ${shown(reply.json ?? reply.text)}`;
    return [fails(statement, { message: `Answered ${reply.status}.`, expected: 'any answer but a 5xx', got })];
  },
};
