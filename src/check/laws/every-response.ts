import {
  isJsonType,
  mediaTypeOf,
  summariseExchange,
  type TargetExchange,
  type TargetResponse,
} from '../../target/index.js';
import { fails, passes, shown } from '../model/check.js';
import { describeResponse, stripValues } from '../outcome/root-causes.js';
import type { Evidence } from '../run/run-case.js';
import type { Session } from '../run/session.js';
import type { ReadyStep } from '../run/step-request.js';
import { findStatement, type ResponseCheck } from './response-check.js';
import { responseSchema } from './response-schema.js';

const NO_SERVER_ERROR = 'no-server-error';

export const noServerError: ResponseCheck = {
  id: NO_SERVER_ERROR,
  says: 'Whatever is asked, an answer comes, and it is no 5xx.',
  judge({ step, exchange: { response, failure }, session }) {
    const statement = findStatement(NO_SERVER_ERROR, session, session.operation(step.operation));
    // nobody there is no answer of a server; if it lasts, the run ends
    if (failure?.kind === 'refused') return [];
    if (failure) {
      const { message } = failure;
      return [fails(statement, { message, expected: 'an answer', got: 'none', causes: [stripValues(message)] })];
    }
    if (!response || response.status < 500) return [passes(statement)];
    const got = `${response.status} ${shown(response.json ?? response.text)}`;
    const causes = [describeResponse(response.status, response.text)];
    return [
      fails(statement, { message: `Answered ${response.status}.`, expected: 'any answer but a 5xx', got, causes }),
    ];
  },
};

const BODY_READABLE = 'body-readable';

const bodyReadable: ResponseCheck = {
  id: BODY_READABLE,
  says: 'The body of a response is what its headers say: whole, packed as they say, and JSON where they say so.',
  judge({ step, exchange: { response }, session }) {
    if (!response) return [];
    const statement = findStatement(BODY_READABLE, session, session.operation(step.operation));
    const { issue } = response;
    // where any form will do, text that is no JSON is one, too
    const isAnyForm = step.formless || step.expects === 'any';
    if (!issue || (issue.kind === 'no-json' && isAnyForm))
      return response.json === undefined ? [] : [passes(statement)];
    const message = `The body ${issue.message}.`;
    return [fails(statement, { message, expected: 'a body that is what its headers say', got: formatHead(response) })];
  },
};

/** The status, and the headers that say how to read the body. */
function formatHead({ status, headers }: TargetResponse): string {
  const telling = Object.entries(headers).filter(([name]) => /^(content-|transfer-encoding$)/.test(name));
  const list = telling.map(([name, value]) => `${name}: ${value}`).join(', ');
  return `${status} with ${list || 'no header about its body'}`;
}

const JSON_MEDIA = 'json-media';

const jsonMedia: ResponseCheck = {
  id: JSON_MEDIA,
  says: 'A JSON answer is announced as application/json or as …+json, with any parameters.',
  judge({ step, exchange: { response }, session }) {
    if (!response || response.json === undefined || step.expects === 'any') return [];
    const statement = findStatement(JSON_MEDIA, session, session.operation(step.operation));
    const mediaType = mediaTypeOf(response);
    if (isJsonType(mediaType)) return [passes(statement)];
    const got = mediaType || 'no Content-Type';
    return [fails(statement, { message: 'JSON is announced as something else.', expected: 'application/json', got })];
  },
};

/** The checks of every answer, whatever it was asked for. */
export const RESPONSE_CHECKS = [noServerError, bodyReadable, jsonMedia, responseSchema] as const;

/** What every answer is held to; `usable` if the check that asked for it can go on, `answered` if its status can be judged. */
export function judgeResponse<K>(
  step: ReadyStep,
  exchange: TargetExchange,
  session: Session<K>,
): { findings: readonly Evidence[]; answered: boolean; usable: boolean } {
  const findings = (step.companion ? [] : RESPONSE_CHECKS).flatMap(({ id, judge }) =>
    judge({ step, exchange, session }).flatMap((finding): readonly Evidence[] =>
      session.presentable({ check: id, operation: step.operation, exchange: summariseExchange(exchange), ...finding }),
    ),
  );
  const { status = 500, issue } = exchange.response ?? {};
  const answered = status < 500 && status !== 429;
  const readable = issue === undefined || (issue.kind === 'no-json' && step.formless === true);
  return { findings, answered, usable: answered && (readable || step.expects === 'any') };
}
