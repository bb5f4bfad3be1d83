import { spawn } from 'node:child_process';
import { readFileSync, statSync } from 'node:fs';
import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { text } from 'node:stream/consumers';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { expect, test } from 'vitest';
import { ADMIN, aMock, before, judging } from '../../check/command-line.js';
import { nobody } from '../../check/listening.js';
import { temporaryFolder, understudy } from '../../cli/understudy.js';
import { all, markupTree } from '../../report/markup-tree.js';

const validate = new Ajv2020({ strict: true }).compile(
  JSON.parse(readFileSync('src/report/report.schema.json', 'utf8')),
);

const FILES = ['json=r.json', 'junit=r.xml', 'html=r.html'].flatMap(report => ['--report', report]);
const READS = ['--writes', 'none'];

/** The reports in a folder, each read by what reads it; only they are there. */
async function reportsIn(cwd: string) {
  const [json = '', junit = '', html = ''] = await Promise.all(
    ['r.json', 'r.xml', 'r.html'].map(file => readFile(join(cwd, file), 'utf8')),
  );
  const report = JSON.parse(json);
  expect(validate(report), JSON.stringify(validate.errors)).toBe(true);
  expect((await readdir(cwd)).filter(file => !/^r\.(json|xml|html)$/.test(file))).toEqual([]);
  return { report, junit: markupTree(junit), html: markupTree(html) };
}

/** A server that does something at one of its requests. */
async function atRequest(number: number, act: () => void): Promise<string> {
  let requests = 0;
  const { url } = await before(await aMock(), body => {
    requests += 1;
    if (requests === number) act();
    return body;
  });
  return url;
}

test('a run that is interrupted leaves whole reports that say so', async () => {
  const cwd = await temporaryFolder();
  const url = await atRequest(60, () => child.kill('SIGINT'));
  const { child, ended } = judging(url, [...READS, ...FILES], { cwd });
  expect((await ended).code).toBe(130);
  const { report, junit, html } = await reportsIn(cwd);
  expect(report).toMatchObject({ ended: 'interrupted', incomplete: 'The run ended early: it was interrupted.' });
  expect(all('failure', junit).map(({ text }) => text)).toEqual([report.incomplete]);
  expect(html.text).toContain(report.incomplete);
});

test('a run whose process is killed leaves whole reports that say that it has not ended', async () => {
  const cwd = await temporaryFolder();
  const url = await atRequest(60, () => child.kill('SIGKILL'));
  const { child, ended } = judging(url, [...READS, ...FILES], { cwd });
  await ended;
  const { report, junit } = await reportsIn(cwd);
  expect(report.incomplete).toBe('The run has not finished: it is still running, or its process was killed.');
  expect(all('failure', junit).map(({ text }) => text)).toEqual([report.incomplete]);
});

test('a target that cannot be reached leaves reports that say so, and none of an older run', async () => {
  const cwd = await temporaryFolder();
  for (const file of ['r.json', 'r.xml', 'r.html']) await writeFile(join(cwd, file), 'of an older run');
  const { code, stdout } = await judging(await nobody(), [...READS, ...FILES], { cwd }).ended;
  expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
  const { report, html } = await reportsIn(cwd);
  expect(report.incomplete).toMatch(/^Failed to reach http:\S+: No connection could be made: ECONNREFUSED\.$/);
  expect(html.text).toContain('Nothing was tested');
});

test('a closed pipe loses no file, and does not change the exit code', async () => {
  const cwd = await temporaryFolder();
  const line = [
    process.execPath,
    resolve('dist/cli/main.js'),
    'check',
    await aMock(),
    '--api',
    'dnl',
    ...READS,
    ...FILES,
  ];
  // the reader ends at once, and the run prints its report much later
  const script = '{ "$@" --report text; echo "code $?" >&2; } | true';
  const env = { PATH: process.env.PATH ?? '', UNDERSTUDY_TOKEN: ADMIN };
  const child = spawn('sh', ['-c', script, 'sh', ...line], { cwd, env });
  expect(await text(child.stderr)).toBe('code 0\n');
  expect((await reportsIn(cwd)).report.incomplete).toBeUndefined();
});

test('a full disk loses only the report on it, and is reported', async () => {
  const cwd = await temporaryFolder();
  const flags = [...READS, '--report', 'html=/dev/full', ...FILES.slice(0, 4), '--report', 'github'];
  const args = ['check', await aMock(), '--api', 'dnl', ...flags];
  const { code, stdout, stderr } = await understudy(args, { cwd, env: { UNDERSTUDY_TOKEN: ADMIN } });
  expect(code).toBe(2);
  expect(stderr).toMatch(/^understudy: Failed to write \/dev\/full: ENOSPC.*\n$/);
  expect(stdout).toMatch(/^No violations\.\n\d+ cases: /m);
  expect(JSON.parse(await readFile(join(cwd, 'r.json'), 'utf8')).violations).toEqual([]);
  // a device is written, and never replaced by a file
  expect(statSync('/dev/full').isCharacterDevice()).toBe(true);
});

test('a run that tested too little fails, and names the requirement', async () => {
  const cwd = await temporaryFolder();
  const url = await aMock();
  const check = (...flags: string[]) => judging(url, [...READS, ...flags], { cwd }).ended;
  const little = await check('--min-coverage', '90%');
  expect(little.code).toBe(2);
  expect(little.stderr).toMatch(/^understudy: \d+ of \d+ statements were exercised \(\d+ %\), and at least 90 % are/);
  const skipped = await check('--min-coverage', '20', '--fail-on', 'skipped');
  expect(skipped.code).toBe(1);
  expect(skipped.stderr).toMatch(/^understudy: \d+ of the cases are skipped, which makes the run fail\.\n$/);
  expect(skipped.stdout).toMatch(/\n {2}\d+ {2}Writing is not allowed: --writes own allows it\.\n/);
});
