import axe from 'axe-core';
import type { Page } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import { openConsole } from './open-console.js';

const TAGS = ['wcag2a', 'wcag2aa', 'wcag21aa', 'wcag22aa'];

/** What axe finds, in one line for each element. */
async function violationsIn(page: Page): Promise<string[]> {
  await page.evaluate(axe.source);
  return page.evaluate(async tags => {
    const { violations } = await (globalThis as unknown as { axe: typeof axe }).axe.run(document, {
      runOnly: { type: 'tag', values: tags },
    });
    return violations.flatMap(({ id, nodes }) =>
      nodes.map(({ html, failureSummary }) => `${id}: ${html} ${failureSummary}`),
    );
  }, TAGS);
}

/** The states of the page, each with what leads there. */
const STATES: Readonly<Record<string, (page: Page) => Promise<unknown>>> = {
  list: page => page.locator('.row').first().waitFor(),
  'no match': async page => {
    await page.getByLabel('Filter', { exact: true }).fill('status:599 colour:red');
    await page.getByRole('heading', { name: 'No request matches the filter' }).waitFor();
  },
  help: async page => {
    await page.keyboard.press('?');
    await page.getByRole('dialog').waitFor();
  },
  palette: async page => {
    await page.keyboard.press('Control+k');
    await page.getByRole('combobox', { name: 'Go to' }).fill('user');
    await page.getByRole('option').nth(20).waitFor();
  },
  response: page => openTab(page, 'Response'),
  request: page => openTab(page, 'Request'),
  why: page => openTab(page, 'Why'),
  contract: async page => {
    await openTab(page, 'Contract');
    await page.getByText('Responses').waitFor();
  },
  curl: page => openTab(page, 'Curl'),
  strip: async page => {
    await page.getByRole('button', { name: 'Reset…' }).click();
    await page.getByRole('dialog').waitFor();
  },
  rules: async page => {
    await openPage(page, 'Rules');
    await page.getByRole('switch').first().click();
    await page.getByRole('button', { name: 'curl' }).click();
  },
  situations: async page => {
    await openPage(page, 'Situations');
    await page.getByRole('button', { name: 'Start…' }).first().waitFor();
  },
  'a question': async page => {
    await openPage(page, 'Situations');
    await page.getByRole('button', { name: 'Start…' }).first().click();
    await page.getByRole('dialog').waitFor();
  },
  readings: async page => {
    await openPage(page, 'Readings');
    await page.getByRole('link', { name: /^Do name, carrier_name/ }).click();
    await page.getByLabel('GET').fill('/v1/user/list?name=a');
    await page.getByRole('button', { name: 'Show' }).click();
    await page.getByText('The responses differ.').waitFor();
  },
  check: async page => {
    await openPage(page, 'Check');
    await page.getByLabel('Open a report').setInputFiles('test/console/browser/report.json');
    await page.locator('.violation').first().waitFor();
  },
  compare: async page => {
    await openPage(page, 'Compare');
    await page.getByRole('combobox', { name: 'Right' }).selectOption('profile:consistent');
    await page.getByRole('button', { name: 'Compare', exact: true }).click();
    await page.getByRole('link', { name: /POST .v1.user.create/ }).click();
    await page.locator('.differences').waitFor();
  },
  inference: async page => {
    await openPage(page, 'Inference');
    await page.locator('.inferred .card').first().waitFor();
  },
  'a rule': async page => {
    await openPage(page, 'Rules');
    await page.getByRole('link', { name: /getUser/ }).click();
    await page.getByText(/^It would have matched/).waitFor();
  },
  'a contract': async page => {
    await openPage(page, 'Contract');
    await page.getByRole('link', { name: 'GET /user/list' }).waitFor();
  },
  'an operation': async page => {
    await openPage(page, 'Contract');
    await page.getByRole('link', { name: 'GET /user/list' }).click();
    await page.getByRole('button', { name: '1 statement about page', exact: true }).first().click();
    await page.locator('.statement .source button').first().click();
  },
  'an operation to try': async page => {
    await openPage(page, 'Contract');
    await page.getByRole('link', { name: 'POST /user/create' }).click();
    await page.getByRole('button', { name: 'Try it' }).click();
    await page.getByRole('button', { name: 'Send' }).click();
    await page.locator('.result').waitFor();
  },
  'a document': async page => {
    await openPage(page, 'Contract');
    await page.getByRole('link', { name: 'dnl-user-list' }).first().click();
    await page.locator('.lines .statement').first().waitFor();
  },
  collections: async page => {
    await openPage(page, 'Data');
    await page.getByRole('link', { name: 'dnl users' }).waitFor();
  },
  records: openUsers,
  'a record with a value that is wrong': async page => {
    await openUsers(page);
    await page.locator('.row').first().click();
    await page.getByLabel('client_limits', { exact: true }).fill('[1');
    await page.getByText('must be JSON').waitFor();
  },
  'a record as JSON': async page => {
    await openUsers(page);
    await page.locator('.row').first().click();
    await page.getByRole('button', { name: 'JSON' }).click();
  },
  'a record to delete': async page => {
    await openUsers(page);
    await page.locator('.row').first().click();
    await page.getByRole('button', { name: 'Delete…' }).click();
    await page.getByRole('dialog').waitFor();
  },
  'a new record': async page => {
    await openUsers(page);
    await page.getByRole('button', { name: 'Add a record' }).click();
    await page.getByLabel('user_type', { exact: true }).selectOption('agent');
  },
  'a cell with a value that is wrong': async page => {
    await openUsers(page);
    await page.getByRole('grid').focus();
    for (let right = 0; right < 8; right++) await page.keyboard.press('ArrowRight');
    await page.keyboard.press('Enter');
    await page.getByLabel('reseller_id of record 1').fill('x');
    await page.keyboard.press('Enter');
    await page.locator('.editor').getByText('must be a number').waitFor();
  },
  'records to change': async page => {
    await openUsers(page);
    await page.getByLabel('Choose all records').check();
    await page.getByRole('button', { name: 'Change…' }).click();
    await page.getByRole('dialog').getByLabel('Member').selectOption('user_type');
  },
  'no record': async page => {
    await openUsers(page);
    await page.getByLabel('Filter', { exact: true }).fill('name:nobody-has-it');
    await page.getByRole('heading', { name: 'No record matches the filter' }).waitFor();
  },
};

