import supertest from 'supertest';
import { describe, expect, test } from 'vitest';
import { fakeApp } from './fake-api.js';

const GOOD = { status: 200, body: '{"ok":true}' };
const BAD = [
  { status: 200, body: '{"ok":false}' },
  { status: 201, body: '{"ok":true}' },
  { status: 404, body: '{}' },
];

describe.each([
  ['get', '/read'],
  ['post', '/write'],
  ['get', '/fake/read'],
] as const)('%s %s', (method, path) => {
  test.each(BAD)('A response that violates the contract becomes a problem: %j', async bad => {
    const { app, failures } = await fakeApp({ respond: () => bad }, { validateResponses: true });
    const response = await supertest(app)[method](path);
    expect(response.status).toBe(500);
    expect(response.type).toBe('application/problem+json');
    expect(response.headers['access-control-allow-origin']).toBe('*');
    expect(response.body).toMatchObject({ status: 500, code: 'response-violates-contract' });
    expect(response.body.detail).toContain(`responded ${bad.status}`);
    expect(response.body.detail).toContain('/ok must be true (fake.json#/ok)');
    expect(failures).toEqual([expect.objectContaining({ code: 'response-violates-contract' })]);
  });

  test('A valid response is sent as it is', async () => {
    const { app, failures } = await fakeApp({ respond: () => GOOD }, { validateResponses: true });
    const response = await supertest(app)[method](path);
    expect([response.status, response.text, response.type]).toEqual([200, GOOD.body, 'application/json']);
    expect(failures).toEqual([]);
  });

  test('Without validation every response is sent as it is', async () => {
    const { app, failures } = await fakeApp({ respond: () => ({ status: 201, body: '[]' }) });
    const response = await supertest(app)[method](path);
    expect([response.status, response.text]).toEqual([201, '[]']);
    expect(failures).toEqual([]);
  });
});

test('A refusal is validated, too', async () => {
  const validate = () => [{ place: 'body', path: [], expected: 'json' }] as const;
  const { app } = await fakeApp({ validate, respond: () => GOOD }, { validateResponses: true });
  expect((await supertest(app).post('/write')).body.code).toBe('response-violates-contract');
});
