import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { ADMIN, aMock, before, judging } from '../../check/command-line.js';
import { serving, temporaryFolder, understudy } from '../../cli/understudy.js';

const READS = ['--api', 'dnl', '--writes', 'none'];

test('a faithful server: 0, the summary last on the terminal, and the named files', async () => {
  const cwd = await temporaryFolder();
  const { url } = await serving(['--memory', '--quiet'], { cwd });
  const files = ['json=report.json', 'junit=report.xml', 'html=report.html'];
  const flags = ['text', ...files].flatMap(report => ['--report', report]);
  const { code, stdout, stderr } = await understudy(
    ['check', `${url}/v1`, '--api', 'dnl', '--token', ADMIN, ...flags],
    {
      cwd,
    },
  );
  expect(code).toBe(0);
  expect(stderr).toMatch(/^Created \d+ own users, marked us\w+\.\n/);
  expect(stdout).toMatch(
    /\nNo violations\.\n\d+ cases: \d+ passed, 0 failed, 0 flaky, \d+ inconclusive, \d+ skipped\n\d+ of \d+ statements exercised/,
  );
  expect(stdout).toContain(`dnl at ${url}: `);

  const [json = '', junit = '', html = ''] = await Promise.all(
    files.map(file => readFile(join(cwd, file.replace(/^.*=/, '')), 'utf8')),
  );
  expect(JSON.parse(json)).toMatchObject({ api: 'dnl', target: url, writes: 'own', violations: [] });
  expect(junit).toMatch(/^<\?xml /);
  expect(html).toMatch(/^<!doctype html>/i);
  for (const text of [stdout, stderr, json, junit, html]) expect(text).not.toContain(ADMIN);
});

test('the token is read from the environment; GitHub gets annotations and the summary of the job', async () => {
  const cwd = await temporaryFolder();
  const url = await aMock();
  const summary = join(cwd, 'summary.md');
  await writeFile(summary, 'What stood there before.\n');
  const env = { UNDERSTUDY_TOKEN: ADMIN, GITHUB_STEP_SUMMARY: summary };
  const { code, stdout } = await understudy(['check', url, ...READS, '--report', 'github'], { cwd, env });
  expect(code).toBe(0);
  expect(stdout).not.toContain('::error');
  const written = await readFile(summary, 'utf8');
  expect(written).toMatch(/^What stood there before\.\n### No violations\n/);
  expect(written + stdout).not.toContain(ADMIN);
});

test('a server that violates the contract: 1 and the violations, until a baseline has them; then 0, and those that no longer occur are named', async () => {
  const cwd = await temporaryFolder();
  const url = await aMock();
  const defective = await before(url, text => text.replace('"success":true', '"success":"yes"'));
  const check = (target: string, ...flags: string[]) =>
    understudy(['check', target, ...READS, ...flags], { cwd, env: { UNDERSTUDY_TOKEN: ADMIN } });

  const first = await check(defective.url, '--baseline', 'known.json', '--update-baseline');
  expect(first.code).toBe(1);
  expect(first.stdout).toMatch(/\n {2}FAIL {2}\S+\.success /);
  expect(first.stdout).toMatch(/ curl -sS -H "X-Auth-Token: \$UNDERSTUDY_TOKEN" /);
  expect(first.stdout).not.toContain(ADMIN);
  const { violations } = JSON.parse(await readFile(join(cwd, 'known.json'), 'utf8'));
  expect(violations.length).toBeGreaterThan(0);

  const second = await check(defective.url, '--baseline', 'known.json');
  expect(second.code).toBe(0);
  expect(second.stdout).toContain(`No violations, ${violations.length} known violations.`);

  const repaired = await check(url, '--baseline', 'known.json');
  expect(repaired.code).toBe(0);
  expect(repaired.stdout).toContain('Resolved: these no longer occur and can be removed from the baseline');
  expect(repaired.stdout).toContain('\nNo violations.\n');
});

test('Ctrl-C ends it with 130, and what was found until then is reported', async () => {
  const cwd = await temporaryFolder();
  let requests = 0;
  const { url } = await before(await aMock(), text => {
    requests += 1;
    if (requests === 60) child.kill('SIGINT');
    return text;
  });
  const { child, ended } = judging(url, ['--writes', 'none'], { cwd });
  const { code, stdout, stderr } = await ended;
  expect({ code, stderr }).toEqual({ code: 130, stderr: '' });
  expect(stdout).toMatch(/\d+ passed, 0 failed, .* \d+ skipped\n.*\nThe run ended early: it was interrupted\.\n/);
});

test('a target that goes away in the middle is no success', async () => {
  const cwd = await temporaryFolder();
  let requests = 0;
  const server = await before(await aMock(), text => {
    requests += 1;
    if (requests === 60) server.stop();
    return text;
  });
  const { code, stdout } = await judging(server.url, ['--writes', 'none'], { cwd }).ended;
  expect(stdout).toContain('The run ended early: the target has gone away.');
  expect(code).not.toBe(0);
});

test('if the time ends before the first case, nothing is tested, and that is no success', async () => {
  const cwd = await temporaryFolder();
  const { code, stdout } = await judging(await aMock(), ['--writes', 'none', '--budget', '1ms'], { cwd }).ended;
  expect(stdout).toContain('The run ended early: the time was up before all cases had run.');
  expect(code).toBe(2);
});
