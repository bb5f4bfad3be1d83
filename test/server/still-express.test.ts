import type { Express } from 'express';
import supertest from 'supertest';
import { expect, test } from 'vitest';
import { fakeApp, served } from './fake-api.js';

const fine = { respond: () => ({ status: 200, body: '{"ok":true}' }) };

test('Middleware that is added beside the pipe runs as usual in Express', async () => {
  const { app } = await fakeApp(fine);
  (app as unknown as Express).use((_, response, next) => {
    response.setHeader('X-Added', 'yes');
    next();
  });
  // the pipe responds to everything, so that other middleware must be before it
  (app as unknown as { router: { stack: unknown[] } }).router.stack.reverse();
  for (const url of [(await served(app)).url, app]) {
    const { headers, body } = await supertest(url as string).get('/read');
    expect(headers['x-added']).toBe('yes');
    expect(body).toEqual({ ok: true });
  }
});

test('The app can be mounted in another', async () => {
  const { app } = await fakeApp(fine);
  const { default: express } = await import('express');
  const outer = express().use('/inner', app);
  expect((await supertest(outer).get('/inner/read')).body).toEqual({ ok: true });
  expect((await supertest(outer).get('/read')).status).toBe(404);
});

test('A clock that throws gives a problem, and the server continues', async () => {
  const clock = () => {
    throw new Error('no time');
  };
  const { app, failures } = await fakeApp(fine, { clock });
  const { url } = await served(app);
  for (let request = 0; request < 2; request++) {
    const response = await fetch(url);
    expect([response.status, ((await response.json()) as { code: string }).code]).toEqual([500, 'handler-failed']);
  }
  expect(failures).toHaveLength(2);
});
