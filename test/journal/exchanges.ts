import type { DescribeExchange, Exchange } from '../../src/journal/index.js';

/** An exchange of no interest but for what is said of it. */
export function exchangeOf(parts: Partial<Exchange> = {}): Exchange {
  return {
    method: 'GET',
    url: '/v1/user/list',
    prefix: '',
    path: '/v1/user/list',
    search: '',
    requestHeaders: { host: 'localhost:8000', accept: '*/*' },
    status: 200,
    responseHeaders: ['Content-Type', 'application/json'],
    startedAt: 1_500_000_000_000,
    milliseconds: 1.5,
    api: 'dnl',
    operation: 'listUsers',
    respondedBy: 'handler',
    unknownParameters: [],
    emptyParameters: [],
    unknownFields: [],
    ...parts,
  };
}

/** Whoever knows no contract. */
export const describeNothing: DescribeExchange = () => ({ violations: [] });
