import { expect, test } from 'vitest';
import { applyScimPatch, readScimOperations } from '../../../src/resource/perform/scim-patch.js';

const USER = { userName: 'b', active: true, name: { givenName: 'B', familyName: 'J' }, emails: [{ value: 'a@b' }] };

test.each([
  ['replaces a member', [{ op: 'Replace', path: 'active', value: false }], { active: false }],
  [
    'changes a member of a member',
    [{ op: 'add', path: 'name.givenName', value: 'C' }],
    { name: { givenName: 'C', familyName: 'J' } },
  ],
  [
    'adds to a list',
    [{ op: 'add', path: 'emails', value: [{ value: 'c@d' }] }],
    { emails: [{ value: 'a@b' }, { value: 'c@d' }] },
  ],
  ['removes a member', [{ op: 'remove', path: 'name.familyName' }], { name: { givenName: 'B' } }],
  [
    'changes several members without a path',
    [{ op: 'replace', value: { userName: 'c', active: false } }],
    { userName: 'c', active: false },
  ],
])('a patch of SCIM %s', (_, operations, expected) => {
  const read = readScimOperations({ schemas: ['urn:patch'], Operations: operations });
  expect(applyScimPatch(USER, read ?? [])).toMatchObject({ record: { ...USER, ...expected } });
});

test('a path of SCIM that chooses from a list is a failure', () => {
  const operations = [{ op: 'replace', path: 'emails[type eq "work"].value', value: 'x' }];
  expect(applyScimPatch(USER, operations)).toHaveProperty('failure');
});

test.each([{}, { Operations: [] }, { Operations: ['cut'] }, { Operations: [{ op: 'cut' }] }, []])(
  '%j is no patch of SCIM',
  body => {
    expect(readScimOperations(body)).toBeUndefined();
  },
);
