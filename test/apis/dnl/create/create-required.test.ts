import { describe, expect, test } from 'vitest';
import { startMock } from '../../../start-mock.js';
import { REQUIRED } from '../fields.js';
import { MISSING, printed, refusal } from '../printed.js';

const ALL_FOUR = refusal({ name: MISSING, passwd: MISSING, user_type: MISSING, email: MISSING });

test.each(Object.keys(REQUIRED))('a missing %s is refused in the printed words', async field => {
  const { as } = await startMock();
  const { [field]: _, ...others } = { ...REQUIRED, last_name: 'X' } as Record<string, unknown>;
  const { status, text } = await as.admin.post('/v1/user/create').send(others);
  const sample = printed('validation-error');
  sample.errors = [{ [field]: sample.errors[0].field_name }];
  expect([status, text]).toEqual([400, JSON.stringify(sample)]);
});

describe('without any of the four fields, each of them is named', () => {
  test.each([
    ['no body', undefined],
    ['an empty object', '{}'],
    ['white space', ' \n\t'],
    ['other fields only', '{"active":true,"landing_page":"Tools"}'],
    ['unknown fields only', '{"nickname":"x"}'],
  ])('%s', async (_, body) => {
    const { as } = await startMock();
    const { status, text } = await as.admin.post('/v1/user/create').type('json').send(body);
    expect([status, text]).toEqual([400, ALL_FOUR]);
  });
});

test('a refused create changes nothing, not even the next id', async () => {
  const { as } = await startMock();
  const before = await as.admin.get('/v1/user/list?per_page=10000');
  const refused = [{}, { ...REQUIRED, active: 'maybe' }, { ...REQUIRED, user_type: 'nobody' }, { name: 'x' }, []];
  for (const body of refused) {
    const { status } = await as.admin.post('/v1/user/create').send(body);
    expect(status).toBe(400);
  }
  const after = await as.admin.get('/v1/user/list?per_page=10000');
  expect(after.text).toBe(before.text);
  const { body } = await as.admin.post('/v1/user/create').send(REQUIRED);
  expect(body.object_id).toBe(1795);
});

test('missing and wrong fields are named together', async () => {
  const { as } = await startMock();
  const { name, passwd } = REQUIRED;
  const { body } = await as.admin.post('/v1/user/create').send({ name, passwd, user_type: 'x', card_id: 'y' });
  expect(body.errors).toEqual([
    { user_type: ['Not a valid choice.'], card_id: ['Not a valid integer.'], email: [MISSING] },
  ]);
});

test('the 12 fields of the printed example suffice', async () => {
  const { as } = await startMock();
  const body = printed('create-body');
  expect(Object.keys(body)).toHaveLength(12);
  const { status, text } = await as.admin.post('/v1/user/create').send(body);
  expect([status, text]).toEqual([200, '{"object_id":1795,"success":true}']);
});
