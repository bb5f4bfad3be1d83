import { fails, passes, shown } from '../check.js';
import { answerCause, withoutValues } from '../root-causes.js';
import { type AnswerCheck, statementFor } from './answer-check.js';

const ID = 'no-server-error';

export const noServerError: AnswerCheck = {
  id: ID,
  says: 'Whatever is asked, an answer comes, and it is no 5xx.',
  judge({ step, exchange: { reply, failure }, session }) {
    const statement = statementFor(ID, session, session.operation(step.operation));
    // nobody there is no answer of a server; if it lasts, the run ends
    if (failure?.kind === 'refused') return [];
    if (failure) {
      const { message } = failure;
      return [fails(statement, { message, expected: 'an answer', got: 'none', causes: [withoutValues(message)] })];
    }
    if (!reply || reply.status < 500) return [passes(statement)];
    const got = `${reply.status} ${shown(reply.json ?? reply.text)}`;
    const causes = [answerCause(reply.status, reply.text)];
    return [fails(statement, { message: `Answered ${reply.status}.`, expected: 'any answer but a 5xx', got, causes })];
  },
};
