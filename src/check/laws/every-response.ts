import { type Exchange, headOf, isJsonType, mediaTypeOf, type Reply } from '../../target/index.js';
import { fails, passes, shown } from '../model/check.js';
import { answerCause, withoutValues } from '../outcome/root-causes.js';
import type { Evidence } from '../run/run-case.js';
import type { Session } from '../run/session.js';
import type { ReadyStep } from '../run/step-request.js';
import { type AnswerCheck, statementFor } from './response-check.js';
import { answerSchema } from './response-schema.js';

const NO_SERVER_ERROR = 'no-server-error';

export const noServerError: AnswerCheck = {
  id: NO_SERVER_ERROR,
  says: 'Whatever is asked, an answer comes, and it is no 5xx.',
  judge({ step, exchange: { reply, failure }, session }) {
    const statement = statementFor(NO_SERVER_ERROR, session, session.operation(step.operation));
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

const BODY_READABLE = 'body-readable';

const bodyReadable: AnswerCheck = {
  id: BODY_READABLE,
  says: 'The body of a response is what its headers say: whole, packed as they say, and JSON where they say so.',
  judge({ step, exchange: { reply }, session }) {
    if (!reply) return [];
    const statement = statementFor(BODY_READABLE, session, session.operation(step.operation));
    const { flaw } = reply;
    // where any form will do, text that is no JSON is one, too
    const isAnyForm = step.formless || step.expects === 'any';
    if (!flaw || (flaw.kind === 'no-json' && isAnyForm)) return reply.json === undefined ? [] : [passes(statement)];
    const message = `The body ${flaw.message}.`;
    return [fails(statement, { message, expected: 'a body that is what its headers say', got: formatHead(reply) })];
  },
};

/** The status, and the headers that say how to read the body. */
function formatHead({ status, headers }: Reply): string {
  const telling = Object.entries(headers).filter(([name]) => /^(content-|transfer-encoding$)/.test(name));
  const list = telling.map(([name, value]) => `${name}: ${value}`).join(', ');
  return `${status} with ${list || 'no header about its body'}`;
}

const JSON_MEDIA = 'json-media';

const jsonMedia: AnswerCheck = {
  id: JSON_MEDIA,
  says: 'A JSON answer is announced as application/json or as …+json, with any parameters.',
  judge({ step, exchange: { reply }, session }) {
    if (!reply || reply.json === undefined || step.expects === 'any') return [];
    const statement = statementFor(JSON_MEDIA, session, session.operation(step.operation));
    const mediaType = mediaTypeOf(reply);
    if (isJsonType(mediaType)) return [passes(statement)];
    const got = mediaType || 'no Content-Type';
    return [fails(statement, { message: 'JSON is announced as something else.', expected: 'application/json', got })];
  },
};

/** The checks of every answer, whatever it was asked for. */
export const ANSWER_CHECKS = [noServerError, bodyReadable, jsonMedia, answerSchema] as const;

/** What every answer is held to; `usable` if the check that asked for it can go on, `answered` if its status can be judged. */
export function judgedAnswer<K>(
  step: ReadyStep,
  exchange: Exchange,
  session: Session<K>,
): { findings: readonly Evidence[]; answered: boolean; usable: boolean } {
  const findings = (step.companion ? [] : ANSWER_CHECKS).flatMap(({ id, judge }) =>
    judge({ step, exchange, session }).flatMap((finding): readonly Evidence[] =>
      session.presentable({ check: id, operation: step.operation, exchange: headOf(exchange), ...finding }),
    ),
  );
  const { status = 500, flaw } = exchange.reply ?? {};
  const answered = status < 500 && status !== 429;
  const readable = flaw === undefined || (flaw.kind === 'no-json' && step.formless === true);
  return { findings, answered, usable: answered && (readable || step.expects === 'any') };
}
