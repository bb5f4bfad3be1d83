import { createHash } from 'node:crypto';
import type { Operation, Statement } from '../../contract/index.js';
import type { TargetResponse } from '../../target/index.js';
import { requirementId } from '../model/check.js';
import type { Session } from '../model/suite.js';

/**
 * The statement by which a check judges an operation: the requirement of the two, where a description alone makes the contract;
 * else the first that is about the operation, else the first of all.
 */
export function findStatement(check: string, { contract }: Session<unknown>, operation: Operation): string {
  if (contract.isDescribed) return requirementId(check, operation.id);
  const supported = contract.statements().filter(({ supports }) => supports.includes(check));
  const about = (statement: Statement) => statement.supports.some(place => place.startsWith(`${operation.place}/`));
  return (supported.find(about) ?? supported[0])?.id ?? '';
}

/** The causes of a wrong status; `documented` if the operation may respond with it to another request. */
export function listStatusCauses(
  { status, text }: TargetResponse,
  {
    check,
    operation,
    expected,
    documented,
  }: Record<'check' | 'operation' | 'expected', string> & { documented: boolean },
): string[] {
  const accepted = `${status} in place of ${expected}`;
  // a request was accepted that had to be refused: by this operation, or wherever this check sends such a request
  if (status < 300) return [`${check}: ${accepted}`, `${operation}: ${accepted}`];
  return [describeResponse(status, text), ...(documented ? [] : [`${status}, which no page has`])];
}

/** A wrong status with a hash of the text, because the text may hold secrets. */
export function describeResponse(status: number, text: string): string {
  return `${status}: ${createHash('sha256').update(stripValues(text)).digest('hex')}`;
}

/** Removes what differs from request to request: numbers, and the texts that the run makes up. */
export function stripValues(text: string): string {
  return text.replace(/\bus[a-z0-9]{8}-[\w-]+/g, '…').replace(/\d+/g, '#');
}
