import supertest from 'supertest';
import { describe, expect, test } from 'vitest';
import { fakeApp } from './fake-api.js';

const GOOD = { status: 200, json: '{"ok":true}' };
const BAD = [
  { status: 200, json: '{"ok":false}' },
  { status: 201, json: '{"ok":true}' },
  { status: 404, json: '{}' },
];

describe.each([
  ['get', '/read'],
  ['post', '/write'],
  ['get', '/fake/read'],
] as const)('%s %s', (method, path) => {
  test.each(BAD)('An answer that violates the contract becomes a problem that says so: %j', async bad => {
    const { app, failures } = await fakeApp({ answer: () => bad }, { validateResponses: true });
    const answer = await supertest(app)[method](path);
    expect(answer.status).toBe(500);
    expect(answer.type).toBe('application/problem+json');
    expect(answer.headers['access-control-allow-origin']).toBe('*');
    expect(answer.body).toMatchObject({ status: 500, code: 'response-violates-contract' });
    expect(answer.body.detail).toContain(`answered ${bad.status}`);
    expect(answer.body.detail).toContain('/ok must be true (fake.json#/ok)');
    expect(failures).toEqual([expect.objectContaining({ code: 'response-violates-contract' })]);
  });

  test('An answer that keeps the contract is sent as it is', async () => {
    const { app, failures } = await fakeApp({ answer: () => GOOD }, { validateResponses: true });
    const answer = await supertest(app)[method](path);
    expect([answer.status, answer.text, answer.type]).toEqual([200, GOOD.json, 'application/json']);
    expect(failures).toEqual([]);
  });

  test('Where nobody judges, every answer is sent as it is', async () => {
    const { app, failures } = await fakeApp({ answer: () => ({ status: 201, json: '[]' }) });
    const answer = await supertest(app)[method](path);
    expect([answer.status, answer.text]).toEqual([201, '[]']);
    expect(failures).toEqual([]);
  });
});

test('A refusal is held against the contract too', async () => {
  const validate = () => [{ place: 'body', path: [], expected: 'json' }] as const;
  const { app } = await fakeApp({ validate, answer: () => GOOD }, { validateResponses: true });
  expect((await supertest(app).post('/write')).body.code).toBe('response-violates-contract');
});
