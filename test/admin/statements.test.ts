import { describe, expect, test } from 'vitest';
import { loadContract } from '../../src/contract/index.js';
import { startAdmin } from './start-admin.js';

type Listed = {
  id: string;
  document?: string;
  lines?: string;
  certainty: string;
  pointers: string[];
  checks: string[];
};

async function list(query = '', api = 'dnl'): Promise<Listed[]> {
  const { admin } = await startAdmin();
  return (await admin('GET', `/apis/${api}/statements${query}`)).body.statements;
}

describe('The statements of an API', () => {
  test.each(['dnl', 'acefone'])('are all those of its documents: %s', async api => {
    const statements = await list('', api);
    const known = loadContract(api).statements();
    expect(statements.length).toBe(known.length);
    expect(statements.map(({ pointers, checks }) => [...pointers, ...checks].sort())).toEqual(
      known.map(({ supports }) => [...supports].sort()),
    );
  });

  test('are found by a place of the contract', async () => {
    const place = 'openapi.yaml#/paths/~1user~1list/get/parameters/0';
    const ids = (await list(`?pointer=${encodeURIComponent(place)}`)).map(({ id }) => id);
    expect(ids).toContain('list.page');
    // about the whole operation
    expect(ids).toContain('list.operation');
    expect(ids).not.toContain('list.per_page');
  });

  test('are found by document and certainty', async () => {
    const found = await list('?document=dnl-user-list&certainty=derived');
    expect(found.length).toBeGreaterThan(5);
    expect(new Set(found.map(({ document, certainty }) => `${document} ${certainty}`))).toEqual(
      new Set(['dnl-user-list derived']),
    );
  });

  test('are none for another API, and refused for another certainty', async () => {
    const { admin } = await startAdmin();
    expect((await admin('GET', '/apis/none/statements')).status).toBe(404);
    expect((await admin('GET', '/apis/dnl/statements?certainty=sure')).status).toBe(400);
  });
});
