import { createMock } from 'understudy-api';

export default async function startMock() {
  const mock = await createMock();
  process.env.MOCK_URL = await mock.listen();
  process.env.MOCK_TOKEN = mock.tokens.dnl.admin;
  globalThis.stopMock = () => mock.close();
}
