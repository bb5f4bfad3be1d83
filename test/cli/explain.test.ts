import { expect, test } from 'vitest';
import { findExplanations, listExplanations, qualifiedId } from '../../src/cli/explain/explanations.js';
import { formatExplanation, formatListed } from '../../src/cli/explain/format-explanation.js';
import { loadContract } from '../../src/contract/index.js';

const ALL = listExplanations(['dnl', 'acefone'].map(loadContract), { withProblems: true });
const textOf = (id: string) => findExplanations(id, ALL).map(formatExplanation).join('\n');

test('a statement has its text, its source, how certain it is and what rests on it', () => {
  expect(textOf('get.not-found')).toBe(`get.not-found: statement of dnl
  says       The body of the 404 names the kind of error and has success false, and nothing else.
  source     dnl-user-get:74-77
  certainty  explicit: the document says it
  reading    not-found-text
  contract   openapi.yaml#/paths/~1user~1{user_id}/get/responses/404/content/application~1json/examples/not-found
  checks     reading-held: Where the documents leave a doubt, the target follows one choice during the whole run.
             unknown-items: A request about a record that does not exist, or below one, is a 404.
             printed-refusals: A refusal has a documented status, and the code, the kind of error or the field that its page prints.
`);
});

test('a reading has its question, choices, profiles, lines and what the check accepts', () => {
  expect(textOf('text-match')).toBe(`text-match: reading of dnl
  question    Do name, carrier_name, email and login_ip match the whole text or a part?
  lines       dnl-user-list:27, dnl-user-list:29, dnl-user-patch-all:16, dnl-user-patch-all:20-21
  choices     exact: the whole text, case-sensitive
              contains: a part, in any case
  profiles    documented: exact, consistent: exact, observed: contains
  check       accepts exact, contains (either, for each parameter)
  statements  list.carrier_name, list.name, patch-all.email, patch-all.login_ip, patch-all.name
`);
});

test('a problem has what it means and what to do', () => {
  expect(textOf('data-locked')).toBe(`data-locked: problem
  means   Data folder in use
  do      Stop the other process, choose another folder with \`--data\`, or use none with \`--memory\`.
  status  500, where a response reports it
`);
});

test('an id of several APIs means all of them, and one with the name of an API before it', () => {
  const kinds = (id: string) => findExplanations(id, ALL).map(one => `${qualifiedId(one)} ${one.kind}`);
  expect(kinds('malformed-body')).toEqual([
    ...['dnl.malformed-body reading', 'dnl.malformed-body check', 'acefone.malformed-body check'],
  ]);
  expect(kinds('acefone.malformed-body')).toEqual(['acefone.malformed-body check']);
  expect(kinds('constructor')).toEqual([]);
});

test.each([
  ['dnl-user-get:75', ['get.not-found', 'not-found.error_type', 'not-found-text']],
  ['dnl-user-get:1-2', []],
  ['dnl-user:75', []],
])('lines of a document mean all statements and readings that cite them: %s', (lines, ids) => {
  expect(findExplanations(lines, ALL).map(({ id }) => id)).toEqual(ids);
});

test('each id can be explained, and is listed on one line with a sentence', () => {
  for (const one of ALL) {
    expect(findExplanations(qualifiedId(one), ALL)).toContain(one);
    expect(formatExplanation(one)).not.toMatch(/undefined|\[object/);
    expect(formatListed(one)).toMatch(/^\S+ {2}\S[^\n]*[.?]\n$/);
  }
});
