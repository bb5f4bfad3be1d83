import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { loadContract } from '../../src/contract/index.js';
import { startAdmin } from './start-admin.js';

describe('The lines of a document', () => {
  test('are those of its file in the folder of documents', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'understudy-'));
    await writeFile(join(folder, 'dnl-user-list.txt'), 'one\r\ntwo\n');
    await writeFile(join(folder, 'secret.txt'), 'not for readers');
    const { admin } = await startAdmin({ documents: folder });
    const { body } = await admin('GET', '/apis/dnl/documents/dnl-user-list');
    expect(body).toEqual({ name: 'dnl-user-list', lines: ['one', 'two', ''], samples: expect.any(Array) });
    expect((await admin('GET', '/apis/dnl/documents/dnl-user-get')).body).toEqual({
      name: 'dnl-user-get',
      samples: expect.arrayContaining([{ lines: '100-143', text: expect.stringContaining('"user_id"') }]),
    });
    for (const name of ['secret', '..%2Fsecret']) {
      const refused = await admin('GET', `/apis/dnl/documents/${name}`);
      expect([refused.status, refused.body.code], name).toEqual([404, 'no-such-document']);
    }
  });

  test('are absent without the folder, also where it is deleted after the start', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'understudy-'));
    for (const options of [{}, { documents: folder }]) {
      const { admin } = await startAdmin(options);
      await rm(folder, { recursive: true, force: true });
      const { status, body } = await admin('GET', '/apis/dnl/documents/dnl-user-list');
      expect([status, body]).toEqual([200, { name: 'dnl-user-list', samples: expect.any(Array) }]);
      await mkdir(folder);
    }
    await rm(folder, { recursive: true });
  });

  test('a folder that does not exist is refused at the start', async () => {
    await expect(startAdmin({ documents: '/nowhere/at-all' })).rejects.toMatchObject({
      code: 'option-invalid',
      message: 'The option documents must be a folder that exists, not /nowhere/at-all.',
    });
  });
});

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
