import type { Exchange } from '../../target/index.js';
import type { Evidence } from '../run-case.js';
import type { Session } from '../session.js';
import type { ReadyStep } from '../step-request.js';
import { answerSchema } from './answer-schema.js';
import { jsonMedia } from './json-media.js';
import { noServerError } from './no-server-error.js';

/** The checks of every answer, whatever it was asked for. */
export const ANSWER_CHECKS = [noServerError, jsonMedia, answerSchema] as const;

/** What every answer is held to; `usable` if the check that asked for it can go on. */
export function judgedAnswer<K>(
  step: ReadyStep,
  exchange: Exchange,
  session: Session<K>,
): { findings: readonly Evidence[]; usable: boolean } {
  const findings = (step.companion ? [] : ANSWER_CHECKS).flatMap(({ id, judge }) =>
    judge({ step, exchange, session }).map(
      (finding): Evidence => session.presentable({ check: id, operation: step.operation, exchange, ...finding }),
    ),
  );
  const status = exchange.reply?.status ?? 500;
  return { findings, usable: status < 500 && status !== 429 };
}