async function openUsers(page: Page): Promise<void> {
  await openPage(page, 'Data');
  await page.getByRole('link', { name: 'dnl users' }).click();
  await page.locator('.grid.wide .row').first().waitFor();
}

async function openPage(page: Page, name: string): Promise<void> {
  await page.getByRole('navigation').getByRole('link', { name }).click();
  await page.getByRole('heading', { name, level: 1 }).waitFor();
}

async function openTab(page: Page, name: string): Promise<void> {
  await page.locator('.row').first().click();
  await page.getByRole('tab', { name, exact: false }).first().click();
  await page.locator('.panel').waitFor();
}

/** Pages that show other things where there is nothing, with what they show then. */
const EMPTY_PAGES: readonly (readonly [name: string, shows: string])[] = [['Rules', 'No rules']];

const SIZES = { wide: { width: 1280, height: 800 }, narrow: { width: 390, height: 844 } } as const;

describe.each(['light', 'dark'] as const)('A37: axe finds nothing in %s', colorScheme => {
  test.each(['wide', 'narrow'] as const)('%s', async size => {
    const { page, url } = await openConsole({
      context: { colorScheme, viewport: SIZES[size], reducedMotion: 'reduce' },
      async before({ send, mock }) {
        await send('GET', '/v1/user/1');
        await mock.rules.add({ match: { operation: 'getUser' }, response: { status: 503 } });
        await send('GET', '/v1/user/list?page=x&colour=red');
      },
    });
    for (const [state, reach] of Object.entries(STATES)) {
      await page.goto('about:blank');
      await page.goto(`${url}/__admin`);
      await page.locator('.row').first().waitFor();
      await reach(page);
      expect(await violationsIn(page), state).toEqual([]);
    }
  });

  test('where there is nothing, and with the token wanted', async () => {
    const { page } = await openConsole({ context: { colorScheme } });
    await page.locator('.paste').waitFor();
    expect(await violationsIn(page)).toEqual([]);
    for (const [name, shows] of EMPTY_PAGES) {
      await openPage(page, name);
      await page.getByText(shows).waitFor();
      expect(await violationsIn(page), name).toEqual([]);
    }
    const { page: locked } = await openConsole({ context: { colorScheme }, adminToken: 'x', expected: /401/ });
    await locked.getByLabel('Admin token').waitFor();
    expect(await violationsIn(locked)).toEqual([]);
  });
});

