import type { RequestListener } from 'node:http';
import { expect, onTestFinished } from 'vitest';
import { createMock, type Mock, type MockOptions } from '../../src/index.js';
import { type Asked, composed, type Wrap } from '../selfproof/exchange.js';
import { wrapped } from '../selfproof/wrapped.js';

export type WrappedMock = {
  mock: Mock;
  /** The mock behind the wrap. */
  app: RequestListener;
  /** Every request that came to the wrap. */
  asked: Asked[];
};

/** A mock of DNL for one test, that differs in what the wrap does, and all that it is asked. */
export async function wrappedMock(wrap: Wrap = server => server, options: MockOptions = {}): Promise<WrappedMock> {
  const mock = await createMock({ apis: ['dnl'], ...options });
  const failures: unknown[] = [];
  onTestFinished(async () => {
    await mock.close();
    expect(failures).toEqual([]);
  });
  const asked: Asked[] = [];
  const noting: Wrap = server => request => {
    asked.push(request);
    return server(request);
  };
  return { mock, asked, app: wrapped(mock.app, composed(noting, wrap), failure => failures.push(failure)) };
}
