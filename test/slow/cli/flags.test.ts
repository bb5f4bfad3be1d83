import { expect, test } from 'vitest';
import { temporaryFolder, understudy } from '../../cli/understudy.js';

test.each([
  [['serve', '--prot', '1'], /unknown option '--prot' \(Did you mean --port\?\)/],
  [['serve', '--port', 'x'], /'x' is invalid\. It must be an integer\./],
  [['serve', '--port', '65536'], /It must be from 0 to 65535\./],
  [['serve', '--records', '0'], /The option records must be an integer from 1 to 1000000 for dnl\.users, not 0\./],
  [['serve', '--records', '-1'], /The option records must be an integer from 0 to 1000000, not -1\./],
  [['serve', '--records', '1.5'], /It must be an integer\./],
  [['serve', '--seed', 'abc'], /It must be an integer\./],
  [['serve', '--api', ','], /It must name an API\./],
  [['serve', '--api', 'dnl,nobody'], /There is no API nobody. Known APIs: dnl, acefone\./],
  [['serve', '--api', 'nobody'], /There is no API nobody. Known APIs: dnl, acefone\./],
  [['serve', '--api', 'dnl', '--default-api', 'acefone'], /The default API acefone is not served \(dnl\)\./],
  [['serve', '--profile', 'mine'], /Allowed choices are documented, consistent, observed\./],
  [['serve', '--reading', 'text-match'], /It must be id=choice, such as text-match=contains\./],
  [['serve', '--reading', 'text-mach=whole'], /There is no reading text-mach; did you mean text-match\?/],
  [
    ['serve', '--reading', 'text-match=fuzzy'],
    /The reading text-match has no choice fuzzy. Its choices: exact, contains\./,
  ],
  [['serve', '--memory', '--data', 'x'], /'--memory' cannot be used with option '--data <dir>'/],
  [['serve', '--documents', 'nowhere'], /The option documents must be a folder that exists, not nowhere\./],
  [['serve', '--json', '--verbose'], /'--json' cannot be used with option '--verbose'/],
  [['serve', '--data', ''], /The option data must not be empty\./],
  [['serve', '--delay', '30001'], /The option delay must be an integer from 0 to 30000, not 30001\./],
  [['serve', '--journal', '0'], /The option journal must be an integer from 1 to 20000, not 0\./],
  [['serve', '--scenario', 'none'], /There is no scenario none. Known scenarios: documented, empty, /],
  [['serve', '--sandboxes', '0'], /The option sandboxes\.most must be an integer from 1 to \d+, not 0\./],
  [['serve', '--sandbox-ttl', '30'], /It must be a time above 0 and up to 596h, such as 500ms, 30s, 2m or 1h\./],
  [['serve', '--sandbox-ttl', '0s'], /It must be a time above 0 and up to 596h, such as 500ms, 30s, 2m or 1h\./],
  [['serve', '--remote-overrides', 'all'], /Allowed choices are local, open\./],
  [['serve', '--limit', 'bytes'], /It must be name=number, such as bytes=1000000\./],
  [['serve', '--limit', 'bytes=1k'], /It must be an integer\./],
  [['serve', '--limit', 'bytes=0'], /The option limits\.bytes must be an integer from 1 to \d+, not 0\./],
  [['serve', '--limit', 'delay=30001'], /The option limits\.delay must be an integer from 1 to 30000, not 30001\./],
  [['serve', '--limit', 'speed=1'], /The option limits\.speed is unknown; the known names are bytes, /],
  [['serve', 'more'], /Failed to read more: there is no such file\. Give an OpenAPI description/],
  [['serve', '--reset-every', '597h'], /It must be a time above 0 and up to 596h/],
  [['vresion'], /unknown command 'vresion' \(Did you mean version\?\)/],
  [['chekc'], /unknown command 'chekc' \(Did you mean check\?\)/],
  [['--port', '9000'], /--port needs a command before it\. Put the command first: `understudy serve --port`\./],
  [['--memory'], /Put the command first: `understudy serve --memory`\./],
  [['sevre'], /unknown command 'sevre' \(Did you mean serve\?\)/],
  [['reset', '--port', '1'], /unknown option '--port'/],
])('%j is refused in one clear sentence with exit code 2', async (args, sentence) => {
  const { code, stdout, stderr } = await understudy(args, { cwd: await temporaryFolder() });
  expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
  expect(stderr).toMatch(sentence);
  expect(stderr).toMatch(/^understudy: [^\n]+\n$/);
});

test('without a command only the help is printed', async () => {
  const { code, stderr } = await understudy([], { cwd: await temporaryFolder() });
  expect(code).toBe(2);
  expect(stderr).toContain('serve [options] [descriptions...]');
});

test('--help lists the commands and every flag of serve', async () => {
  const cwd = await temporaryFolder();
  expect(await understudy(['--help'], { cwd })).toMatchObject({
    code: 0,
    stdout: expect.stringContaining('reset [options]'),
  });
  const { stdout } = await understudy(['serve', '--help'], { cwd });
  const flags = [
    'port',
    'host',
    'api',
    'open',
    'watch',
    'allow-refs',
    'auth',
    'validate-request',
    'dynamic',
    'no-cors',
    'callbacks',
    'resources',
    'records',
    'unknown-parents',
    'handlers',
    'errors',
    'default-api',
    'seed',
    'data',
    'memory',
    'store',
    'stale-reads',
    'reset',
    'documents',
    'fixtures',
    'scenario',
    'durability',
    'sandboxes',
    'sandbox-ttl',
    'profile',
    'reading',
    'delay',
    'journal',
    'admin-token',
    'remote-overrides',
    'visitor-sandboxes',
    'trust-proxy',
    'limit',
    'reset-every',
    'verbose',
    'quiet',
    'json',
  ];
  const told = [...stdout.matchAll(/^ {2}--([a-z-]+)/gm)].map(([, flag]) => flag);
  expect(told.toSorted()).toEqual(flags.toSorted());
});

test.each(['--version', '-v', '-V', 'version'])('%s prints the version of the package', async word => {
  const { code, stdout } = await understudy([word], { cwd: await temporaryFolder() });
  expect({ code, stdout }).toEqual({ code: 0, stdout: expect.stringMatching(/^\d+\.\d+\.\d+\n$/) });
});
