import type { Exchange } from '../../target/index.js';
import { type Finding, fails, shown } from '../check.js';

/** The statement that a patch which went well is 200 (reading success-status). */
export const STATUS_200 = 'patch.status-200';

/** What is wrong with the answer to a valid patch, which `statement` promises to be accepted; undefined if it is 200. */
export function notAccepted({ reply }: Exchange, statement: string): Finding | undefined {
  const { status = 0, json } = reply ?? {};
  if (status === 200) return undefined;
  const got = `${status} ${shown(json)}`;
  if (status >= 400) return fails(statement, { message: 'A valid patch is refused.', expected: '200', got });
  return fails(STATUS_200, { message: `A valid patch is answered with ${status}.`, expected: '200', got });
}
