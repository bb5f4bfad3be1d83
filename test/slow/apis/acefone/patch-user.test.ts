import { readFileSync } from 'node:fs';
import supertest from 'supertest';
import { describe, expect, test } from 'vitest';
import { verifyPassword } from '../../../../src/kernel/index.js';
import { AGENT, SUCCESS, startAcefone, USER } from '../../../apis/acefone/start-acefone.js';

const SAMPLE = JSON.parse(
  readFileSync(new URL('../../../../fixtures/acefone/samples/patch-body.json', import.meta.url), 'utf8'),
);

/** The variables of the table but the password, each with a value that no seeded user has. */
const VARIABLES: Record<string, unknown> = {
  name: 'Renée Ψ',
  number: '+4930123456',
  email: 'new@example.com',
  caller_id: ['1', '2'],
  agent_group: ['Night shift', 'Day shift'],
  block_agent: true,
  international_outbound: true,
  designation: 'Understudy',
  login_id: 'new.login',
  user_role: '9999',
  block_web_login: true,
  user_for_cdr: { type: 'user', value: ['1', '2'] },
  login_based_calling: true,
  disable_agent: true,
};

test('The body of the printed curl changes whose call records the user sees', async () => {
  const { patch, stored } = await startAcefone();
  const answer = await patch(SAMPLE);
  expect(answer.status).toBe(200);
  expect(answer.type).toBe('application/json');
  expect(answer.body).toEqual(SUCCESS);
  expect(stored()?.user_for_cdr).toEqual(SAMPLE.user_for_cdr);
});

describe('Each variable', () => {
  test.each(Object.entries(VARIABLES))('%s alone is stored, and nothing else changes', async (variable, value) => {
    const { patch, stored } = await startAcefone();
    const before = stored();
    expect(before?.[variable]).not.toEqual(value);
    const answer = await patch({ [variable]: value });
    expect([answer.status, answer.body]).toEqual([200, SUCCESS]);
    expect(stored()).toEqual({ ...before, [variable]: value });
  });

  test('password is stored as a digest only', async () => {
    const { patch, stored, text } = await startAcefone();
    const before = stored();
    expect((await patch({ password: 'plain-as-day' })).status).toBe(200);
    const password = stored()?.password as string;
    expect(password).toMatch(/^\$2b\$12\$[./A-Za-z0-9]{53}$/);
    expect(verifyPassword(password, 'plain-as-day')).toBe(true);
    expect(text()).not.toContain('plain-as-day');
    expect(stored()).toEqual({ ...before, password });
  });

  test('can come together with all others', async () => {
    const { patch, stored } = await startAcefone();
    expect((await patch({ ...VARIABLES, password: 'p' })).body).toEqual(SUCCESS);
    expect(stored()).toMatchObject(VARIABLES);
  });
});

test.each([
  ['an empty text', { name: '' }, { name: '' }],
  ['an empty list', { caller_id: [] }, { caller_id: [] }],
  ['null for designation', { designation: null }, { designation: null }],
  ['a number for user_role, as text', { user_role: 3104 }, { user_role: '3104' }],
  ['numbers for caller_id, as texts', { caller_id: [1, '2', 3] }, { caller_id: ['1', '2', '3'] }],
  [
    'call records of everybody',
    { user_for_cdr: { type: 'all', value: null } },
    { user_for_cdr: { type: 'all', value: null } },
  ],
  [
    'call records without value, as null',
    { user_for_cdr: { type: 'all' } },
    { user_for_cdr: { type: 'all', value: null } },
  ],
  ['any type of call records', { user_for_cdr: { type: '', value: [] } }, { user_for_cdr: { type: '', value: [] } }],
  [
    'known keys of call records only',
    { user_for_cdr: { type: 'all', more: 1 } },
    { user_for_cdr: { type: 'all', value: null } },
  ],
])('%s is stored', async (_, body, change) => {
  const { patch, stored } = await startAcefone();
  const before = stored();
  expect((await patch(body)).body).toEqual(SUCCESS);
  expect(stored()).toEqual({ ...before, ...change });
});

test('Blocked and disabled at once, both are stored', async () => {
  const { patch, stored } = await startAcefone();
  expect((await patch({ block_agent: true, disable_agent: true })).status).toBe(200);
  expect(stored()).toMatchObject({ block_agent: true, disable_agent: true });
  expect((await patch({ block_agent: false })).status).toBe(200);
  expect(stored()).toMatchObject({ block_agent: false, disable_agent: true });
});

test.each([
  ['id', { id: '1' }],
  ['agent_id', { agent_id: '0500000000000' }],
  ['a key that nobody knows', { nick: 'x', constructor: {}, toString: null }],
])('%s in a body is ignored and named in a header', async (_, body) => {
  const { patch, text } = await startAcefone();
  const before = text();
  const answer = await patch(body);
  expect([answer.status, answer.body]).toEqual([200, SUCCESS]);
  expect(answer.headers['understudy-unknown-fields']).toBe(Object.keys(body).join(', '));
  expect(text()).toBe(before);
});

test('An empty object, an empty body and no body at all change nothing', async () => {
  const { mock, patch, patchText, text } = await startAcefone();
  const before = text();
  const answers = [
    await patch({}),
    await patchText(''),
    await patchText(' \r\n\t'),
    await supertest(mock.app).patch(`/acefone/v1/user/${USER}`),
  ];
  expect(answers.map(({ status, body }) => [status, body])).toEqual(answers.map(() => [200, SUCCESS]));
  expect(text()).toBe(before);
});

test('One user is changed, not its neighbour', async () => {
  const { patch, stored } = await startAcefone();
  const neighbour = stored('288255');
  await patch({ name: 'Somebody' });
  expect(stored('288255')).toEqual(neighbour);
});

test.each([
  ['999999'],
  [AGENT],
  ['0288256'],
  ['288256.0'],
  ['id'],
  ['__proto__'],
  ['constructor'],
  ['%F0%9F%92%A9'],
  ['%ff'],
])('No user has the id %s', async id => {
  const { patch, text } = await startAcefone();
  const before = text();
  const answer = await patch({ name: 'Nobody' }, id);
  expect([answer.status, answer.body]).toEqual([404, { success: false, message: expect.any(String) }]);
  expect(answer.type).toBe('application/json');
  expect(text()).toBe(before);
});

test.each([['/acefone/v1/user/'], ['/acefone/v1/user'], ['/acefone/v1/user//']])(
  '%s, without an id, is 404',
  async url => {
    const { mock } = await startAcefone();
    expect((await supertest(mock.app).patch(url).send({ name: 'Nobody' })).status).toBe(404);
  },
);

test('The id may be written with percent-encoding and after a doubled slash', async () => {
  const { patch, stored } = await startAcefone();
  expect((await patch({ name: 'One' }, '%328825%36')).status).toBe(200);
  expect(stored()?.name).toBe('One');
  expect((await patch({ name: 'Two' }, `/${USER}`)).status).toBe(200);
  expect(stored()?.name).toBe('Two');
});

test('An issue in the body is reported before an unknown id', async () => {
  const { patch } = await startAcefone();
  expect((await patch({ name: 1 }, '999999')).status).toBe(400);
});

test.each([['text/plain'], ['application/x-www-form-urlencoded'], ['application/xml; charset=latin1']])(
  'The body is JSON though its content type is %s',
  async type => {
    const { patchText, stored } = await startAcefone();
    expect((await patchText('{"name":"J\u00f6rg"}', type)).status).toBe(200);
    expect(stored()?.name).toBe('Jörg');
  },
);
