import type { OperationRule } from '../../resource/index.js';
import type { HandlerCall, RequestIssue } from '../../server/index.js';

/** What is wrong with the values of filters that may have only some, beside what the description finds. */
export function filterIssues(
  filters: OperationRule['filters'] = {},
  { query, repeated }: Pick<HandlerCall, 'query' | 'repeated'>,
): RequestIssue[] {
  return Object.entries(filters).flatMap(([name, { only }]) => {
    if (!only || !Object.hasOwn(query, name)) return [];
    const sent = repeated[name] ?? [query[name]].flat();
    const message = `must be one of ${only.join(', ')}`;
    return sent
      .filter(value => !only.includes(value))
      .map(value => ({ place: 'query', path: [name], expected: 'choice', message, value }) as const);
  });
}
