import { createMock } from 'understudy-api';

/** Starts one mock for all workers, which inherit its URL and token; ends it after them. */
export default async function startMock(): Promise<() => Promise<void>> {
  const mock = await createMock({ validateResponses: true });
  process.env.MOCK_URL = await mock.listen();
  process.env.MOCK_TOKEN = mock.tokens.dnl.admin;
  return () => mock.close();
}