const OPEN = {
  requests: { at: '#/requests?id=1', shows: '.tabs' },
  rules: { at: '#/rules?id=rule-1', shows: '.preview' },
  situations: { at: '#/situations', shows: '.entries button' },
  readings: { at: '#/readings?api=dnl&id=text-match', shows: '.questions a' },
  contract: { at: '#/contract/acefone/getUser', shows: '.statements h4 >> nth=0' },
  try: { at: '#/contract/dnl/createUser?tab=try', shows: '.try' },
  data: { at: '#/data/dnl/users?id=1', shows: '.record .fields' },
  check: { at: '#/check', shows: '.block .primary:enabled' },
  inference: { at: '#/inference/acefone', shows: '.inferred .card >> nth=0' },
  compare: { at: '#/compare?requests=1', shows: '.block .primary:enabled' },
} as const;

test.each(Object.entries(OPEN))(
  'A38: on the page %s Tab reaches every control, which then shows it',
  async (_, { at, shows }) => {
    const { page } = await openConsole({
      at: `/__admin${at}`,
      async before({ send, mock }) {
        await send('GET', '/v1/user/list?per_page=1');
        await mock.rules.add({ match: { operation: 'getUser' }, response: { status: 503 } });
      },
    });
    await page.locator(shows).first().waitFor();
    const controls = await page.evaluate(
      () =>
        [
          ...document.querySelectorAll<HTMLElement>(
            'a[href], button, input, select, textarea, [tabindex="0"], summary',
          ),
        ].filter(
          element =>
            element.tabIndex >= 0 &&
            element.offsetParent !== null &&
            !element.matches(':disabled, [type=radio]:not(:checked), details:not([open]) > :not(summary) *'),
        ).length,
    );
    const seen = new Set<string>();
    for (let presses = 0; presses < controls + 6; presses++) {
      await page.keyboard.press('Tab');
      const focused = await page.evaluate(() => {
        const element = document.activeElement as HTMLElement | null;
        if (!element || element === document.body) return undefined;
        const { outlineStyle, outlineWidth } = getComputedStyle(element);
        const all = [...document.querySelectorAll('*')];
        return {
          place: String(all.indexOf(element)),
          outline: outlineStyle === 'none' ? 0 : Number.parseFloat(outlineWidth),
          html: element.outerHTML.slice(0, 80),
        };
      });
      if (!focused) continue;
      expect(focused.outline, focused.html).toBeGreaterThanOrEqual(2);
      seen.add(focused.place);
    }
    expect(seen.size).toBe(controls);
  },
);

test('A39: at 320 pixels nothing scrolls sideways', async () => {
  const { page, url } = await openConsole({
    context: { viewport: { width: 320, height: 640 } },
    before: ({ send }) => send('GET', '/v1/user/list?page=x&colour=red'),
  });
  const tabs = ['response', 'request', 'why', 'contract', 'curl'].map(tab => [`#/requests?id=1&tab=${tab}`, '.panel']);
  for (const [hash = '', shows = ''] of [
    ['#/requests', '.row'],
    ...tabs,
    ['#/rules?template=0', '.preview'],
    ['#/rules', '.empty'],
    ['#/situations', '.entries button'],
    ['#/check', '.block'],
    ['#/inference', '.inferred .card'],
    ['#/compare?right=https://api.example.com&requests=1', '.block'],
    ['#/readings', '.questions a'],
    ['#/readings?api=dnl&id=text-match', '.inline'],
    ['#/contract', '.parts'],
    ['#/contract/dnl/listUsers', '.statement'],
    ['#/contract/dnl/createUser?tab=try', '.try'],
    ['#/contract/dnl?document=dnl-user-list', '.statement'],
    ['#/data', '.collections'],
    ['#/data/dnl/users', '.row'],
    ['#/data/dnl/users?id=1', '.record .fields'],
  ]) {
    await page.goto(`${url}/__admin${hash}`);
    await page.locator(shows).first().waitFor();
    const wide = await page.evaluate(() =>
      [
        ...document.querySelectorAll<HTMLElement>(
          'html, body, main, .contract-main, .places, .try, .lines, .pane, .panel, .top, .rail, .strip, .grid:not(.wide)',
        ),
      ]
        .filter(({ scrollWidth, clientWidth }) => scrollWidth > clientWidth)
        .map(({ className, tagName }) => `${tagName}.${className}`),
    );
    expect(wide, hash).toEqual([]);
  }
});

test('single letters are no shortcuts where the reader does not want them', async () => {
  const { page, rows } = await openConsole({ before: ({ send }) => send('GET', '/v1/user/1') });
  await rows.first().waitFor();
  await page.keyboard.press('?');
  await page.getByLabel('Single letters are shortcuts').uncheck();
  await page.getByRole('button', { name: 'Close' }).click();
  await page.keyboard.press('j');
  await page.keyboard.press('?');
  expect(await page.getByRole('tablist').count()).toBe(0);
  expect(await page.getByRole('dialog').count()).toBe(0);
});
