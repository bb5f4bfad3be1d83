import { describe, expect, test } from 'vitest';
import { startMock } from '../../../start-mock.js';
import { userOf } from '../all-users.js';
import { REQUIRED } from '../fields.js';
import { MISSING, refusal } from '../printed.js';
import { whoGives } from '../readings.js';

describe.each(whoGives('create-required', 'four'))('$by', ({ options }) => {
  test.each(Object.keys(REQUIRED))('needs %s', async field => {
    const { as } = await startMock({ records: 3, ...options });
    const { [field]: _, ...others } = REQUIRED as Record<string, string>;
    const { status, text } = await as.admin.post('/v1/user/create').send(others);
    expect([status, text]).toEqual([400, refusal({ [field]: MISSING })]);
  });
});

describe.each(whoGives('create-required', 'name-only'))('$by', ({ options }) => {
  test('creates a user of whom only the name is sent', async () => {
    const { as } = await startMock({ records: 3, ...options });
    const { status, text } = await as.admin.post('/v1/user/create').send({ name: 'solo' });
    expect([status, text]).toEqual([200, '{"object_id":4,"success":true}']);
    expect(await userOf(as.admin, 4)).toMatchObject({ name: 'solo', email: null, active: true });
  });

  test.each([undefined, {}, { passwd: 'x', user_type: 'agent', email: 'x' }])('needs the name in %j', async body => {
    const { as } = await startMock({ records: 3, ...options });
    const { status, text } = await as.admin.post('/v1/user/create').send(body);
    expect([status, text]).toEqual([400, refusal({ name: MISSING })]);
  });
});
