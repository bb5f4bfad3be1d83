import type { OperationRule } from '../../resources.js';

/** The query parameters that select, order and page what an operation is about. */
export function usedParameters(rule: OperationRule | undefined): string[] {
  return [...Object.keys(rule?.filters ?? {}), ...(rule?.search ?? []), ...placingParameters(rule)];
}

/** The query parameters that select no records, but order and page them. */
export function placingParameters({ paging, order = {} }: Partial<OperationRule> = {}): string[] {
  const { page, offset, after, before, size } = (paging ?? {}) as Readonly<Record<string, string | undefined>>;
  return [page, offset, after, before, size, order.by, order.direction].filter(name => name !== undefined);
}
