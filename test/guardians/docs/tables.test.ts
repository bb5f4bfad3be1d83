import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { DEFAULT_LIMITS } from '../../../src/app/index.js';
import { createProgram } from '../../../src/cli/run.js';
import { loadContract } from '../../../src/contract/index.js';
import * as understudy from '../../../src/index.js';
import { APIS } from '../contract-files.js';
import { pageOf, rowsOf } from './pages.js';

test.each(['serve', 'check', 'export'] as const)(
  'the table of flags of %s names every flag, in the order of --help',
  async name => {
    const program = await createProgram(name);
    const options = program.commands.find(command => command.name() === name)?.options ?? [];
    expect(firstCells('docs/cli.md', `| flag of \`${name}\``)).toEqual(options.map(({ long }) => long));
  },
);

test('the table of commands names every command', async () => {
  const { commands } = await createProgram('check');
  const named = firstCells('docs/cli.md', '| command').map(command => command.split(' ')[1]);
  expect(named.toSorted()).toEqual(commands.map(command => command.name()).toSorted());
});

test('the table of options names every option of createMock', () => {
  const type =
    /export type MockOptions = \{(.*?)^\};/ms.exec(readFileSync('src/app/options/mock-options.ts', 'utf8'))?.[1] ?? '';
  const options = [...type.matchAll(/^ {2}(\w+)\?:/gm)].map(([, name = '']) => name);
  const named = firstCells('docs/library.md', '| option').flatMap(cell => cell.replaceAll('`', '').split(', '));
  expect(named.toSorted()).toEqual(options.toSorted());
});

test('the page of the library names every export of the package', () => {
  for (const name of Object.keys(understudy)) expect(pageOf('docs/library.md').text).toContain(`\`${name}\``);
});

test('the table of limits has every limit with its default', () => {
  const rows = rowsOf('docs/sharing.md', '| limit |');
  const listed = rows.map(([name, , value = '']) => [name, Number(value.replaceAll(',', ''))]);
  expect(listed).toEqual(Object.entries(DEFAULT_LIMITS));
});

test('the table of readings has every reading with more than one choice', () => {
  const readings = ['dnl', 'acefone'].flatMap(api =>
    loadContract(api)
      .readings.filter(({ choices }) => choices.length > 1)
      .map(({ id, question, profiles }) => [api, id, question, ...Object.values(profiles)]),
  );
  expect(rowsOf('docs/readings.md', '| api | reading')).toEqual(readings);
});

test('the table of scenarios has every scenario', () => {
  const files = APIS.flatMap(api => readdirSync(`fixtures/${api}/scenarios`)).map(file => file.replace('.yaml', ''));
  expect(firstCells('docs/scenarios.md', '| scenario').toSorted()).toEqual([...new Set(files)].toSorted());
});

test('the table of documents has every document that a statement cites', () => {
  const cited = APIS.flatMap(api =>
    [...readFileSync(`contracts/${api}/statements.yaml`, 'utf8').matchAll(/^ {2}document: (.*)$/gm)].map(
      ([, id]) => id,
    ),
  );
  expect(firstCells('docs/documents.md', '| name').toSorted()).toEqual([...new Set(cited)].toSorted());
});

test('the table of rooms has every room', () => {
  expect(firstCells('CONTRIBUTING.md', '| room').toSorted()).toEqual(foldersIn('src'));
});

test('the table of guardians has every guardian', () => {
  const files = readdirSync('test/guardians', { recursive: true, encoding: 'utf8' });
  const guardians = files.filter(file => file.endsWith('.test.ts')).map(file => file.replace('.test.ts', ''));
  expect(firstCells('CONTRIBUTING.md', '| guardian').toSorted()).toEqual(guardians.toSorted());
});

function firstCells(file: string, heading: string): string[] {
  return rowsOf(file, heading).map(([cell = '']) => cell);
}

function foldersIn(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap(entry => (entry.isDirectory() ? [entry.name] : []));
}
