import supertest from 'supertest';
import { describe, expect, test } from 'vitest';
import type { Handler } from '../../src/server/index.js';
import { fakeApp } from './fake-api.js';

const OK = { status: 200, body: '{"ok":true}' };

/** Changes all that can be changed, then fails. */
const failing: Handler = {
  respond({ store }) {
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
  test('A handler that fails gives a problem, and its changes are rolled back', async () => {
    const { app, store, failures } = await fakeApp(failing);
    const response = await supertest(app)[method](path);
    expect(response.status).toBe(500);
    expect(response.type).toBe('application/problem+json');
    expect(response.headers['access-control-allow-origin']).toBe('*');
    expect(response.body).toMatchObject({ code: 'handler-failed', detail: expect.stringContaining('stumbled') });
    expect(failures).toHaveLength(1);
    expect(store.collection('fake.things').find([])).toEqual([{ id: 1, name: 'first' }]);
    expect(store.transact(() => store.nextId('fake.things')).result).toBe(2);
  });

  test('The validation of a request may fail, too', async () => {
    const validate = () => {
      throw new Error('no glasses');
    };
    const { app } = await fakeApp({ validate, respond: () => OK });
    expect((await supertest(app)[method](path)).body).toMatchObject({ status: 500, code: 'handler-failed' });
  });

  test.each([[undefined], [null], ['text'], [7]])('%j may be thrown', async thrown => {
    const { app, failures } = await fakeApp({
      respond() {
        throw thrown;
      },
    });
    const response = await supertest(app)[method](path).timeout(5000);
    expect(response.body).toMatchObject({ status: 500, code: 'handler-failed' });
    expect(failures).toMatchObject([{ code: 'handler-failed', message: `Failed to respond: ${thrown}.` }]);
  });

  test('After a failure the next request gets its response', async () => {
    let isFirst = true;
    const respond = () => {
      if (!isFirst) return OK;
      isFirst = false;
      throw new Error('stage fright');
    };
    const { app } = await fakeApp({ respond });
    expect((await supertest(app)[method](path)).status).toBe(500);
    expect((await supertest(app)[method](path)).text).toBe(OK.body);
  });

  test('A change that cannot be saved is refused and taken back', async () => {
    let isFull = false;
    const append = async () => {
      if (isFull) throw new Error('no space left');
    };
    const respond: Handler['respond'] = ({ store }) => {
      store.collection('fake.things').replace({ id: 1, name: 'changed' });
      return OK;
    };
    const { app, store, failures } = await fakeApp({ respond }, { append });
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
    expect((await supertest(app)[method](path)).text).toBe(OK.body);
    expect(store.collection('fake.things').get(1)).toEqual({ id: 1, name: 'changed' });
  });
});

test('An operation without a handler fails at the start', async () => {
  await expect(fakeApp(undefined)).rejects.toMatchObject({
    code: 'contract-invalid',
    message: expect.stringMatching(/^Failed to play fake: [^ ]+ has no handler/),
  });
});
