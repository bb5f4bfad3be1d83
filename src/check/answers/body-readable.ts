import type { Reply } from '../../target/index.js';
import { fails, passes } from '../check.js';
import { type AnswerCheck, statementFor } from './answer-check.js';

const ID = 'body-readable';

export const bodyReadable: AnswerCheck = {
  id: ID,
  says: 'The body of a response is what its headers say: whole, packed as they say, and JSON where they say so.',
  judge({ step, exchange: { reply }, session }) {
    if (!reply) return [];
    const statement = statementFor(ID, session, session.operation(step.operation));
    const { flaw } = reply;
    // where any form will do, text that is no JSON is one, too
    const isAnyForm = step.formless || step.expects === 'any';
    if (!flaw || (flaw.kind === 'no-json' && isAnyForm)) return reply.json === undefined ? [] : [passes(statement)];
    const message = `The body ${flaw.message}.`;
    return [fails(statement, { message, expected: 'a body that is what its headers say', got: headOf(reply) })];
  },
};

/** The status, and the headers that say how to read the body. */
function headOf({ status, headers }: Reply): string {
  const telling = Object.entries(headers).filter(([name]) => /^(content-|transfer-encoding$)/.test(name));
  const list = telling.map(([name, value]) => `${name}: ${value}`).join(', ');
  return `${status} with ${list || 'no header about its body'}`;
}
