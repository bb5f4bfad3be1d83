import { expect, test } from 'vitest';
import { type Outcome, runSuite } from '../../../../src/check/index.js';
import { createReport, FORMATS, write } from '../../../../src/report/index.js';
import { wrappedMock } from '../../../check/wrapped-mock.js';
import { composed, type Wrap } from '../../../selfproof/exchange.js';
import { answer, editing, type Json } from '../../../selfproof/wraps.js';

/** The shortest part of a secret that is worth hiding. */
const PART = 12;

/** Everything that is told of a run, but for the exchanges themselves. */
function told(outcome: Outcome): string {
  const report = createReport(outcome);
  const texts = FORMATS.map(format => write(format, report, { color: false }));
  return [JSON.stringify(outcome, (key, value) => (key === 'exchange' ? undefined : value)), ...texts].join('\n');
}

async function reads(wrap: Wrap): Promise<{ text: string; token: string; outcome: Outcome }> {
  const { mock, app } = await wrappedMock(wrap);
  const token = mock.tokens.dnl.admin;
  const outcome = await runSuite({ target: app, api: 'dnl', tokens: { token }, writes: 'none' });
  expect(outcome.violations).not.toEqual([]);
  return { text: told(outcome), token, outcome };
}

/** Answers a token that begins as the right one, but is not, with 400 and that token after some more text. */
function echoing(before: string): Wrap {
  return server => async asked => {
    const token = asked.headers['x-auth-token'] ?? '';
    const answered = await server(asked);
    return answered.status === 401 && token.startsWith('ey') ? answer(400, { error: before + token }) : answered;
  };
}

test.each([
  ['as it stands', ''],
  ['far back in a long answer', 'x'.repeat(250)],
])('no report shows the token when the target echoes it, or almost all of it, %s', async (_, before) => {
  const { text, token } = await reads(echoing(before));
  expect(text).not.toContain(token.slice(0, PART));
});

test('a short token hides nothing but itself: requests to repeat are as they were sent', async () => {
  const { mock, app } = await wrappedMock(server => async asked => {
    const right = { ...asked, headers: { ...asked.headers, 'x-auth-token': mock.tokens.dnl.admin } };
    const answered = await server(asked.headers['x-auth-token'] === 'is' ? right : asked);
    return asked.query.has('last_login_time_isnull') ? answer(500, {}) : answered;
  });
  const { violations } = await runSuite({ target: app, api: 'dnl', tokens: { token: 'is' }, writes: 'none' });
  const curls = violations.map(({ curl }) => curl).join('\n');
  expect(curls).toContain('last_login_time_isnull');
  expect(curls).not.toContain('[token]');
});

const withPasswd = (form: (user: Json) => unknown) => (json: Json) => {
  const change = (user: Json) => ({ ...user, passwd: form(user) });
  const payload = json.payload as Json;
  const items = payload.items as Json[] | undefined;
  return { ...json, payload: items ? { ...payload, items: items.map(change) } : change(payload) };
};

test.each<[string, Wrap, RegExp]>([
  [
    'digests, where list and get differ',
    editing(
      'get',
      200,
      withPasswd(({ passwd }) => String(passwd).replace('$12$', '$11$')),
    ),
    /\$2b\$1/,
  ],
  [
    'passwords in the clear, where list and get differ',
    composed(
      editing(
        'get',
        200,
        withPasswd(({ user_id }) => `clear-${user_id}-as-got`),
      ),
      editing(
        'list',
        200,
        withPasswd(({ user_id }) => `clear-${user_id}-as-listed`),
      ),
    ),
    /clear-\d+-as/,
  ],
  [
    'numbers for passwords, in an answer that was not expected',
    server => asked =>
      server(asked).then(answered => (asked.query.get('page') === '999999' ? numbered(answered) : answered)),
    /7654321/,
  ],
])('no report shows a password: %s', async (_, wrap, secret) => {
  const { text } = await reads(wrap);
  expect(text).not.toMatch(secret);
});

function numbered<A extends { json: unknown }>(answered: A): A & { status: number } {
  return { ...answered, status: 418, json: { payload: { items: [{ user_id: 1, passwd: 7654321 }] } } };
}
