import type { Operation } from '../contract/index.js';

/** An operation that a request can match: its API, method, paths and documented statuses. */
export type KnownOperation = {
  api: string;
  id: string;
  method: string;
  /** Path templates; each begins with a slash. */
  templates: readonly string[];
  statuses: ReadonlySet<number>;
};

/** Lists the operations of an API, with their paths under its name and, if it is served there, at the root. */
export function knownOperations(
  api: string,
  { operations, isAtRoot }: { operations: readonly Operation[]; isAtRoot: boolean },
): KnownOperation[] {
  return operations.map(({ id, method, template, statuses }) => ({
    api,
    id,
    method,
    templates: [...(isAtRoot ? [template] : []), `/${api}${template}`],
    statuses,
  }));
}
