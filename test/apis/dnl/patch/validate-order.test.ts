import { describe, expect, test } from 'vitest';
import { startMock } from '../../../start-mock.js';
import { REQUIRED } from '../fields.js';
import { printedText, refusal } from '../printed.js';

/** Requests with everything wrong: parameters, body, and users that do not exist. */
describe('the token goes before all other issues', () => {
  test.each([
    ['list', 'get', '/v1/user/list?page=x&user_type=nobody', undefined],
    ['get', 'get', '/v1/user/abc', undefined],
    ['create', 'post', '/v1/user/create', 'nonsense'],
    ['create', 'post', '/v1/user/create', '{"active":"maybe"}'],
    ['patch-all', 'patch', '/v1/user/all?active=maybe', 'nonsense'],
    ['patch-all', 'patch', '/v1/user/all?user_id=9999', '{}'],
    ['patch-all', 'patch', '/v1/user/all?junk=1', undefined],
  ] as const)('of %s: %s %s with %s', async (_, method, path, body) => {
    const { as } = await startMock({ records: 3 });
    const { status, text } = await as.nobody[method](path).type('json').send(body);
    expect([status, text]).toEqual([401, printedText('no-token')]);
    const refused = await as.nonAdmin[method](path).type('json').send(body);
    expect(refused.status).toBe(401);
  });
});

test.each([
  ['user_id=9999', { active: 'maybe' }, { active: 'Not a valid boolean.' }],
  ['user_id=9999&is_online=x', { card_id: 1 }, { is_online: 'Not a valid integer.' }],
  ['user_id=9999', {}, { _schema: 'Missing data for required field.' }],
])('%s with %j is a 400 before it is a 404', async (query, body, errors) => {
  const { as } = await startMock({ records: 3 });
  const { status, text } = await as.admin.patch(`/v1/user/all?${query}`).send(body);
  expect([status, text]).toEqual([400, refusal(errors)]);
});

test('an unknown user is reported before a name that is taken', async () => {
  const { as } = await startMock({ records: 3, readings: { 'duplicate-name': 'refuse' } });
  const { status } = await as.admin.patch('/v1/user/all?user_id=9999').send({ name: 'admin' });
  expect(status).toBe(404);
});

test('wrong fields are reported even if a name is taken', async () => {
  const { as } = await startMock({ records: 3, readings: { 'duplicate-name': 'refuse' } });
  const { text } = await as.admin.post('/v1/user/create').send({ ...REQUIRED, name: 'admin', card_id: 'x' });
  expect(JSON.parse(text).errors[0]).toHaveProperty('card_id', ['Not a valid integer.']);
});
