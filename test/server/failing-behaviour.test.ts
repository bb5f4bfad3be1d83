import supertest from 'supertest';
import { describe, expect, test } from 'vitest';
import type { Handler } from '../../src/server/index.js';
import { fakeApp } from './fake-api.js';

const OK = { status: 200, json: '{"ok":true}' };

/** Changes all that can be changed, then fails. */
const failing: Handler = {
  answer({ store }) {
    const things = store.collection('fake.things');
    things.replace({ id: 1, name: 'changed' });
    things.add({ id: store.nextId('fake.things'), name: 'second' });
    throw new Error('the understudy stumbled');
  },
};

describe.each([
  ['get', '/read'],
  ['post', '/write'],
] as const)('%s %s', (method, path) => {
  test('A behaviour that fails is answered as a problem, and its changes are taken back', async () => {
    const { app, store, failures } = await fakeApp(failing);
    const answer = await supertest(app)[method](path);
    expect(answer.status).toBe(500);
    expect(answer.type).toBe('application/problem+json');
    expect(answer.headers['access-control-allow-origin']).toBe('*');
    expect(answer.body).toMatchObject({ code: 'behaviour-failed', detail: expect.stringContaining('stumbled') });
    expect(failures).toHaveLength(1);
    expect(store.collection('fake.things').find([])).toEqual([{ id: 1, name: 'first' }]);
    expect(store.transact(() => store.nextId('fake.things')).result).toBe(2);
  });

  test('Examining a request may fail too', async () => {
    const validate = () => {
      throw new Error('no glasses');
    };
    const { app } = await fakeApp({ validate, answer: () => OK });
    expect((await supertest(app)[method](path)).body).toMatchObject({ status: 500, code: 'behaviour-failed' });
  });

  test.each([[undefined], [null], ['text'], [7]])('%j may be thrown', async thrown => {
    const { app, failures } = await fakeApp({
      answer() {
        throw thrown;
      },
    });
    const answer = await supertest(app)[method](path).timeout(5000);
    expect(answer.body).toMatchObject({ status: 500, code: 'behaviour-failed' });
    expect(failures).toMatchObject([{ code: 'behaviour-failed', message: `Failed to answer: ${thrown}.` }]);
  });

  test('After a failure the next request is answered', async () => {
    let isFirst = true;
    const answer = () => {
      if (!isFirst) return OK;
      isFirst = false;
      throw new Error('stage fright');
    };
    const { app } = await fakeApp({ answer });
    expect((await supertest(app)[method](path)).status).toBe(500);
    expect((await supertest(app)[method](path)).text).toBe(OK.json);
  });

  test('A change that cannot be saved is refused and taken back', async () => {
    let isFull = false;
    const append = async () => {
      if (isFull) throw new Error('no space left');
    };
    const answer: Handler['answer'] = ({ store }) => {
      store.collection('fake.things').replace({ id: 1, name: 'changed' });
      return OK;
    };
    const { app, store, failures } = await fakeApp({ answer }, { append });
    isFull = true;
    const refused = await supertest(app)[method](path);
    expect(refused.body).toMatchObject({
      status: 500,
      code: 'data-unsaved',
      detail: expect.stringContaining('no space'),
    });
    expect(store.collection('fake.things').get(1)).toEqual({ id: 1, name: 'first' });
    expect(failures).toHaveLength(1);
    isFull = false;
    expect((await supertest(app)[method](path)).text).toBe(OK.json);
    expect(store.collection('fake.things').get(1)).toEqual({ id: 1, name: 'changed' });
  });
});

test('An operation without behaviour is told at the start', async () => {
  await expect(fakeApp(undefined)).rejects.toMatchObject({
    code: 'contract-invalid',
    message: expect.stringMatching(/^Failed to play fake: no behaviour answers /),
  });
});
