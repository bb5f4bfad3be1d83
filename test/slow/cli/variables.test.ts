import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { createProgram } from '../../../src/cli/run.js';
import { prepareVariables, variableOf } from '../../../src/cli/variables.js';
import { serving, temporaryFolder, understudy } from '../../cli/understudy.js';

async function flagsOf(name: 'serve' | 'check') {
  const program = await createProgram(name);
  return program.commands.find(command => command.name() === name)?.options ?? [];
}

async function started(env: Record<string, string>, ...flags: string[]) {
  return serving(flags, { cwd: await temporaryFolder(), env });
}

/** What is said of variables before a command runs. */
async function saidOf(env: Record<string, string>, args: string[] = []) {
  return prepareVariables(await createProgram('serve'), { args, env });
}

test('each flag of serve has a variable, which the page of the command line names', async () => {
  const options = await flagsOf('serve');
  expect(options.length).toBeGreaterThan(20);
  for (const option of options) {
    expect(option.envVar).toBe(variableOf(option));
    expect(readFileSync('docs/cli.md', 'utf8')).toContain(`| \`${option.long}\` | \`${option.envVar}\` |`);
  }
});

test('variables set the same as flags: numbers, several values, and flags without a value', async () => {
  const env = {
    UNDERSTUDY_MEMORY: 'true',
    UNDERSTUDY_RECORDS: '7',
    UNDERSTUDY_READING: 'text-match=contains,auth=token',
    UNDERSTUDY_API: 'acefone,dnl',
    UNDERSTUDY_LIMIT: 'url=1000, rules=9',
    UNDERSTUDY_QUIET: 'no',
  };
  const { banner } = await started(env);
  expect(banner).toContain('in memory, 7 users');
  for (const flag of ['--reading text-match=contains', '--reading auth=token', '--limit url=1000', '--limit rules=9'])
    expect(banner).toContain(flag);
});

test('the variable of --no-cors is false where the flag would be given', async () => {
  const env = { UNDERSTUDY_CORS: 'false' };
  await saidOf(env);
  expect(env).toEqual({ UNDERSTUDY_CORS: 'false' });
  const { banner, url } = await started({ ...env, UNDERSTUDY_MEMORY: 'true', UNDERSTUDY_RECORDS: '3' });
  expect(banner).toMatch(/changed +--no-cors --records 3$/m);
  expect((await fetch(`${url}/v1/user/list`)).headers.has('access-control-allow-origin')).toBe(false);
});

test.each(['true', 'on', '1'])('CORS headers are sent where it is %s', async value => {
  const env = { UNDERSTUDY_CORS: value };
  await saidOf(env);
  expect(env).toEqual({});
});

test('a flag overrules its variable, and a variable that it conflicts with', async () => {
  const env = { UNDERSTUDY_PORT: '1', UNDERSTUDY_HOST: '127.0.0.9', UNDERSTUDY_DATA: 'kept', UNDERSTUDY_RECORDS: '9' };
  const { banner } = await started(env, '--memory', '--host', '127.0.0.2', '--records', '4');
  expect(banner).toMatch(/http:\/\/127\.0\.0\.2:\d+\/v1/);
  expect(banner).toContain('in memory, 4 users');
});

test('PORT and HOST are used if ours are not set', async () => {
  const { banner } = await serving(['--memory'], {
    cwd: await temporaryFolder(),
    env: { PORT: '1', HOST: '127.0.0.2', UNDERSTUDY_HOST: '127.0.0.3' },
  });
  expect(banner).toContain('http://127.0.0.3:');
});

test.each([
  [{ UNDERSTUDY_PORT: 'x' }, /from env 'UNDERSTUDY_PORT' is invalid\. It must be an integer\./],
  [{ PORT: 'x' }, /from env 'PORT' is invalid/],
  [{ UNDERSTUDY_MEMORY: 'maybe' }, /The variable UNDERSTUDY_MEMORY must be true or false, not maybe\./],
  [{ UNDERSTUDY_PROFILE: 'mine' }, /from env 'UNDERSTUDY_PROFILE' is invalid\. Allowed choices are/],
  [{ UNDERSTUDY_RECORDS: '0' }, /not 0\. .*These variables are set: UNDERSTUDY_RECORDS\./],
  [{ UNDERSTUDY_READING: 'auth=maybe' }, /no choice maybe.*These variables are set: UNDERSTUDY_READING\./],
  [{ UNDERSTUDY_SCENARIO: 'none' }, /no scenario none.*UNDERSTUDY_SCENARIO/],
  [{ UNDERSTUDY_MEMORY: '1', UNDERSTUDY_DATA: 'x' }, /'UNDERSTUDY_MEMORY' cannot be used with .*'UNDERSTUDY_DATA'/],
])('%j is refused in one sentence that names the variable', async (env, sentence) => {
  const { code, stdout, stderr } = await understudy(['serve'], { cwd: await temporaryFolder(), env });
  expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
  expect(stderr).toMatch(/^understudy: [^\n]+\n$/);
  expect(stderr).toMatch(sentence);
});

test('reset has the same variables for the flags that it has', async () => {
  const cwd = await temporaryFolder();
  const env = { UNDERSTUDY_DATA: 'elsewhere', UNDERSTUDY_RECORDS: '3' };
  expect((await understudy(['reset'], { cwd, env })).stdout).toBe('Seeded elsewhere again: 3 users, seed 1.\n');
});

test.each([
  ['UNDERSTUDY_PROT', 'UNDERSTUDY_PORT'],
  ['UNDERSTUDY_READINGS', 'UNDERSTUDY_READING'],
  ['UNDERSTUDY_ADMINTOKEN', 'UNDERSTUDY_ADMIN_TOKEN'],
  ['UNDERSTUDY_SANDBOXTTL', 'UNDERSTUDY_SANDBOX_TTL'],
])('%s is unknown, and %s is named', async (wrong, nearest) => {
  expect(await saidOf({ [wrong]: 'x' })).toEqual([
    `The variable ${wrong} is ignored: no flag has this name. Did you mean ${nearest}?`,
  ]);
});

test('there is no warning for variables that are known, empty, or not ours', async () => {
  const env = { UNDERSTUDY_DESCRIPTIONS: '/x', UNDERSTUDY_TOKEN: 'x', UNDERSTUDY_NON_ADMIN_TOKEN: 'x' };
  expect(await saidOf({ ...env, UNDERSTUDY_PROT: '', UNDERSTAND_PORT: 'x', PROT: 'x' })).toEqual([]);
  const checked = (await flagsOf('check')).flatMap(({ envVar }) => envVar ?? []);
  expect(Object.keys(env)).toEqual(expect.arrayContaining(checked));
});

test.each([
  ['true', 'true'],
  ['1', '1'],
  ['YES', 'YES'],
  ['on', 'on'],
  ['false', undefined],
  ['0', undefined],
  ['No', undefined],
  ['off', undefined],
  ['', undefined],
])('a flag without a value that its variable sets to %j is set as %j', async (value, left) => {
  const env: Record<string, string> = { UNDERSTUDY_MEMORY: value };
  await saidOf(env);
  expect(env.UNDERSTUDY_MEMORY).toBe(left);
});
