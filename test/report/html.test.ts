import { expect, test } from 'vitest';
import type { Outcome } from '../../src/check/index.js';
import { markup } from '../../src/report/html/markup.js';
import { createReport, type ViolationBaseline, write } from '../../src/report/index.js';
import { aCase, anOutcome, aViolation, everyVerdict } from './an-outcome.js';
import { HOSTILE } from './hostile.js';
import { all, type Element, markupTree } from './markup-tree.js';

const { check, operation, parameter = '', statement } = aViolation();
const known = { check, operation, parameter, statement, reason: 'SW-1: active is read as text.' };

function html(outcome: Outcome, baseline?: ViolationBaseline): string {
  return write('html', createReport(outcome, baseline && { baseline }), { color: false });
}

function texts(name: string, page: Element): string[] {
  return all(name, page).map(({ text }) => text.replace(/\s+/g, ' ').trim());
}

test('the page has every verdict, every violation and the coverage', () => {
  const page = markupTree(html(everyVerdict()));
  expect(texts('h1', page)).toEqual(['1 violation, 1 flaky violation']);
  expect(texts('li', page).slice(0, 5)).toEqual(['1 passed', '1 failed', '1 flaky', '1 inconclusive', '2 skipped']);
  expect(all('article', page).map(({ attributes }) => attributes.class)).toEqual(['card fail', 'card flaky']);
  expect(texts('h2', page)).toEqual([
    'Cases 6',
    'Violations 2 from 2 causes',
    'Readings 3',
    'Coverage',
    'Inconclusive 1 case',
    'Skipped 2 cases',
    'Left on the target 2',
    'All cases 6',
  ]);
  for (const part of ['The target showed no role.', 'user 1796', 'create.email', 'the time was up']) {
    expect(page.text).toContain(part);
  }
});

test('a violation shows what was expected, what was got and the command to repeat', () => {
  const page = markupTree(html(anOutcome({ violations: [aViolation()] })));
  const { expected, got, curl } = aViolation();
  expect(all('pre', page).map(({ text }) => text)).toEqual([expected, got, curl]);
});

test('every violation has its own id, the same in every run, and every link of the page leads to an id', () => {
  const violations = ['a', 'b', 'c'].map(statement => aViolation({ statement }));
  const ids = (found: typeof violations) =>
    all('article', markupTree(html(anOutcome({ violations: found })))).map(({ attributes }) => attributes.id ?? '');
  expect(new Set(ids(violations)).size).toBe(3);
  expect(ids(violations.toReversed()).sort()).toEqual(ids(violations).sort());
  for (const outcome of [everyVerdict(), anOutcome({ violations }), anOutcome()]) {
    const page = markupTree(html(outcome, { violations: [known] }));
    const there = everyAttribute(page).flatMap(([name, value]) => (name === 'id' ? [value] : []));
    expect(new Set(there).size).toBe(there.length);
    for (const { attributes } of all('a', page)) expect(there).toContain(attributes.href?.slice(1));
  }
});

test('violations from one cause are one entry, with the others folded below', () => {
  const violations = ['a', 'b', 'c'].map(statement => aViolation({ statement }));
  const page = markupTree(html(anOutcome({ violations })));
  expect(texts('h1', page)).toEqual(['3 violations from 1 cause']);
  expect(texts('h3', page)).toEqual(['list-filter listUsers active']);
  expect(texts('summary', page)).toContain('2 more violations from the same cause');
});

test('all cases are listed with their verdicts and times', () => {
  const page = markupTree(html(everyVerdict()));
  const rows = all('table', page).filter(({ attributes }) => attributes.class === 'all');
  expect(rows.flatMap(table => texts('tr', table)).filter(row => !row.startsWith('Case'))).toHaveLength(6);
  expect(texts('tr', page)).toContain('active=truefail12 ms');
});

test('known violations are folded, with their reason', () => {
  const page = markupTree(html(anOutcome({ violations: [aViolation()] }), { violations: [known] }));
  expect(texts('h1', page)).toEqual(['No violations, 1 known violation']);
  expect(all('details', page)[0]?.text).toContain(known.reason);
});

