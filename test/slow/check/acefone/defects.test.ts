import { expect, test } from 'vitest';
import type { Answer, FakeOptions } from '../../../check/acefone/fake-acefone.js';
import { accusations, judgedFake } from '../../../check/acefone/judged.js';

const onStatus = (status: number, edit: (body: Answer['body']) => Answer['body']) => (answer: Answer) =>
  answer.status === status ? { ...answer, body: edit(answer.body) } : undefined;

const without = (body: Answer['body'], key: string) =>
  Object.fromEntries(Object.entries(body).filter(([k]) => k !== key));
const partOf = (body: unknown, key: string) => (body as Record<string, unknown> | undefined)?.[key];

/** What is planted, and one of the accusations that it must lead to. */
const DEFECTS: readonly [string, FakeOptions, string][] = [
  [
    'answers have Success and message',
    { answers: onStatus(200, ({ success, message }) => ({ Success: success, message })) },
    'answer-schema answer.message',
  ],
  [
    'a success has no message',
    { answers: onStatus(200, body => without(body, 'message')) },
    'answer-schema answer.message',
  ],
  [
    'success is a text',
    { answers: onStatus(200, body => ({ ...body, success: 'true' })) },
    'answer-schema answer.success',
  ],
  [
    'refusals alone are capitalised',
    {
      answers: onStatus(400, body =>
        Object.fromEntries(Object.entries(body).map(([key, value]) => [key[0]?.toUpperCase() + key.slice(1), value])),
      ),
    },
    'reading-held refusal.message',
  ],
  [
    'a 422 has no message',
    { failure: 422, answers: onStatus(422, body => without(body, 'message')) },
    'printed-refusals refusal.message',
  ],
  [
    'a 422 says success true',
    { failure: 422, answers: onStatus(422, body => ({ ...body, success: true })) },
    'printed-refusals refusal.success',
  ],
  [
    'a list fails with 500',
    { answers: (_, { body }) => (Array.isArray(partOf(body, 'name')) ? { status: 500, body: {} } : undefined) },
    'no-server-error ruled.any-answer',
  ],
  [
    'an unknown id is a success',
    {
      answers: answer =>
        answer.status === 404 ? { status: 200, body: { success: true, message: 'Done.' } } : undefined,
    },
    'unknown-id patch.status-404',
  ],
  [
    'the 404 of an unknown id says success',
    { answers: onStatus(404, body => ({ ...body, success: true })) },
    'unknown-id refusal.success',
  ],
  [
    'texts are taken for booleans',
    { wrong: (wrong, body) => wrong.filter(name => name !== 'block_web_login' || typeof body[name] !== 'string') },
    'invalid-members patch.block_web_login',
  ],
  [
    'login_id alone is refused',
    { wrong: (wrong, body) => (Object.keys(body).join() === 'login_id' ? ['login_id'] : wrong) },
    'patch-read-back patch.login_id',
  ],
  [
    'user_role alone is refused',
    { wrong: (wrong, body) => (Object.keys(body).join() === 'user_role' ? ['user_role'] : wrong) },
    'patch-read-back patch.user_role',
  ],
  [
    'a patch is answered with 202',
    { answers: answer => (answer.status === 200 ? { ...answer, status: 202 } : undefined) },
    'patch-read-back patch.status-200',
  ],
  [
    'a patch empties the designation',
    {
      patched(user, body) {
        if (!('designation' in body)) user.designation = '';
      },
    },
    'patch-read-back ruled.only-what-was-sent',
  ],
  [
    'a patch of calls abroad blocks the agent',
    {
      patched(user, body) {
        if ('international_outbound' in body) user.block_agent = body.international_outbound;
      },
    },
    'patch-read-back ruled.only-what-was-sent',
  ],
  [
    'a disabled agent is shown as blocked',
    { shows: read => ({ ...read, agent: { ...(read.agent as object), agent_status: statusOf(read, [0, 1, 1]) } }) },
    'agent-status patch.disable_agent',
  ],
  [
    'a blocked agent is shown as enabled',
    { shows: read => ({ ...read, agent: { ...(read.agent as object), agent_status: statusOf(read, [0, 0, 2]) } }) },
    'agent-status patch.block_agent',
  ],
  [
    'a refused patch changes the name all the same',
    {
      wrong(wrong, body) {
        if (wrong.length > 0 && typeof body.name === 'string') half.name = body.name;
        return wrong;
      },
      shows: read => ({ ...read, name: half.name ?? read.name }),
      patched: () => {
        half.name = undefined;
      },
    },
    'refused-unchanged ruled.only-what-was-sent',
  ],
  [
    'refusals are now 400 and now 422',
    {
      answers: (answer, { body }) =>
        answer.status === 400 && partOf(body, 'name') ? { ...answer, status: 422 } : undefined,
    },
    'reading-held patch.status-400',
  ],
  [
    'refusals say now success true and now false',
    {
      answers: (answer, { body }) =>
        answer.status === 400 && partOf(body, 'name')
          ? { ...answer, body: { ...answer.body, success: true } }
          : undefined,
    },
    'reading-held refusal.success-true',
  ],
  [
    'a missing token is a success in name',
    { token: 't', answers: onStatus(401, body => ({ ...body, success: true })) },
    'printed-refusals patch.status-401',
  ],
];

/** A name that a refused patch has left behind. */
const half: { name: string | undefined } = { name: undefined };

test.each(DEFECTS)('The checks find that %s', async (_, options, accusation) => {
  const { outcome } = await judgedFake(options);
  expect(accusations(outcome)).toContain(accusation);
});

test('One defect is one violation for each statement, with any evidence', async () => {
  const { outcome } = await judgedFake({ answers: onStatus(400, body => without(body, 'error')) });
  expect(outcome.violations.map(({ check, statement }) => [check, statement])).toEqual([
    ['printed-refusals', 'refusal.error'],
  ]);
});

function statusOf(read: Readonly<Record<string, unknown>>, statuses: readonly number[]): number | undefined {
  return statuses[(read.agent as { agent_status: number }).agent_status];
}
