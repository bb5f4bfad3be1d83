import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import supertest from 'supertest';
import { expect, onTestFinished } from 'vitest';
import type { MockOptions } from '../../../src/index.js';
import { startMock } from '../../start-mock.js';

/** The user that always exists, and its agent, whose id is no user's. */
export const USER = '288256';
export const AGENT = '0502842370002';

export const SUCCESS = { success: true, message: expect.any(String) };

type StoredUser = Record<string, unknown> & { id: string };

/** A mock whose data a test can see: an answered change is in the file. */
export async function startAcefone(options: MockOptions = {}) {
  const folder = mkdtempSync(join(tmpdir(), 'understudy-'));
  const { mock } = await startMock({ users: 1, data: folder, ...options });
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const url = (id: string) => `/acefone/v1/user/${id}`;
  const text = () => readFileSync(join(folder, 'data.json'), 'utf8');
  return {
    mock,
    patch: (body: object, id = USER) => supertest(mock.app).patch(url(id)).send(body),
    patchText: (body: string | Buffer, type = 'application/json') =>
      supertest(mock.app)
        .patch(url(USER))
        .set('Content-Type', type)
        .serialize(sent => sent as unknown as string)
        .send(body),
    /** The whole data file. */
    text,
    stored: (id = USER): StoredUser | undefined =>
      (JSON.parse(text()).collections['acefone.users'] as StoredUser[]).find(user => user.id === id),
  };
}
