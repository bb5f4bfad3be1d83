import type { Operation, Statement } from '../../contract/index.js';
import type { TargetExchange } from '../../target/index.js';
import type { Finding } from '../model/check.js';
import type { Session } from '../run/session.js';
import type { ReadyStep } from '../run/step-request.js';

/** Judges every answer. */
export type ResponseCheck = {
  id: string;
  says: string;
  judge(given: { step: ReadyStep; exchange: TargetExchange; session: Session<unknown> }): readonly Finding[];
};

/** The statement by which a check judges an operation: the first it supports that is about it, else the first at all. */
export function findStatement(check: string, { contract }: Session<unknown>, operation: Operation): string {
  const supported = contract.statements().filter(({ supports }) => supports.includes(check));
  const about = (statement: Statement) => statement.supports.some(place => place.startsWith(`${operation.place}/`));
  return (supported.find(about) ?? supported[0])?.id ?? '';
}
