import type { Operation } from '../contract/index.js';

/** An operation that requests can be about: of which API, with which method, at which paths, with which outcomes. */
export type KnownOperation = {
  api: string;
  id: string;
  method: string;
  /** Path templates, each from the first slash on. */
  templates: readonly string[];
  statuses: ReadonlySet<number>;
};

/** The operations of an API, at their paths below its name and, if it is served there, at the root. */
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
