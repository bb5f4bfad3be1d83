import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { CommanderError } from 'commander';
import { expect, test } from 'vitest';
import { createProgram } from '../../../src/cli/run.js';
import { Problem } from '../../../src/kernel/index.js';
import { nobody, serving } from '../../check/listening.js';
import { temporaryFolder, understudy } from '../../cli/understudy.js';

const NOWHERE = 'http://localhost:8000';

/** Whether it is one sentence of ours and what to do about it, on one line, and no stack. */
function expectSentence(stderr: string): void {
  expect(stderr).toMatch(/^understudy: .+[.?)]\n$/);
  expect(stderr).not.toMatch(/\n.*\n|\bat \S+:\d+/);
}

const WRONG: readonly [string[], RegExp][] = [
  [['--budget', 'soon'], /--budget <time>' argument 'soon' is invalid\. It must be a time above 0/],
  [['--timeout', '0s'], /--timeout <time>' argument '0s' is invalid/],
  [['--report', 'pdf'], /argument 'pdf' is invalid\. It must begin with text, json, junit, html, github\./],
  [['--report', 'html='], /A file must follow the =\./],
  [['--report', 'text', '--report', 'json'], /Only one report can go to the terminal/],
  [['--writes', 'all'], /Allowed choices are none, own\./],
  [
    ['--writes', 'none', '--subject', '5'],
    /--subject allows the run to patch that record, but --writes none forbids it/,
  ],
  [['--update-baseline'], /--update-baseline needs --baseline, the file to write\./],
  [['--baseline', 'missing.json'], /Failed to read the baseline missing\.json: ENOENT/],
  [['--baseline', 'broken.json'], /The baseline cannot be used: it is not JSON/],
  [['--fail-on', 'everything'], /It must be fail or flaky or inconclusive or skipped\./],
  [['--min-coverage', '101'], /It must be a number from 0 to 100\./],
  [['--min-coverage', 'most'], /It must be a number from 0 to 100\./],
  [['--report', 'html=no-such-folder/a.html'], /Failed to write no-such-folder\/a\.html: ENOENT/],
  [['--report', 'html=src'], /Failed to write src: it is a folder\./],
  [['--report', 'html=/tmp/two', '--report', 'json=/tmp/../tmp/two'], /Two reports name the same file/],
  [['--concurrency', '0'], /It must be above 0\./],
  [['--rate', 'fast'], /It must be an integer\./],
  [['--seed', '1.5'], /It must be an integer\./],
  [['--only', 'list-fitler'], /"list-fitler" \(the nearest is list-filter\)/],
  [['--skip', ''], /It must be a name\./],
  [['--max-body', 'much'], /It must be a size from 1 to 256MiB/],
  [['--max-body', '0'], /It must be a size from 1 to 256MiB/],
  [['--max-body', '9GiB'], /It must be a size from 1 to 256MiB/],
  [['--ca', 'missing.pem'], /Failed to read the certificates in missing\.pem: ENOENT/],
  [['--ca', 'broken.json'], /Failed to read the certificates in .*broken\.json: the file has none\./],
  [['--ca', 'broken.json', '--insecure'], /--ca is for the check of the certificate, but --insecure switches it off\./],
  [['--header', 'no-colon'], /^--header must be a name, a colon and a value/],
  [['--header', 'Host: other'], /^--header Host is set by the client itself\./],
  [['--header', 'x-auth-token: abc'], /^The header x-auth-token carries the token of dnl\./],
  [['--token', ''], /^--token is empty\./],
  [['--non-admin-token', ''], /^--non-admin-token is empty\./],
  [['--token', 'same-token', '--non-admin-token', 'same-token'], /is the same as --token/],
  [['--no-such-flag'], /unknown option '--no-such-flag'\./],
];

test.each(WRONG)('%j is refused before anything is sent', async (flags, sentence) => {
  const cwd = await temporaryFolder();
  const broken = join(cwd, 'broken.json');
  await writeFile(broken, '{');
  const asked: unknown[] = [];
  const url = await serving((request, response) => {
    asked.push(request.url);
    response.end();
  });
  const said: string[] = [];
  const program = await createProgram('check');
  for (const command of program.commands) command.configureOutput({ writeErr: text => said.push(text) });
  const args = ['check', url, '--api', 'dnl', ...flags.map(flag => (flag === 'broken.json' ? broken : flag))];
  await program.parseAsync(args, { from: 'user' }).catch(error => {
    expect([error instanceof CommanderError, error.code]).toEqual([said.length > 0, expect.any(String)]);
    if (error instanceof Problem) said.push(error.message);
  });
  expect(said.join('')).toMatch(sentence);
  expect(asked).toEqual([]);
});

test.each([[['--budget', 'soon']], [['--update-baseline']]])(
  'a wrong flag ends it with 2 and one sentence: %j',
  async flags => {
    const { code, stdout, stderr } = await understudy(['check', NOWHERE, '--api', 'dnl', ...flags], {
      cwd: await temporaryFolder(),
    });
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expectSentence(stderr);
  },
);

test.each([[[]], [['--api', 'no-such-api']]])('an API must be given, and be one that there is: %j', async flags => {
  const { code, stderr } = await understudy(['check', NOWHERE, ...flags], { cwd: await temporaryFolder() });
  expect(code).toBe(2);
  expectSentence(stderr);
  expect(stderr).toMatch(/--api <name>.*See `understudy check --help`/);
});

test.each([
  ['--token', 'Bearer hidden-word'],
  ['--token', 'hidden-wörd'],
  ['--non-admin-token', 'hidden word'],
])('a %s that cannot be sent is refused and not repeated', async (flag, token) => {
  const args = ['check', NOWHERE, '--api', 'dnl', flag, token];
  const { code, stdout, stderr } = await understudy(args, { cwd: await temporaryFolder() });
  expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
  expectSentence(stderr);
  expect(stderr).toContain(`${flag} must be one word`);
  expect(stderr).not.toContain('hidden');
});

test('a header that cannot be sent is refused and not repeated', async () => {
  const args = ['check', NOWHERE, '--api', 'dnl', '--header', 'X-Key hidden'];
  const { code, stderr } = await understudy(args, { cwd: await temporaryFolder() });
  expect(code).toBe(2);
  expectSentence(stderr);
  expect(stderr).not.toContain('hidden');
});

test('an empty URL is named, and one without a scheme is advised or taken', async () => {
  const cwd = await temporaryFolder();
  const said = async (url: string) =>
    (await understudy(['check', url, '--api', 'dnl', '--token', 'a-token'], { cwd })).stderr;
  expect(await said('')).toContain('Failed to use an empty URL as a target');
  expect(await said('staging.example.com')).toContain('Write https://staging.example.com, or http://');
  const url = await nobody();
  expect(await said(url.replace('http://', ''))).toContain(`Failed to reach ${url}: No connection could be made`);
});

test('a URL with credentials is refused and they are not repeated', async () => {
  const args = ['check', 'http://someone:hidden@localhost:8000', '--api', 'dnl'];
  const { code, stderr } = await understudy(args, { cwd: await temporaryFolder() });
  expect(code).toBe(2);
  expectSentence(stderr);
  expect(stderr).not.toContain('hidden');
});

test('a closed port gives one sentence', async () => {
  const url = await nobody();
  const args = ['check', url, '--api', 'dnl', '--token', 'a-token'];
  const { code, stdout, stderr } = await understudy(args, { cwd: await temporaryFolder() });
  expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
  expectSentence(stderr);
  expect(stderr).toMatch(/^understudy: Failed to reach \S+: No connection could be made: ECONNREFUSED\. /);
});

test('a refused token gives one sentence, which does not show it', async () => {
  const url = await serving((_, response) => response.writeHead(401).end());
  const args = ['check', url, '--api', 'dnl', '--token', 'hidden-token'];
  const { code, stdout, stderr } = await understudy(args, { cwd: await temporaryFolder() });
  expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
  expectSentence(stderr);
  expect(stderr).toMatch(/refuses the token: GET \/user\/list returned 401\./);
  expect(stderr).not.toContain('hidden');
});

test('--plan prints what would be sent, and sends nothing', async () => {
  const args = ['check', await nobody(), '--api', 'dnl', '--plan'];
  const { code, stdout, stderr } = await understudy(args, { cwd: await temporaryFolder() });
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  expect(stdout).toMatch(
    /^First:\n {2}Read the list: first contact.* \(at most 9\)\n {2}Read the list\. Create .* \(writes, at most \d+\)\n/,
  );
  expect(stdout).toContain('  GET /v1/user/list?role_id=<learned>&per_page=100\n');
  expect(stdout).toMatch(/create-keeps: createUser every member {2}\[writes\]\n {2}POST /);
  expect(stdout).toMatch(/\n\d+ cases, \d+ of them with writes; at most \d+ requests.*\nNothing was sent\.\n$/);
});
