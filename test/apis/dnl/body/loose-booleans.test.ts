import { describe, expect, test } from 'vitest';
import { startMock } from '../../../start-mock.js';
import { userOf } from '../all-users.js';
import { REQUIRED } from '../fields.js';

const TRUE = [true, 1, 'true', 'True', 't', 'y', 'yes', 'YES', 'on', '1'];
const FALSE = [false, 0, 'false', 'FALSE', 'f', 'n', 'no', 'No', 'off', '0'];
const FIELDS = ['active', 'outbound_report', 'all_termination', 'report_group', 'show_carrier_trunk_drop_only'];

describe.each([
  [true, TRUE],
  [false, FALSE],
])('is stored and returned as %j', (stored, ways) => {
  test.each(ways)('%j on create', async sent => {
    const { as } = await startMock({ records: 3 });
    const fields = Object.fromEntries(FIELDS.map(field => [field, sent]));
    const { status } = await as.admin
      .post('/v1/user/create')
      .send({ ...REQUIRED, ...fields, client: { is_panelaccess: sent } });
    expect(status).toBe(200);
    const expected = Object.fromEntries(FIELDS.map(field => [field, stored]));
    expect(await userOf(as.admin, 4)).toMatchObject({ ...expected, client: { is_panelaccess: stored } });
  });

  test.each(ways)('%j on patch-all', async sent => {
    const { as } = await startMock({ records: 3 });
    await as.admin.patch('/v1/user/all').send({ active: !stored });
    await as.admin.patch('/v1/user/all?user_id=2').send({ active: sent });
    expect((await userOf(as.admin, 2)).active).toBe(stored);
    expect((await userOf(as.admin, 3)).active).toBe(!stored);
  });
});
