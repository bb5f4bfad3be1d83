import { type Exchange, headOf } from '../../target/index.js';
import type { Evidence } from '../run-case.js';
import type { Session } from '../session.js';
import type { ReadyStep } from '../step-request.js';
import { answerSchema } from './answer-schema.js';
import { bodyReadable } from './body-readable.js';
import { jsonMedia } from './json-media.js';
import { noServerError } from './no-server-error.js';

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
