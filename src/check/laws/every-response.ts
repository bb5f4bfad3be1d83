import { isBodiless } from '../../openapi/index.js';
import {
  isJsonType,
  readMediaType,
  summariseExchange,
  type TargetExchange,
  type TargetResponse,
} from '../../target/index.js';
import type { ReadyStep } from '../model/case.js';
import { type Evidence, fails, formatValue, passes } from '../model/check.js';
import type { ResponseCheck, Session, Suite } from '../model/suite.js';
import { describeResponse, findStatement, stripValues } from './response-check.js';
import { responseSchema } from './response-schema.js';

const NO_SERVER_ERROR = 'no-server-error';

export const noServerError: ResponseCheck = {
  id: NO_SERVER_ERROR,
  says: 'Every request gets a response, and no response is a 5xx.',
  judge({ step, exchange: { response, failure }, session }) {
    const statement = findStatement(NO_SERVER_ERROR, session, session.operation(step.operation));
    // no server refused the connection; if that lasts, the run ends
    if (failure?.kind === 'refused') return [];
    if (failure) {
      const { message } = failure;
      return [fails(statement, { message, expected: 'a response', got: 'none', causes: [stripValues(message)] })];
    }
    if (!response || response.status < 500) return [passes(statement)];
    const { status, json, text } = response;
    const got = `${status} ${formatValue(json ?? text)}`;
    const causes = [describeResponse(status, text)];
    return [fails(statement, { message: `The status is ${status}.`, expected: 'any status but a 5xx', got, causes })];
  },
};

const BODY_READABLE = 'body-readable';

export const bodyReadable: ResponseCheck = {
  id: BODY_READABLE,
  says: 'The body of a response is what its headers say: complete, encoded as they say, and JSON where they say JSON.',
  judge({ step, exchange: { response }, session }) {
    // such a response has no body, whatever its headers say
    if (!response || isBodiless(response.status)) return [];
    const statement = findStatement(BODY_READABLE, session, session.operation(step.operation));
    const { issue } = response;
    // where no form is promised, a text that is not JSON is allowed
    const isAnyForm = step.formless || step.expects === 'any';
    if (!issue || (issue.kind === 'no-json' && isAnyForm))
      return response.json === undefined ? [] : [passes(statement)];
    const message = `The body ${issue.message}.`;
    return [fails(statement, { message, expected: 'a body that is what its headers say', got: formatHead(response) })];
  },
};

/** The status, and the headers that say how to read the body. */
function formatHead({ status, headers }: TargetResponse): string {
  const aboutBody = Object.entries(headers).filter(([name]) => /^(content-|transfer-encoding$)/.test(name));
  const list = aboutBody.map(([name, value]) => `${name}: ${value}`).join(', ');
  return `${status} with ${list || 'no header about its body'}`;
}

const JSON_MEDIA = 'json-media';

const jsonMedia: ResponseCheck = {
  id: JSON_MEDIA,
  says: 'The media type of a JSON response is application/json or …+json, with any parameters.',
  judge({ step, exchange: { response }, session }) {
    if (!response || response.json === undefined || step.expects === 'any') return [];
    const statement = findStatement(JSON_MEDIA, session, session.operation(step.operation));
    const mediaType = readMediaType(response);
    if (isJsonType(mediaType)) return [passes(statement)];
    const got = mediaType || 'no Content-Type';
    return [fails(statement, { message: 'JSON has another media type.', expected: 'application/json', got })];
  },
};

/** The checks of every response. */
export const RESPONSE_CHECKS = [noServerError, bodyReadable, jsonMedia, responseSchema] as const;

/** A run also selects the findings to keep, and removes secrets from them. */
type JudgingSession<K> = Session<K> & {
  readonly suite: Pick<Suite<K>, 'responseChecks'>;
  present(evidence: Evidence): readonly Evidence[];
};

/** Judges a response by these checks. `hasStatus`: its status can be judged; `usable`: the case can go on with it. */
export function judgeResponse<K>(
  step: ReadyStep,
  exchange: TargetExchange,
  session: JudgingSession<K>,
): { findings: readonly Evidence[]; hasStatus: boolean; usable: boolean } {
  const findings = (step.companion ? [] : session.suite.responseChecks).flatMap(({ id, judge }) =>
    judge({ step, exchange, session }).flatMap(finding =>
      session.present({ check: id, operation: step.operation, exchange: summariseExchange(exchange), ...finding }),
    ),
  );
  const { status = 500, issue } = exchange.response ?? {};
  const hasStatus = status < 500 && status !== 429;
  const readable = issue === undefined || (issue.kind === 'no-json' && step.formless === true);
  return { findings, hasStatus, usable: hasStatus && (readable || step.expects === 'any') };
}
