import { isJsonType, mediaTypeOf } from '../../target/index.js';
import { fails, passes } from '../check.js';
import { type AnswerCheck, statementFor } from './answer-check.js';

const ID = 'json-media';

export const jsonMedia: AnswerCheck = {
  id: ID,
  says: 'A JSON answer is announced as application/json or as …+json, with any parameters.',
  judge({ step, exchange: { reply }, session }) {
    if (!reply || reply.json === undefined || step.expects === 'any') return [];
    const statement = statementFor(ID, session, session.operation(step.operation));
    const mediaType = mediaTypeOf(reply);
    if (isJsonType(mediaType)) return [passes(statement)];
    const got = mediaType || 'no Content-Type';
    return [fails(statement, { message: 'JSON is announced as something else.', expected: 'application/json', got })];
  },
};
