import supertest from 'supertest';
import { describe, expect, test } from 'vitest';
import type { MockOptions } from '../../src/index.js';
import { startMock } from '../start-mock.js';

const PATCH = '/v1/user/288256';
const LIST = '/v1/user/list';

/** Where DNL lists and Acefone patches: 200. Acefone has no user `list`, and DNL refuses requests without a token. */
describe.each<[string, MockOptions, Record<string, number>, Record<string, number>]>([
  [
    'By default DNL has the root too',
    {},
    { [LIST]: 200, [`/dnl${LIST}`]: 200, [`/acefone${LIST}`]: 404 },
    { [`/acefone${PATCH}`]: 200, [PATCH]: 401, [`/dnl${PATCH}`]: 401 },
  ],
  [
    'Acefone may have it',
    { defaultApi: 'acefone' },
    { [LIST]: 404, [`/dnl${LIST}`]: 200, [`/acefone${LIST}`]: 404 },
    { [PATCH]: 200, [`/acefone${PATCH}`]: 200, [`/dnl${PATCH}`]: 401 },
  ],
  [
    'Alone, Acefone has it',
    { apis: ['acefone'] },
    { [LIST]: 404, [`/dnl${LIST}`]: 404 },
    { [PATCH]: 200, [`/acefone${PATCH}`]: 200, [`/dnl${PATCH}`]: 404 },
  ],
  [
    'Alone, DNL has it',
    { apis: ['dnl'] },
    { [LIST]: 200, [`/dnl${LIST}`]: 200, [`/acefone${LIST}`]: 404 },
    { [PATCH]: 401, [`/acefone${PATCH}`]: 404 },
  ],
  [
    'The order in which they are named does not matter',
    { apis: ['acefone', 'dnl'] },
    { [LIST]: 200, [`/dnl${LIST}`]: 200 },
    { [PATCH]: 401, [`/acefone${PATCH}`]: 200 },
  ],
])('%s', (_, options, lists, patches) => {
  test.each(Object.entries(lists))('GET %s: %i', async (path, status) => {
    const { as } = await startMock({ records: 3, ...options });
    const response = await as.nobody.get(path).set('X-Auth-Token', PRINTED);
    expect(response.status).toBe(status);
  });

  test.each(Object.entries(patches))('PATCH %s: %i', async (path, status) => {
    const { mock } = await startMock({ records: 3, ...options });
    expect((await supertest(mock.app).patch(path).send({})).status).toBe(status);
  });
});

/** The admin token of the documents, here also for mocks without DNL. */
const PRINTED = 'eyaskjksadkasd9.9123kjsadhkj123jhasdjajsjsdhKS.IH5uHASSJsadnbads980asTHo9dhljM';

test('Both mounts of an API are one API with one store', async () => {
  const { as } = await startMock({ records: 3 });
  const body = { name: 'x', passwd: 'x', user_type: 'agent', email: null };
  expect((await as.admin.post('/dnl/v1/user/create').send(body)).body.object_id).toBe(4);
  expect((await as.admin.get('/v1/user/4')).body.payload.name).toBe('x');
});

test('Two mocks in one process are independent', async () => {
  const [first, second] = [await startMock({ records: 3 }), await startMock({ records: 3 })];
  await first.as.admin.patch('/v1/user/all').send({ first_name: 'Only here' });
  expect((await second.as.admin.get('/v1/user/1')).body.payload.first_name).not.toBe('Only here');
});