test.each<[string, Partial<Outcome>]>([
  ['good', {}],
  ['bad', { violations: [aViolation()] }],
  ['bad', { cases: [] }],
  ['unsure', { ended: 'budget' }],
])('the tone of the heading is %s for %o', (tone, outcome) => {
  const page = markupTree(html(anOutcome(outcome)));
  expect(all('h1', page)[0]?.attributes.class).toBe(tone);
});

/** A report in which every text that comes from outside is hostile. */
function hostilePage(): string {
  const cases = [
    aCase({ check: HOSTILE, operation: HOSTILE, id: HOSTILE, verdict: 'fail' }),
    aCase({ check: HOSTILE, operation: HOSTILE, id: HOSTILE, verdict: 'inconclusive', reason: HOSTILE }),
    aCase({ verdict: 'skipped', reason: HOSTILE }),
  ];
  const hostile = { check: HOSTILE, operation: HOSTILE, parameter: HOSTILE, statement: HOSTILE };
  const told = { says: HOSTILE, source: HOSTILE, message: HOSTILE, expected: HOSTILE, got: HOSTILE, curl: HOSTILE };
  const outcome = anOutcome({
    target: `http://localhost:9000/${HOSTILE}`,
    mark: HOSTILE,
    cases,
    violations: [aViolation({ ...told, ...hostile, cases: [HOSTILE] })],
    readings: { [HOSTILE]: HOSTILE },
    coverage: {
      operations: {
        [HOSTILE]: {
          outcomes: { [HOSTILE]: 1 },
          undocumented: { [HOSTILE]: 1 },
          parameters: { [HOSTILE]: 0 },
          sent: { [HOSTILE]: 1 },
          shown: { [HOSTILE]: 0 },
        },
      },
      statements: { exercised: 0, all: 1, unexercised: [{ reason: HOSTILE, statements: [HOSTILE] }] },
    },
    created: [HOSTILE],
  });
  return html(outcome, { violations: [{ ...hostile, reason: HOSTILE }] });
}

test('what the server sends stays text, in elements and in attributes', () => {
  const page = markupTree(hostilePage());
  expect([...all('script', page), ...all('img', page)]).toEqual([]);
  expect(page.text).toContain('</pre><script>alert(1)</script>');
  expect(everyAttribute(page).filter(([, value]) => /alert|evil/.test(value))).toEqual([]);
});

test('a template escapes every text, also in attributes, and inserts markup unchanged', () => {
  const attribute = markup`<p title="${'" onclick="alert(1)'}">${markup`<b>${"<i>'&"}</b>`}${false}</p>`;
  expect(attribute.markup).toBe('<p title="&quot; onclick=&quot;alert(1)"><b>&lt;i&gt;&#39;&amp;</b></p>');
});

test('the page loads nothing and runs nothing, whatever the server sends', () => {
  const page = markupTree(hostilePage());
  const names = new Set(everyAttribute(page).map(([name]) => name));
  const links = all('a', page).map(({ attributes }) => attributes.href ?? '');
  expect(links.filter(link => !/^#[a-z0-9-]+$/.test(link))).toEqual([]);
  for (const name of ['src', 'srcset', 'action', 'data', 'poster', 'background']) expect(names).not.toContain(name);
  expect([...names].filter(name => name.startsWith('on'))).toEqual([]);
  for (const name of ['link', 'iframe', 'object', 'base', 'form']) expect(all(name, page)).toEqual([]);
  const styles = [...texts('style', page), ...everyAttribute(page).map(([, value]) => value)].join('\n');
  expect(styles).not.toMatch(/url\(|@import|https?:|\/\//);
  const [policy] = all('meta', page).filter(({ attributes }) => attributes['http-equiv'] === 'Content-Security-Policy');
  expect(policy?.attributes.content).toBe("default-src 'none'; style-src 'unsafe-inline'");
});

function everyAttribute({ attributes, children }: Element): [string, string][] {
  return [...Object.entries(attributes), ...children.flatMap(everyAttribute)];
}
