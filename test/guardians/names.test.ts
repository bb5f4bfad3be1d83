import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';

/** The rooms of every API. What one API calls its own stands in `apis`, in its contract and in its fixtures. */
const GENERIC = [
  'admin',
  'app',
  'auth',
  'cli',
  'contract',
  'fake',
  'journal',
  'kernel',
  'openapi',
  'play',
  'report',
  'resource',
  'rules',
  'server',
  'store',
  'target',
];

/** Words of the shipped APIs: their names, and what their documents speak of. Comments of other rooms have other examples. */
const WORDS = /dnl|acefone|passwd|\busers?\b|carrier|reseller|x-auth-token/gi;

/** Words that mean no shipped API, by the places that have them. */
const ALLOWED: Readonly<Record<string, readonly string[]>> = {
  // names of secrets in any API
  'journal/README.md': ['passwd'],
  'journal/redact/secret-name.ts': ['X-Auth-Token', 'passwd'],
  // the user name of Basic authentication
  'journal/criteria/criteria.ts': ['user'],
  'journal/redact/redact-loose-text.ts': ['User'],
  'auth/credentials.ts': ['user'],
  // who has names, in any API
  'fake/values/words/rules/people.ts': ['carrier', 'user'],
  // the header User-Agent, and a property of CSS
  'server/send-callbacks.ts': ['user'],
  'report/html/style.ts': ['user'],
};

const files = GENERIC.flatMap(room =>
  readdirSync(join('src', room), { recursive: true, withFileTypes: true })
    .filter(entry => entry.isFile())
    .map(entry => join(entry.parentPath, entry.name).slice('src/'.length)),
);

test('no room of every API names a shipped one, or a thing of one', () => {
  expect(files.length).toBeGreaterThan(200);
  const named = files.flatMap(file => {
    const words = [...new Set(readFileSync(join('src', file), 'utf8').match(WORDS))];
    return words.length === 0 ? [] : [[file, words.sort()]];
  });
  expect(Object.fromEntries(named)).toEqual(ALLOWED);
});
