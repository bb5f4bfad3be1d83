import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import supertest from 'supertest';
import { expect, onTestFinished } from 'vitest';
import type { MockOptions } from '../../../src/index.js';
import { startMock } from '../../start-mock.js';
import { storedRecords, storedText } from '../../stored-records.js';

/** The user that always exists, and its agent, whose id is no user's. */
export const USER = '288256';
export const AGENT = '0502842370002';

export const SUCCESS = { success: true, message: expect.any(String) };

type StoredUser = Record<string, unknown> & { id: string };

/** A mock whose data a test can see: an answered change is in its folder. */
export async function startAcefone(options: MockOptions = {}) {
  const folder = mkdtempSync(join(tmpdir(), 'understudy-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const { mock } = await startMock({ records: 1, data: folder, ...options });
  const url = (id: string) => `/acefone/v1/user/${id}`;
  return {
    mock,
    patch: (body: object, id = USER) => supertest(mock.app).patch(url(id)).send(body),
    patchText: (body: string | Buffer, type = 'application/json') =>
      supertest(mock.app)
        .patch(url(USER))
        .set('Content-Type', type)
        .serialize(sent => sent as unknown as string)
        .send(body),
    /** All that the data folder holds. */
    text: () => storedText(folder),
    stored: (id = USER): StoredUser | undefined =>
      (storedRecords(folder, { collection: 'acefone.users', key: 'id' }) as StoredUser[]).find(user => user.id === id),
  };
}
