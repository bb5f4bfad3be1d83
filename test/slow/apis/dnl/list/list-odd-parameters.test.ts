import { describe, expect, test } from 'vitest';
import { refusal } from '../../../../apis/dnl/printed.js';
import { idsOf, startMock } from '../../../../start-mock.js';

const PARAMETERS =
  'page per_page order_by order_dir active carrier_name is_online name role_id user_type create_time_gt create_time_lt last_login_time_gt last_login_time_isnull last_login_time_lt user_id_in'.split(
    ' ',
  );
const UNKNOWN_PARAMETERS = 'understudy-unknown-parameters';

test.each(PARAMETERS)('an empty %s is as good as none', async parameter => {
  const { as } = await startMock();
  const plain = await as.admin.get('/v1/user/list');
  for (const query of [`${parameter}=`, parameter]) {
    const { status, text, headers } = await as.admin.get(`/v1/user/list?${query}`);
    expect([status, text, headers[UNKNOWN_PARAMETERS]]).toEqual([200, plain.text, undefined]);
  }
});

test('all 16 parameters may be empty together', async () => {
  const { as } = await startMock();
  expect(PARAMETERS).toHaveLength(16);
  const plain = await as.admin.get('/v1/user/list');
  const empty = await as.admin.get(`/v1/user/list?${PARAMETERS.map(name => `${name}=`).join('&')}`);
  expect(empty.text).toBe(plain.text);
});

test('an unknown parameter changes nothing, and a header names it', async () => {
  const { as } = await startMock();
  const plain = await as.admin.get('/v1/user/list');
  const junk = await as.admin.get('/v1/user/list?_=1519684783&email=x&q=a+b&login_ip=&_=2&%C3%BC=1');
  expect([junk.status, junk.text]).toEqual([200, plain.text]);
  expect(junk.headers[UNKNOWN_PARAMETERS]).toBe('_, email, q, login_ip, %C3%BC');
  expect(plain.headers[UNKNOWN_PARAMETERS]).toBeUndefined();
});

test('parameters are named in their case only', async () => {
  const { as } = await startMock();
  const answer = await as.admin.get('/v1/user/list?Active=false');
  expect([answer.body.payload.total, answer.headers[UNKNOWN_PARAMETERS]]).toEqual([160, 'Active']);
});

test('of a repeated parameter the last counts', async () => {
  const { as } = await startMock();
  expect(idsOf(await as.admin.get('/v1/user/list?name=rt&name=Qbfwgz'))).toEqual([1721]);
});

const INTEGER = 'Not a valid integer.';
const BOOLEAN = 'Not a valid boolean.';
const CHOICE = 'Not a valid choice.';
const DATETIME = 'Not a valid datetime.';

describe('a parameter that cannot be read is refused and named', () => {
  test.each([
    ['page', 'x', INTEGER],
    ['page', '-1', INTEGER],
    ['page', '1.5', INTEGER],
    ['page', '1e2', INTEGER],
    ['page', '0x10', INTEGER],
    ['page', 'true', INTEGER],
    ['page', ' ', INTEGER],
    ['per_page', '0', INTEGER],
    ['per_page', '-30', INTEGER],
    ['per_page', '10001', INTEGER],
    ['per_page', 'all', INTEGER],
    ['order_by', 'nonsense', CHOICE],
    ['order_dir', 'sideways', CHOICE],
    ['active', 'maybe', BOOLEAN],
    ['active', '2', BOOLEAN],
    ['active', 'null', BOOLEAN],
    ['is_online', 'maybe', INTEGER],
    ['is_online', '1.5', INTEGER],
    ['role_id', 'Client', INTEGER],
    ['role_id', 'null', INTEGER],
    ['user_type', 'nobody', CHOICE],
    ['user_type', 'viewer', CHOICE],
    ['user_type', 'agent,client', CHOICE],
    ['create_time_gt', 'yesterday', DATETIME],
    ['create_time_gt', '2018', DATETIME],
    ['create_time_gt', '1518663724', DATETIME],
    ['create_time_lt', '2018-02-30', DATETIME],
    ['create_time_lt', '2018-02-15T03:02:04', DATETIME],
    ['last_login_time_gt', '2018-13-01', DATETIME],
    ['last_login_time_gt', '15/02/2018', DATETIME],
    ['last_login_time_lt', '2018-02-15T25:00:00Z', DATETIME],
    ['last_login_time_isnull', 'never', BOOLEAN],
    ['user_id_in', 'x', INTEGER],
    ['user_id_in', '1,x,3', INTEGER],
    ['user_id_in', '1-', INTEGER],
    ['user_id_in', '-5', INTEGER],
    ['user_id_in', '1.5', INTEGER],
  ])('%s=%s', async (parameter, value, text) => {
    const { as } = await startMock();
    const answer = await as.admin.get('/v1/user/list').query({ [parameter]: value });
    expect([answer.status, answer.text]).toEqual([400, refusal({ [parameter]: text })]);
  });
});

test('all wrong parameters are named in one object', async () => {
  const { as } = await startMock();
  const answer = await as.admin.get('/v1/user/list?page=x&active=maybe&name=rt&user_id_in=a,b');
  expect(answer.text).toBe(refusal({ page: INTEGER, active: BOOLEAN, user_id_in: INTEGER }));
});
