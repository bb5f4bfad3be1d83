import { expect, test } from 'vitest';
import { startMock } from '../../../start-mock.js';
import { userOf } from '../all-users.js';
import { MISSING, printed, printedText, refusal } from '../printed.js';
import { whoGives } from '../readings.js';

test.each(whoGives('create-example-url', 'create-too'))(
  '$by creates a user at /auth/as_client',
  async ({ options }) => {
    const { as } = await startMock(options);
    const { status, text } = await as.admin.post('/v1/auth/as_client').send(printed('create-body'));
    expect([status, text]).toEqual([200, printedText('create-response')]);
    expect(await userOf(as.admin, 1795)).toMatchObject({ name: 'dnhai', user_type: 'agent', first_name: 'string' });
  },
);

test.each(whoGives('create-example-url', 'create-too'))(
  '$by refuses there what create refuses',
  async ({ options }) => {
    const { as } = await startMock(options);
    const { status, text } = await as.admin
      .post('/v1/auth/as_client')
      .send({ ...printed('create-body'), card_id: 'x' });
    expect([status, text]).toEqual([400, refusal({ card_id: 'Not a valid integer.' })]);
  },
);

test.each(whoGives('create-example-url', 'off'))('$by only logs in at /auth/as_client', async ({ options }) => {
  const { as } = await startMock(options);
  const { status, text } = await as.admin.post('/v1/auth/as_client').send(printed('create-body'));
  expect([status, text]).toEqual([400, refusal({ client_id: MISSING })]);
  expect((await as.admin.get('/v1/user/1795')).status).toBe(404);
});
