import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import supertest from 'supertest';
import { onTestFinished } from 'vitest';
import { createMock, type MockOptions } from '../../src/index.js';
import { storedRecords, storedText } from '../stored-records.js';
import { temporaryFolder } from './things.js';

/** A data file as plain values. */
type DataFile = {
  about: Record<string, unknown>;
  next: Record<string, number>;
  collections: Record<string, Record<string, unknown>[]>;
};

/** The data folder of mocks that are started and stopped one after the other, with its file to be edited between. */
export function dataFolder() {
  const folder = temporaryFolder();
  const file = join(folder, 'data.json');
  const text = () => readFileSync(file, 'utf8');
  const write = (edited: string | Buffer) => writeFileSync(file, edited);
  return {
    folder,
    file,
    text,
    bytes: () => readFileSync(file),
    /** What the file holds but for its log and the generations, which nobody can know before. */
    data(): DataFile {
      const { about, ...data } = JSON.parse(text());
      const { log: _, after: __, generations: ___, ...known } = about;
      return { about: known, ...data };
    },
    /** The users that the folder holds, those in the log included. */
    users: () => storedRecords(folder, { collection: 'dnl.users', key: 'user_id' }),
    /** All text of the folder, that of the log included. */
    stored: () => storedText(folder),
    write,
    /** Changes what the file holds. It is laid out anew, one value on a line. */
    edit(change: (data: DataFile) => void): void {
      const data = JSON.parse(text());
      change(data);
      write(JSON.stringify(data, null, 2));
    },
    /** The line on which some text stands first, counted from 1. */
    lineOf: (part: string) => text().slice(0, text().indexOf(part)).split('\n').length,
    start: (options: MockOptions = {}) => start({ data: folder, ...options }),
    /** Starts and stops a mock, so that the folder is seeded. */
    async seed(options: MockOptions = { records: 5 }): Promise<void> {
      await (await start({ data: folder, ...options })).mock.close();
    },
  };
}

async function start(options: MockOptions) {
  const mock = await createMock(options);
  onTestFinished(() => mock.close());
  const agent = supertest.agent(mock.app).set('X-Auth-Token', mock.tokens.dnl.admin);
  return {
    mock,
    user: async (id: number) => (await agent.get(`/v1/user/${id}`)).body.payload,
    total: async (): Promise<number> => (await agent.get('/v1/user/list')).body.payload.total,
    create: async (name: string): Promise<number> => {
      const body = { name, passwd: 'x', user_type: 'client', email: null };
      return (await agent.post('/v1/user/create').send(body)).body.object_id;
    },
    patch: async (query: string, body: object) => (await agent.patch(`/v1/user/all?${query}`).send(body)).status,
  };
}
