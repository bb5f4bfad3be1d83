import { readFileSync } from 'node:fs';
import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { openConsole } from './open-console.js';

/** The rules that the documentation shows. */
function documentedRules(): object[] {
  const page = readFileSync('docs/forcing-responses.md', 'utf8');
  return [...page.matchAll(/^\|[^|]+\| `(\{"match".*\})` \|$/gm)].map(([, json = '']) => JSON.parse(json));
}

function jsonOf(page: Page): Promise<string> {
  return page.getByLabel('JSON').inputValue();
}

const GET_USER = { match: { operation: 'getUser' }, response: { status: 503 } };

test('A14: the keyboard alone makes a rule from a request, which is applied, and deletes it', async () => {
  const { page, send, mock, rows } = await openConsole({ before: ({ send }) => send('GET', '/v1/user/1') });
  await rows.first().waitFor();
  await page.keyboard.press('j');
  await page.getByRole('tablist').waitFor();
  await page.keyboard.press('m');
  await page.getByText('It would have matched 1 of the one request so far.').waitFor();
  await page.getByLabel('Status').focus();
  await page.keyboard.press('Control+a');
  await page.keyboard.type('418');
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { name: 'rule-1' }).waitFor();
  expect((await send('GET', '/v1/user/1')).status).toBe(418);
  await page.getByText('1×').waitFor();
  await page.getByRole('button', { name: 'Delete', exact: true }).focus();
  await page.keyboard.press('Enter');
  await page.getByText('rule-1 is deleted.').waitFor();
  expect(await mock.rules.list()).toEqual([]);
});

test.each(documentedRules().map(rule => [JSON.stringify(rule), rule]))(
  'A27: form and JSON agree on %s',
  async (_, rule) => {
    const { page, mock } = await openConsole({ at: '/__admin#/rules?template=0' });
    await page.getByLabel('JSON').fill(JSON.stringify(rule));
    for (const [field, value] of [
      ['Times', '7'],
      ['Method', 'DELETE'],
    ] as const) {
      const before = await page.getByLabel(field).inputValue();
      await page.getByLabel(field).fill(value);
      expect(await jsonOf(page)).toContain(value);
      await page.getByLabel(field).fill(before);
    }
    expect(JSON.parse(await jsonOf(page))).toEqual(rule);
    await page.getByRole('button', { name: 'Add the rule' }).click();
    await page.getByText('The rule is added.').waitFor();
    expect((await mock.rules.list()).map(listed => listed.rule)).toEqual([rule]);
  },
);

test('the form has the fields of each effect and each delay, and they change the JSON', async () => {
  const { page } = await openConsole({ at: '/__admin#/rules?template=0' });
  for (const [effect, member] of Object.entries({
    status: { response: { status: 503 } },
    code: { response: { code: 404 } },
    fault: { fault: 'EMPTY_RESPONSE' },
    rateLimit: { rateLimit: { requests: 10, seconds: 60 } },
    expireTokens: { expireTokens: true },
    none: {},
  })) {
    await page.getByLabel('Effect').selectOption(effect);
    expect(JSON.parse(await jsonOf(page))).toEqual({ match: { operation: 'dnl.listUsers' }, ...member });
  }
  await page.getByLabel('Delay').selectOption('uniform');
  await page.getByLabel('At most, ms').fill('400');
  expect(JSON.parse(await jsonOf(page)).delay).toEqual({ type: 'uniform', lower: 100, upper: 400 });
});

test('A28: an unknown operation is named before the rule is saved', async () => {
  const { page, mock } = await openConsole({ at: '/__admin#/rules?template=0', expected: /400/ });
  await page.getByLabel('Operation').fill('getUsr');
  await page.getByText('/match/operation is the unknown operation getUsr; did you mean getUser?').waitFor();
  await page.getByLabel('JSON').fill('{"match":');
  await page.getByText(/^This is not JSON/).waitFor();
  expect(await page.getByRole('button', { name: 'Add the rule' }).isDisabled()).toBe(true);
  expect(await mock.rules.list()).toEqual([]);
});

test('rules are switched and moved, each with its command and a way back', async () => {
  const { page, mock } = await openConsole({
    at: '/__admin#/rules',
    async before({ mock }) {
      await mock.rules.add(GET_USER);
      await mock.rules.add({ match: {}, response: { status: 500 } });
    },
  });
  await page.getByText('never applied: rule-2 decides before').waitFor();
  await page.getByRole('switch', { name: 'rule-2 is on' }).click();
  await page.getByText('rule-2 is off.').waitFor();
  await page.getByText('never applied').waitFor({ state: 'detached' });
  await page.getByRole('button', { name: 'curl' }).click();
  expect(await page.locator('.change .command').textContent()).toMatch(
    /^curl -X PATCH 'http:\S+\/__admin\/rules\/rule-2' \\\n {2}-d '\{"enabled":false\}'$/,
  );
  await page.getByRole('button', { name: 'Undo' }).click();
  await page.getByText('never applied').waitFor();
  await page.getByRole('link', { name: /getUser/ }).focus();
  await page.keyboard.press('Alt+ArrowUp');
  await page.getByText('rule-1 decides earlier.').waitFor();
  await page.getByText('never applied').waitFor({ state: 'detached' });
  expect((await mock.rules.list()).map(({ id }) => id)).toEqual(['rule-2', 'rule-1']);
});

test('a rule that someone else changes is shown as it is, and one that is gone is closed', async () => {
  const { page, mock } = await openConsole({
    at: '/__admin#/rules?id=rule-1',
    before: ({ mock }) => mock.rules.add(GET_USER),
  });
  await page.getByLabel('Status').fill('504');
  await page.getByRole('button', { name: 'Save' }).click();
  await page.getByText('rule-1 is replaced.').waitFor();
  expect(await mock.rules.list()).toMatchObject([{ id: 'rule-1', rule: { response: { status: 504 } } }]);
  await page.getByRole('button', { name: 'Undo' }).click();
  await page.waitForFunction(() => document.querySelector('textarea')?.value.includes('503'));
  await mock.rules.clear();
  await page.getByRole('heading', { name: 'No rules' }).waitFor();
  expect(await page.getByLabel('JSON').count()).toBe(0);
});

test('all rules are deleted only after a question', async () => {
  const { page, mock } = await openConsole({ at: '/__admin#/rules', before: ({ mock }) => mock.rules.add(GET_USER) });
  await page.getByRole('button', { name: 'Delete all…' }).click();
  await page.getByText('This deletes one rule.').waitFor();
  await page.getByRole('button', { name: 'Delete all', exact: true }).click();
  await page.getByRole('heading', { name: 'No rules' }).waitFor();
  expect(await mock.rules.list()).toEqual([]);
});
