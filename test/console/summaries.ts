import type { RequestSummary } from '../../src/console/page/data/request-types.js';

/** A request as lists show it. */
export function summary(changes: Partial<RequestSummary> = {}): RequestSummary {
  return {
    id: 1,
    at: '2026-11-30T12:00:00.000Z',
    milliseconds: 12,
    method: 'GET',
    url: '/v1/user/list?page=2',
    status: 200,
    api: 'dnl',
    operation: 'listUsers',
    respondedBy: 'handler',
    violations: 0,
    ...changes,
  };
}

/** Requests with these numbers. */
export function numbered(...ids: number[]): RequestSummary[] {
  return ids.map(id => summary({ id }));
}
