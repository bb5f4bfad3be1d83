import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { harbourFiles, STATEMENTS } from '../../app/harbour/harbour.js';
import { serving, understudy } from '../../cli/understudy.js';
import { writeFiles } from '../../openapi/files.js';

test('a contract folder is inferred and served, follows its readings, and a broken file leaves the last version', async () => {
  const cwd = writeFiles(harbourFiles());
  const inferred = await understudy(['infer', 'harbour'], { cwd });
  expect(inferred).toMatchObject({ code: 0, stderr: '' });
  expect(inferred.stdout).toContain('4 statements: 2 explicit, 1 derived, 1 companion\n3 readings\n');
  expect(inferred.stdout).toContain('Everything was understood.');

  const { url, banner, printed, warned } = await serving(['harbour', '--watch', '--reading', 'text-match=part'], {
    cwd,
  });
  expect(banner).toContain(`harbour    ${url}/v2`);
  const add = { method: 'POST', headers: { 'Content-Type': 'application/json' }, body: '{"name":"North 1"}' };
  expect((await fetch(`${url}/v2/berths`, add)).status).toBe(201);
  const found = async () => (await (await fetch(`${url}/v2/berths?name=north`)).json()) as unknown[];
  expect(await found()).toHaveLength(1);

  const readings = join(cwd, 'harbour/readings.yaml');
  const text = readFileSync(readings, 'utf8');
  writeFileSync(readings, text.replace('documented: whole', 'documented: wholly'));
  expect(await warned(/previous version is still served/)).toMatch(/readings\.yaml:\d+ .*did you mean whole\?/);
  expect(await found()).toHaveLength(1);
  writeFileSync(readings, text.replace('value: containing', 'value: equal'));
  await printed(/reloaded harbour: 3 operations/);
  expect(await found()).toHaveLength(0);
});

test('infer names readings that decide nothing and operations without a statement', async () => {
  const cwd = writeFiles(harbourFiles({ 'resources.yaml': '# nothing\n', 'statements.yaml': [] }));
  const { stdout } = await understudy(['infer', 'harbour'], { cwd });
  expect(stdout).toContain('The reading text-match decides nothing: all of its choices are played alike.');
  expect(stdout).not.toContain('The reading nameless decides nothing');
  expect(stdout).not.toContain('No statement supports');
  const other = writeFiles(harbourFiles({ 'statements.yaml': STATEMENTS.slice(0, 1) }));
  const inferred = await understudy(['infer', 'harbour'], { cwd: other });
  expect(inferred.stdout).toContain('No statement supports POST /berths.\n');
  expect(inferred.stdout).not.toContain('No statement supports GET /berths.\n');
});

test('the ids of a contract folder are explained, and it is exported with a choice of its readings', async () => {
  const cwd = writeFiles(harbourFiles());
  const explained = await understudy(['explain', 'text-match', '--contract', 'harbour'], { cwd });
  expect(explained.stdout).toBe(`text-match: reading of harbour
  question    Does a name match as a whole or in part?
  lines       harbour:3
  choices     whole: as a whole
              part: in part, in any case
  profiles    documented: whole, consistent: whole, observed: part
  check       accepts whole, part (as a whole; or in part, in any case)
  statements  list.name
`);
  const lines = await understudy(['explain', 'harbour:4', '--contract', 'harbour', '--json'], { cwd });
  expect(JSON.parse(lines.stdout).map(({ id }: { id: string }) => id)).toEqual(['add.operation', 'nameless']);
  const unknown = await understudy(['explain', 'list.nam', '--contract', 'harbour'], { cwd });
  expect(unknown).toMatchObject({ code: 2, stdout: '' });
  expect(unknown.stderr).toContain('the nearest is list.name.');

  const requiredWith = async (...flags: string[]) => {
    const { stdout } = await understudy(['export', 'harbour', '--as', 'openapi', ...flags], { cwd });
    return JSON.parse(stdout).components.schemas.NewBerth.required;
  };
  expect(await requiredWith()).toEqual(['name']);
  expect(await requiredWith('--reading', 'nameless=named')).toEqual([]);
  const http = await understudy(['export', 'harbour', '--as', 'http'], { cwd });
  expect(http.stdout).toMatch(/^POST \{\{baseUrl\}\}\/berths$/m);
});
