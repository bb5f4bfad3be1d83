import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import supertest from 'supertest';
import { describe, expect, onTestFinished, test } from 'vitest';
import { createMock, type MockOptions, Problem } from '../../src/index.js';
import { temporaryFolder } from '../cli/understudy.js';
import { storedRecords } from '../stored-records.js';

const BODY = { name: 'late', passwd: 'x', user_type: 'agent', email: 'l@example.com' };

describe('a mock that has been closed', () => {
  test('neither listens nor resets nor changes data, so that the next process can have the folder', async () => {
    const data = await temporaryFolder();
    const first = await createMock({ records: 3, data });
    await first.close();
    const second = await createMock({ data });
    onTestFinished(() => second.close());
    const create = (mock: typeof first) =>
      supertest(mock.app).post('/v1/user/create').set('X-Auth-Token', mock.tokens.dnl.admin).send(BODY);
    expect((await create(second)).body).toEqual({ object_id: 4, success: true });

    await expect(first.listen()).rejects.toMatchObject({ code: 'mock-closed' });
    await expect(first.reset()).rejects.toMatchObject({ code: 'mock-closed' });
    expect((await create(first)).body).toMatchObject({ status: 500, code: 'mock-closed' });
    expect(storedRecords(data, { collection: 'dnl.users', key: 'user_id' })).toHaveLength(4);
    await first.close();
  });
});

describe('a data file of another program', () => {
  test('is neither read nor discarded', async () => {
    const data = join(await temporaryFolder(), 'site');
    await mkdir(data);
    await writeFile(join(data, 'data.json'), '{"posts":[]}');
    await expect(createMock({ data })).rejects.toMatchObject({ code: 'data-invalid' });
    await expect(createMock({ data, reset: true })).rejects.toMatchObject({ code: 'data-invalid' });
    expect(await readFile(join(data, 'data.json'), 'utf8')).toBe('{"posts":[]}');
  });

  test.each(['', '{"posts":', 'not JSON at all'])('is discarded on request where it is damaged: %j', async text => {
    const data = await temporaryFolder();
    await writeFile(join(data, 'data.json'), text);
    await expect(createMock({ data })).rejects.toMatchObject({ code: 'data-damaged' });
    const mock = await createMock({ records: 2, data, reset: true });
    onTestFinished(() => mock.close());
    expect(mock.shipped[0]?.begins?.records).toBe(2);
  });
});

describe('options', () => {
  test('that are invalid are all named in one problem', async () => {
    const options = {
      apis: ['x'],
      records: 0,
      seed: 0.5,
      profile: 'y',
      readings: { z: '1' },
    } as unknown as MockOptions;
    const problem = await createMock(options).catch(error => error);
    expect(problem).toBeInstanceOf(Problem);
    for (const part of ['API x', 'not 0.', 'not 0.5.', 'profile must', 'reading z'])
      expect(problem.message).toContain(part);
  });

  test.each([
    { limits: { bytes: -1 } },
    { limits: { depth: 'x' } },
    { limits: { requestTimeout: 0 } },
    { limits: { delay: 30_001 } },
    { limits: { speed: 1 } },
    { delay: -1 },
    { journal: 20_001 },
    { situations: 'all' },
    { trustProxy: 'loopback' },
    { adminToken: '' },
    { adminToken: 'two words' },
    { clock: 5 },
    { data: '' },
  ])('%j is refused', async options => {
    await expect(createMock(options as unknown as MockOptions)).rejects.toMatchObject({ code: 'option-invalid' });
  });

  test.each([70_000, -1, 1.5])('port %d is a problem', async port => {
    const mock = await createMock({ records: 1 });
    onTestFinished(() => mock.close());
    await expect(mock.listen(port)).rejects.toMatchObject({ code: 'listen-failed' });
  });

  test('a clock may return a date or milliseconds', async () => {
    for (const clock of [() => new Date(1_500_000_000_000), () => 1_500_000_000_000.25]) {
      const mock = await createMock({ records: 1, clock });
      onTestFinished(() => mock.close());
      const asAdmin = supertest.agent(mock.app).set('X-Auth-Token', mock.tokens.dnl.admin);
      await asAdmin.post('/v1/user/create').send(BODY);
      const { create_time: created } = (await asAdmin.get('/v1/user/2')).body.payload;
      expect(created).toMatch(/^2017-07-14T02:40:00\.000(000|250)\+00:00$/);
    }
  });
});
