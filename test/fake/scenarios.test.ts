import { expect, test } from 'vitest';
import { readScenarios } from '../../src/fake/index.js';
import { mergeParts, parseScenario } from '../../src/fake/scenario.js';

const parse = (json: unknown, api = 'dnl') => parseScenario(json, { api, file: 'fixtures/dnl/scenarios/test.yaml' });

test('A scenario has the records and rules of each API, and its summary has the sentences of all of them', () => {
  const json = { summary: 'Nothing is there.', records: { users: [] }, rules: [{ match: {}, expireTokens: true }] };
  const scenario = mergeParts('nothing', [parse(json), parse(json, 'acefone')]);
  expect(scenario).toMatchObject({
    name: 'nothing',
    summary: 'Nothing is there.',
    records: { 'dnl.users': [], 'acefone.users': [] },
  });
  expect(scenario.rules.map(({ json }) => json)).toEqual([
    { match: { api: 'dnl' }, expireTokens: true },
    { match: { api: 'acefone' }, expireTokens: true },
  ]);
  expect(scenario).not.toHaveProperty('time');
});

test('a scenario with two different summaries has both', () => {
  const parts = ['Users are few.', 'Agents are many.'].map(summary => parse({ summary }));
  expect(mergeParts('some', parts).summary).toBe('Users are few. Agents are many.');
});

test('a rule of a scenario applies only to the API of its file', () => {
  const { rules } = parse({
    summary: 'Some.',
    rules: [{ match: { api: 'acefone', method: 'GET' }, response: { code: 404 } }],
  });
  expect(rules.map(({ json }) => json)).toEqual([{ match: { api: 'dnl', method: 'GET' }, response: { code: 404 } }]);
});

test('A scenario begins at the time that an API names, if they do not contradict each other', () => {
  const at = (clock: string) => parse({ summary: 'Some.', clock });
  const noon = Date.UTC(2026, 0, 1, 12);
  expect(mergeParts('noon', [at('2026-01-01T12:00:00Z'), parse({ summary: 'Some.' })]).time).toBe(noon);
  expect(mergeParts('noon', [at('2026-01-01T12:00:00Z'), at('2026-01-01T14:00:00+02:00')]).time).toBe(noon);
  expect(() => mergeParts('noon', [at('2026-01-01T12:00:00Z'), at('2026-01-02T00:00:00Z')])).toThrow(
    expect.objectContaining({ code: 'scenario-invalid', message: expect.stringContaining('scenario noon') }),
  );
});

test.each<[string, unknown, string[]]>([
  ['that is empty', null, ['The whole must be an object, not null.']],
  ['with an unknown word', { summary: 'Some.', record: {} }, ['/record is unknown; did you mean records?']],
  [
    'with records that are no list',
    { summary: 'Some.', records: { users: {} } },
    ['/records/users must be a list, not {}.'],
  ],
  ['with a time that is none', { summary: 'Some.', clock: 'noon' }, ['/clock must be a time, such as']],
  [
    'with several issues in its rules',
    { summary: 5, rules: [{ match: { methd: 'GET' }, fault: 'FIRE' }, 7] },
    [
      '/summary must be text, not 5.',
      '/rules/0/match/methd is unknown',
      '/rules/0/fault must be',
      '/rules/1 must be an object, not 7.',
    ],
  ],
])('A file %s is refused with all that is wrong with it', (_, json, told) => {
  try {
    parse(json);
    expect.unreachable();
  } catch (error) {
    expect(error).toMatchObject({ code: 'scenario-invalid' });
    const { message } = error as Error;
    expect(message).toMatch(/^fixtures\/dnl\/scenarios\/test\.yaml cannot be used: /);
    for (const part of told) expect(message).toContain(part);
  }
});

test('An API without scenarios has none', () => {
  expect(readScenarios(['none'])).toEqual([]);
});

test('Scenarios that were read may be changed without changing those read next', () => {
  const [first] = readScenarios(['dnl', 'acefone']);
  Object.assign(first ?? {}, { summary: 'Changed.' });
  expect(readScenarios(['dnl', 'acefone'])[0]?.summary).not.toBe('Changed.');
});
