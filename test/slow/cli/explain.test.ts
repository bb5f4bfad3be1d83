import { expect, test } from 'vitest';
import { understudy } from '../../cli/understudy.js';

const explain = (...args: string[]) => understudy(['explain', ...args], { cwd: '.' });

test('explain ID prints what the id means, and --json prints the same for programs', async () => {
  const { code, stdout, stderr } = await explain('text-match');
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  expect(stdout).toMatch(/^text-match: reading of dnl\n {2}question +Do name, /);
  const [reading, ...others] = JSON.parse((await explain('text-match', '--json')).stdout);
  expect(others).toEqual([]);
  expect(reading).toMatchObject({
    kind: 'reading',
    api: 'dnl',
    profiles: { observed: 'contains' },
    choices: [
      { id: 'exact', means: 'the whole text, case-sensitive' },
      { id: 'contains', means: 'a part, in any case' },
    ],
  });
});

test('explain without an id lists all ids, of one API with --api', async () => {
  const { stdout } = await explain();
  expect(stdout).toMatch(/^dnl\.list\.operation {2}GET \/user\/list returns the users of the system\.$/m);
  expect(stdout).toMatch(/^acefone\.auth {2}Are credentials required/m);
  expect(stdout).toMatch(/^data-locked {2}Data folder in use\.$/m);
  const { stdout: some } = await explain('--api', 'acefone');
  expect(some).not.toMatch(/^(?!acefone\.)./m);
  const listed: { id: string }[] = JSON.parse((await explain('--json')).stdout);
  expect(listed).toHaveLength(stdout.split('\n').length - 1);
  expect(listed).toContainEqual({ id: 'data-locked', kind: 'problem', summary: 'Data folder in use.' });
});

test('an unknown id is one sentence with the nearest id, and exit code 2', async () => {
  for (const [args, nearest] of [
    [['dnl.text-mach'], 'dnl.text-match'],
    [['text-match', '--api', 'acefone'], ''],
    [['\u001b[31m'], ''],
  ] as const) {
    const { code, stdout, stderr } = await explain(...args);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toMatch(
      /^understudy: Nothing has the id [^\p{Cc}]+; the nearest is \S+\. `understudy explain` [^\n]+\n$/u,
    );
    expect(stderr).toContain(`the nearest is ${nearest}`);
  }
});
