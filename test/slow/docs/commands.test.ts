import { existsSync } from 'node:fs';
import { expect, test } from 'vitest';
import { formOf, outputOf, PAGES, pageOf } from '../../guardians/docs/pages.js';
import { startSession } from './session.js';

/** Commands that another test runs, or that only CI runs. */
const ELSEWHERE: Readonly<Record<string, string>> = {
  'npm pack': 'test/slow/cli/package.test.ts',
  'npm install --save-dev ./understudy-api-0.1.0.tgz': 'test/slow/cli/package.test.ts',
  'npm ci\nnpm run dev -- --memory': 'test/slow/cli/dev.test.ts',
  'npm ci && npm run build\nnpm ci --prefix examples --ignore-scripts': '.ci/run',
  'UNDERSTUDY_ADMIN_TOKEN=choose-one docker compose --file examples/compose.yaml up --build':
    'test/slow/guardians/examples-image.test.ts',
};
const SERVE = /^(?:npm ci && )?((?:\w+=\S+ )*)(?:npm start|understudy serve|(?:npm start --|understudy serve) (.*))$/;
const pages = PAGES.filter(({ blocks }) => blocks.some(({ kind }) => kind === 'sh'));

test.each(pages)(
  'every command of $file runs, and prints what is shown',
  async page => {
    const session = await startSession();
    for (const [at, { kind, text }] of page.blocks.entries()) {
      if (kind === 'yaml') await runSteps(text, session);
      if (kind !== 'sh' || text in ELSEWHERE) continue;
      const [served, variables = '', flags = ''] = SERVE.exec(text) ?? [];
      const shown = outputOf(page, at);
      const { code, stdout } = served
        ? { code: 0, stdout: await session.serve(flags.split(' ').filter(Boolean), parse(variables)) }
        : await session.run(text.replace('npm run bench --', 'node bench/main.js'));
      expect(code, text).toBe(shown?.includes('FAIL') ? 1 : 0);
      if (shown !== undefined) expect(stdout, text).toMatch(formOf(shown));
    }
  },
  300_000,
);

test('commands that another place runs name it, and a page has each of them', () => {
  expect(Object.values(ELSEWHERE).filter(file => !existsSync(file))).toEqual([]);
  const commands = pages.flatMap(({ blocks }) => blocks.map(({ text }) => text));
  expect(Object.keys(ELSEWHERE).filter(command => !commands.includes(command))).toEqual([]);
});

test('every output that is shown stands right below its command or sample', () => {
  const loose = PAGES.flatMap(page =>
    page.blocks.flatMap(({ kind, text, above }) => (['json', 'text'].includes(kind) && above !== '' ? [text] : [])),
  );
  // the README shows a violation that the page about the check prints
  expect(loose).toHaveLength(1);
  const lines = (loose[0] ?? '').split('\n');
  for (const line of lines)
    expect(pageOf('docs/check.md').text.split('\n')).toContainEqual(expect.stringMatching(formOf(line)));
});

/** Runs the commands of a workflow, with the server of the page as the one that it is about. */
async function runSteps(workflow: string, session: Awaited<ReturnType<typeof startSession>>) {
  for (const [, command = ''] of workflow.matchAll(/^- run: (.*)$/gm)) {
    const { code } = await session.run(command.replace('npx --no --', ''), { STAGING_URL: session.url() });
    expect(code, command).toBe(0);
  }
}

function parse(variables: string): Record<string, string> {
  return Object.fromEntries(
    variables
      .split(' ')
      .filter(Boolean)
      .map(one => one.split('=')),
  );
}
