import { join } from 'node:path';
import supertest from 'supertest';
import { expect, onTestFinished, test } from 'vitest';
import { createMock, type MockOptions } from '../../src/index.js';
import { writeFiles } from '../openapi/files.js';
import { temporaryFolder } from '../store/things.js';

const PET = { type: 'object', required: ['id'], properties: { id: { type: 'integer' }, name: { type: 'string' } } };
const json = (schema: object) => ({ description: 'ok', content: { 'application/json': { schema } } });
const SHOP = {
  openapi: '3.0.3',
  info: { title: 'Shop', version: '1' },
  paths: {
    '/pets': { get: { responses: { 200: json({ type: 'array', items: PET }) } } },
    '/pets/{id}': {
      parameters: [{ name: 'id', in: 'path', required: true, schema: { type: 'integer' } }],
      get: { responses: { 200: json(PET) } },
    },
  },
};

/** The options for a mock of the description. */
function described(options: MockOptions = {}): MockOptions {
  return { descriptions: [join(writeFiles({ 'shop.json': SHOP }), 'shop.json')], ...options };
}

async function started(options: MockOptions) {
  const mock = await createMock(options);
  onTestFinished(() => mock.close());
  return {
    mock,
    pets: async () => (await supertest(mock.app).get('/pets')).body.length,
    users: async () => {
      const list = await supertest(mock.app).get('/dnl/v1/user/list').set('X-Auth-Token', mock.tokens.dnl.admin);
      return list.body.payload.total;
    },
  };
}

test('The number of records is for each API, and without it each has its usual number', async () => {
  const seven = await started(described({ apis: ['dnl'], records: 7 }));
  expect([await seven.pets(), await seven.users()]).toEqual([7, 7]);
  expect(seven.mock.shipped).toMatchObject([{ api: 'dnl', begins: { collection: 'users', records: 7 } }]);
  const usual = await started(described({ apis: ['dnl'] }));
  expect([await usual.pets(), await usual.users()]).toEqual([25, 160]);
});

test('A description may begin without records, and an API that needs one refuses that', async () => {
  expect(await (await started(described({ records: 0 }))).pets()).toBe(0);
  await expect(createMock(described({ apis: ['dnl'], records: 0 }))).rejects.toMatchObject({
    code: 'option-invalid',
    message: 'The option records must be an integer from 1 to 1000000 for dnl.users, not 0.',
  });
});

test('A folder remembers the number for descriptions, too, and refuses another one', async () => {
  const data = temporaryFolder();
  const options = described({ data });
  await (await createMock({ ...options, records: 4 })).close();
  await expect(createMock({ ...options, records: 5 })).rejects.toMatchObject({
    code: 'data-contradicted',
    message: expect.stringContaining('seeded with --records 4 --seed 1, not with --records 5 --seed 1'),
  });
  const { pets, mock } = await started(options);
  expect(await pets()).toBe(4);
  await mock.reset();
  expect(await pets()).toBe(4);
});

test('A folder with the usual number accepts that number, and refuses another one', async () => {
  const data = temporaryFolder();
  const options = described({ data });
  await (await createMock(options)).close();
  await expect(createMock({ ...options, records: 5 })).rejects.toMatchObject({
    code: 'data-contradicted',
    message: expect.stringContaining('the usual number of records and --seed 1, not with --records 5 --seed 1'),
  });
  expect(await (await started({ ...options, records: 25 })).pets()).toBe(25);
});
