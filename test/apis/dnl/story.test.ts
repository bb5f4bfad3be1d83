import { expect, test } from 'vitest';
import { startMock } from '../../start-mock.js';
import { printed, printedText } from './printed.js';

/** 2018-02-26T22:39:43.438420Z, when the documents' user 1795 was created. */
const CREATED = Date.UTC(2018, 1, 26, 22, 39, 43) + 438.42;

/** The printed list, with the addresses that the pages obscure. */
function printedList(): string {
  const sample = printed('list-response');
  sample.payload.items[0].email = 'rt@example.com';
  sample.payload.items[1].email = 'qbfwgz@example.com';
  return JSON.stringify(sample);
}

test('a fresh mock tells the one story of the documents, to the letter', async () => {
  const { as, failures } = await startMock({ clock: () => CREATED });

  const list = await as.admin.get('/v1/user/list');
  const upToTheSecondUser = printedList().slice(0, -']}}'.length);
  expect(list.text.slice(0, upToTheSecondUser.length)).toBe(upToTheSecondUser);
  expect(list.text).toMatch(/\]\},"success":true\}$/);
  expect(list.body.payload.items).toHaveLength(30);

  const created = await as.admin.post('/v1/user/create').send(printed('create-body'));
  expect([created.status, created.text]).toEqual([200, printedText('create-response')]);

  const read = await as.admin.get('/v1/user/1795');
  const answer = printed('get-response');
  answer.payload.passwd = read.body.payload.passwd;
  expect([read.status, read.text]).toEqual([200, JSON.stringify(answer)]);

  const patched = await as.admin.patch('/v1/user/all?user_type=agent').send(printed('patch-all-body'));
  expect([patched.status, patched.text]).toEqual([200, printedText('patch-all-response')]);
  expect(failures).toEqual([]);
});

test('every response of the story is application/json', async () => {
  const { as } = await startMock();
  const answers = [
    await as.admin.get('/v1/user/list'),
    await as.admin.post('/v1/user/create').send(printed('create-body')),
    await as.admin.get('/v1/user/1795'),
    await as.admin.patch('/v1/user/all?user_type=agent').send(printed('patch-all-body')),
  ];
  expect(answers.map(({ headers }) => headers['content-type'])).toEqual(Array(4).fill('application/json'));
});

test('all users except the two printed ones have ids below 1721', async () => {
  const { as } = await startMock();
  const { body } = await as.admin.get('/v1/user/list?order_by=user_id&order_dir=asc&per_page=158');
  const ids: number[] = body.payload.items.map(({ user_id }: { user_id: number }) => user_id);
  expect(ids[0]).toBe(1);
  expect(Math.max(...ids)).toBeLessThan(1721);
});

test('the printed token stays an admin’s after its user became an inactive client', async () => {
  const { as } = await startMock();
  await as.admin.patch('/v1/user/all?user_id=1').send({ user_type: 'client', active: false });
  const list = await as.admin.get('/v1/user/list');
  expect(list.status).toBe(200);
});
