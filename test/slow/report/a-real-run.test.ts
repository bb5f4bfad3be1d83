import { readFileSync } from 'node:fs';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { expect, test } from 'vitest';
import { runSuite } from '../../../src/check/index.js';
import {
  createReport,
  formatBaseline,
  githubSummary,
  readBaseline,
  resolveExitCode,
  write,
} from '../../../src/report/index.js';
import { wrappedMock } from '../../check/wrapped-mock.js';
import { all, markupTree } from '../../report/markup-tree.js';
import { editing } from '../../selfproof/wraps.js';

const schema = JSON.parse(readFileSync('src/report/report.schema.json', 'utf8'));

test('every writer reports a run against a server that breaks its contract, and the run is fine once the violations are known', async () => {
  const { mock, app } = await wrappedMock(editing('get', 404, json => ({ ...json, success: 'no' })));
  const token = mock.tokens.dnl.admin;
  const outcome = await runSuite({ target: app, api: 'dnl', tokens: { token }, writes: 'none' });
  const report = createReport(outcome);
  const told = (format: Parameters<typeof write>[0]) => write(format, report, { color: false });
  expect(report.violations.map(({ statement }) => statement)).toContain('not-found.success');
  expect(resolveExitCode(report, { failOn: ['fail'] })).toBe(1);

  expect(told('text')).toMatch(/\n {2}FAIL {2}not-found\.success {2}dnl-user-get:\d+\n/);
  const validate = new Ajv2020({ strict: true }).compile(schema);
  expect(validate(JSON.parse(told('json'))), JSON.stringify(validate.errors)).toBe(true);
  const suites = markupTree(told('junit'));
  expect(suites.attributes.tests).toBe(String(outcome.cases.length));
  expect(
    all('failure', suites)
      .map(({ text }) => text)
      .join('\n'),
  ).toContain('not-found.success');
  expect(markupTree(told('html')).text).toContain('/success must be boolean.');
  expect(told('github')).toMatch(/^::error title=answer-schema · getUser · not-found\.success::/);
  expect(githubSummary(report)).toContain('not-found.success');

  const baseline = readBaseline(formatBaseline(report, { date: '2026-11-21' }));
  const next = createReport(outcome, { baseline });
  expect(resolveExitCode(next, { failOn: ['fail'] })).toBe(0);
  expect(next.resolved).toEqual([]);
  expect(markupTree(write('junit', next, { color: false })).attributes.failures).toBe('0');
});
