import { expect, test } from 'vitest';
import type { CollectionRule } from '../../../src/resource/resources.js';
import { openResources } from '../resource-mock.js';

const TEXT_OR_NULL = { type: ['string', 'null'] };
const LOAN = {
  type: 'object',
  required: ['id', 'owner', 'branch'],
  properties: {
    id: { type: 'integer' },
    owner: TEXT_OR_NULL,
    branch: TEXT_OR_NULL,
    contact: { type: 'object', properties: { name: { type: 'string' }, branch: { type: 'string' } } },
  },
};
const DOCUMENT = {
  openapi: '3.1.0',
  info: { title: 'Library', version: '1' },
  paths: { '/loans': { get: { operationId: 'listLoans', responses: { 204: { description: 'None' } } } } },
  components: { schemas: { Loan: LOAN } },
};

/** What given loans become with a rule. */
async function complete(rule: CollectionRule, given: readonly Record<string, unknown>[]): Promise<unknown[]> {
  const loans = { schema: 'api.json#/components/schemas/Loan', key: 'id', ...rule };
  const { api } = await openResources(DOCUMENT, { collections: { loans }, operations: {} });
  const completer = api.collections[0]?.completer?.(given);
  return given.map(record => completer?.(record));
}

test('A given record has the members that follow others, where an empty text may count as null', async () => {
  const follows = {
    owner: { member: 'contact.name', emptyIsNull: true },
    branch: { member: 'contact.branch' },
  };
  const contact = { name: '', branch: '' };
  expect(
    await complete({ follows }, [
      { contact },
      { contact, owner: 'Ada' },
      { contact: { name: 'Eve', branch: 'North' } },
    ]),
  ).toEqual([
    { id: 1, contact, owner: null, branch: '' },
    { id: 2, contact, owner: 'Ada', branch: '' },
    { id: 3, contact: { name: 'Eve', branch: 'North' }, owner: 'Eve', branch: 'North' },
  ]);
});

test('A given record has members in the form in which they are kept', async () => {
  const keptAs = { branch: 'text', contact: { branch: null, name: 'none' } } as const;
  expect(await complete({ keptAs }, [{ owner: null, branch: 7, contact: { name: 'Eve' } }])).toEqual([
    { id: 1, owner: null, branch: '7', contact: { branch: null, name: 'Eve' } },
  ]);
});
