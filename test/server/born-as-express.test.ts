import { expect, test } from 'vitest';
import { fakeApp, served } from './fake-api.js';

test('Requests and responses are created with the prototypes of Express, so that Express does not change them', async () => {
  const { app } = await fakeApp({ respond: () => ({ status: 200, body: '{"ok":true}' }) });
  const { server, url } = await served(app);
  const births: boolean[] = [];
  server.prependListener('request', (request, response) => {
    births.push(Object.getPrototypeOf(request) === app.request, Object.getPrototypeOf(response) === app.response);
  });
  expect(await (await fetch(`${url}/read`)).json()).toEqual({ ok: true });
  expect(births).toEqual([true, true]);
});

test('They still work as objects of Node: a body can be sent and read', async () => {
  const { app } = await fakeApp({ respond: ({ body }) => ({ status: 200, body: JSON.stringify(body) }) });
  const { url } = await served(app);
  const response = await fetch(`${url}/write`, { method: 'POST', body: '{"a":1}' });
  expect(await response.json()).toEqual({ a: 1 });
});
