import type { Express } from 'express';
import supertest from 'supertest';
import { expect, test } from 'vitest';
import { createApp } from '../../src/mock/index.js';
import { Sandboxes } from '../../src/store/index.js';
import { fakeApp, served } from './fake-api.js';

const fine = { answer: () => ({ status: 200, json: '{"ok":true}' }) };

test('What is added to the app beside the pipe is asked as Express asks it', async () => {
  const { app } = await fakeApp(fine);
  (app as unknown as Express).use((_, response, next) => {
    response.setHeader('X-Added', 'yes');
    next();
  });
  // the pipe answers everything, so that what is to have its turn has to stand before it
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

test('What is thrown around the pipe is answered by Express, and the server goes on', async () => {
  const clock = () => {
    throw Object.assign(new Error('no time'), { status: 503 });
  };
  const limits = { bytes: 1000, depth: 10 };
  const { store } = await fakeApp(fine);
  const sandboxes = new Sandboxes(store, { most: 1 });
  const data = { store, sandboxes };
  const app = createApp({ ...data, apis: [], root: '', clock, clockSet: true, limits, judged: false, onFailure() {} });
  const { url } = await served(app);
  for (let request = 0; request < 2; request++) expect((await fetch(url)).status).toBe(503);
});
