import { describe, expect, test } from 'vitest';
import { startAcefone } from '../../../apis/acefone/start-acefone.js';

const TEXTS = ['name', 'number', 'email', 'designation', 'login_id', 'password'];
const BOOLEANS = ['block_agent', 'international_outbound', 'block_web_login', 'login_based_calling', 'disable_agent'];
const LISTS = ['caller_id', 'agent_group'];

/** Sends a body that is refused: nothing may change, and the answer is Acefone's, with these messages by variable. */
async function refused(body: object, error: Record<string, string[]>) {
  const { patch, text } = await startAcefone();
  const before = text();
  const answer = await patch(body);
  expect(answer.status).toBe(400);
  expect(answer.type).toBe('application/json');
  expect(answer.body).toEqual({ success: false, message: expect.stringMatching(/./), error });
  expect(text()).toBe(before);
}

/** How a variable is named in a sentence. */
const said = (variable: string) => variable.replaceAll('_', ' ');

describe('A text', () => {
  const wrong = [true, false, {}, { a: 1 }, [], ['a']];
  test.each(TEXTS.flatMap(variable => wrong.map(value => [variable, value] as const)))(
    '%s cannot be %j',
    (variable, value) => refused({ [variable]: value }, { [variable]: [`The ${said(variable)} must be a string.`] }),
  );
});

describe('user_role', () => {
  test.each([[true], [{}], [['3101']]])('cannot be %j', value =>
    refused({ user_role: value }, { user_role: ['The user role must be a string.'] }),
  );
});

describe('A boolean', () => {
  const wrong = ['true', 'false', '', 'yes', 0, 1, {}, []];
  test.each(BOOLEANS.flatMap(variable => wrong.map(value => [variable, value] as const)))(
    '%s cannot be %j',
    (variable, value) =>
      refused({ [variable]: value }, { [variable]: [`The ${said(variable)} must be true or false.`] }),
  );
});

describe('A list', () => {
  const wrong = ['57201', '', 57201, true, { 0: 'a' }];
  test.each(LISTS.flatMap(variable => wrong.map(value => [variable, value] as const)))(
    '%s cannot be %j',
    (variable, value) => refused({ [variable]: value }, { [variable]: [`The ${said(variable)} must be an array.`] }),
  );

  test.each([
    ['caller_id', ['1', null], '1'],
    ['caller_id', [true], '0'],
    ['caller_id', ['1', '2', ['3']], '2'],
    ['caller_id', [{}], '0'],
    ['agent_group', [1], '0'],
    ['agent_group', ['Sales', null], '1'],
    ['agent_group', [['Sales']], '0'],
  ])('%s cannot hold %j', (variable, value, at) =>
    refused({ [variable]: value }, { [`${variable}.${at}`]: [`The ${said(variable)}.${at} must be a string.`] }),
  );
});

describe('Null', () => {
  test.each([
    ...[...TEXTS.filter(variable => variable !== 'designation'), 'user_role'].map(
      variable => [variable, 'must be a string'] as const,
    ),
    ...BOOLEANS.map(variable => [variable, 'must be true or false'] as const),
    ...LISTS.map(variable => [variable, 'must be an array'] as const),
    ['user_for_cdr', 'must be an object'] as const,
  ])('is no %s', (variable, must) => refused({ [variable]: null }, { [variable]: [`The ${said(variable)} ${must}.`] }));
});

describe('user_for_cdr', () => {
  const is = (key: string, must: string) => ({ [`user_for_cdr${key}`]: [`The user for cdr${key} ${must}.`] });
  test.each([
    ['agent', is('', 'must be an object')],
    [1, is('', 'must be an object')],
    [[], is('', 'must be an object')],
    [{}, is('.type', 'is required')],
    [{ value: ['1'] }, is('.type', 'is required')],
    [{ type: null }, is('.type', 'must be a string')],
    [{ type: 1 }, is('.type', 'must be a string')],
    [{ type: ['agent'], value: null }, is('.type', 'must be a string')],
    [{ type: 'agent', value: 'x' }, is('.value', 'must be an array')],
    [{ type: 'agent', value: {} }, is('.value', 'must be an array')],
    [{ type: 'agent', value: 5 }, is('.value', 'must be an array')],
    [{ type: 'agent', value: false }, is('.value', 'must be an array')],
    [{ type: 'agent', value: [5] }, is('.value.0', 'must be a string')],
    [{ type: 'agent', value: ['5', null] }, is('.value.1', 'must be a string')],
    [
      { type: 1, value: 2 },
      { ...is('.type', 'must be a string'), ...is('.value', 'must be an array') },
    ],
  ])('cannot be %j', (value, error) => refused({ user_for_cdr: value }, error));
});

test('Every wrong variable is named, and the right ones in the same body are not stored', () =>
  refused(
    { name: 'Good', number: [], block_agent: 'true', caller_id: '1', login_id: null },
    {
      number: ['The number must be a string.'],
      block_agent: ['The block agent must be true or false.'],
      caller_id: ['The caller id must be an array.'],
      login_id: ['The login id must be a string.'],
    },
  ));

describe('A body that is no JSON object', () => {
  test.each([
    ['[]'],
    ['[{"name":"x"}]'],
    ['null'],
    ['"name"'],
    ['5'],
    ['true'],
    ['{'],
    ['{"name":"x"'],
    ['{"name":"x",}'],
    ["{'name':'x'}"],
    ['{name:"x"}'],
    ['{"name":"x"}{}'],
    ['name=x'],
    ['\\t{"name":"x"}'],
    ['{"name":"x"} // a comment'],
    ['{"name":NaN}'],
    ['\u0000'],
    [`{"name":${'['.repeat(65)}${']'.repeat(65)}}`],
    [`{"name":"${'x'.repeat(1024 * 1024)}"}`],
  ])('is refused in the same envelope and changes nothing: %.30s', async sent => {
    const { patchText, text } = await startAcefone();
    const before = text();
    const answer = await patchText(sent);
    expect([answer.status, answer.body]).toEqual([400, { success: false, message: expect.stringMatching(/./) }]);
    expect(text()).toBe(before);
  });

  test('is refused where it is not UTF-8', async () => {
    const { patchText } = await startAcefone();
    const answer = await patchText(Buffer.from('{"name":"J\xf6rg"}', 'latin1'));
    expect([answer.status, answer.body]).toEqual([400, { success: false, message: expect.stringMatching(/./) }]);
  });
});

test('Of duplicate keys the last counts', async () => {
  const { patchText, stored } = await startAcefone();
  expect((await patchText('{"name":5,"name":"First","name":"Last"}')).status).toBe(200);
  expect(stored()?.name).toBe('Last');
});
