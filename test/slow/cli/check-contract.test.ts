import { join } from 'node:path';
import { expect, test } from 'vitest';
import { NOTES, serveNotes } from '../../check/described/notes.js';
import { temporaryFolder, understudy } from '../../cli/understudy.js';
import { writeFiles } from '../../openapi/files.js';

const TOKEN = 'a-right-token';
/** Runs `understudy check` with these arguments. */
async function check(...args: string[]) {
  return understudy(['check', ...args], { cwd: await temporaryFolder() });
}

const contract = () => join(writeFiles({ 'notes.json': NOTES }), 'notes.json');

test('a server that keeps its description ends with 0, and JSON says what was exercised', async () => {
  const url = await serveNotes((call, next) => next(call));
  const { code, stdout } = await check(url, '--contract', contract(), '--token', TOKEN, '--json');
  expect(code).toBe(0);
  const report = JSON.parse(stdout);
  expect(report).toMatchObject({ api: 'notes', violations: [], warnings: [], created: [] });
  expect(Object.keys(report.coverage.operations)).toHaveLength(5);
});

test('a violation ends with 1, and names the file with the line and a command without the token', async () => {
  const url = await serveNotes((call, next) => (call.method === 'DELETE' ? { status: 200, body: {} } : next(call)));
  const { code, stdout } = await check(url, '--contract', contract(), '--auth', `token=${TOKEN}`);
  expect(code).toBe(1);
  expect(stdout).toMatch(/FAIL {2}documented-status deleteNote {2}notes\.json:\d+/);
  expect(stdout).toContain('-H "Authorization: Bearer $UNDERSTUDY_AUTH_TOKEN"');
  expect(stdout).not.toContain(TOKEN);
});

test('a plan sends nothing and lists what would be sent', async () => {
  const { code, stdout } = await check('http://127.0.0.1:1', '--contract', contract(), '--plan');
  expect(code).toBe(0);
  expect(stdout).toContain('valid-requests: createNote made  [writes]');
  expect(stdout).toContain('Nothing was sent.');
});

test('a plan shows the body of each write, whole as JSON and shortened as text', async () => {
  const args = ['http://127.0.0.1:1', '--contract', contract(), '--plan', '--only', 'createNote'];
  const [text, json] = [await check(...args), await check(...args, '--json')];
  expect(text.stdout).toMatch(/\n {2}POST \/v1\/notes \{.*"title":"<unique>"/);
  expect(Math.max(...text.stdout.split('\n  POST ').map(line => line.split('\n')[0]?.length ?? 0))).toBeLessThan(165);
  const { cases } = JSON.parse(json.stdout) as { cases: { id: string; requests: string[] }[] };
  const tooLong = cases.find(({ id }) => id.includes('title maxLength'))?.requests[0] ?? '';
  // a title of 40 characters has a text that the run makes up, and more
  expect(JSON.parse(tooLong.replace('POST /v1/notes ', ''))).toMatchObject({
    title: expect.stringMatching(/^<unique>(.)\1{15}$/),
  });
});

test('names of laws and of operations select, and unknown names and schemes are refused', async () => {
  const url = await serveNotes((call, next) => next(call));
  const selected = ['--only', 'security', '--token', TOKEN];
  const unknown = await check(url, '--contract', contract(), ...selected);
  expect(unknown).toMatchObject({ code: 2 });
  expect(unknown.stderr).toContain('No check, operation or statement of notes has the name "security"');
  const scheme = await check(url, '--contract', contract(), '--auth', 'other=x');
  expect(scheme.stderr).toContain('The description has no security scheme "other".');
  const neither = await check(url);
  expect(neither.stderr).toContain('Give --contract <file>');
});
