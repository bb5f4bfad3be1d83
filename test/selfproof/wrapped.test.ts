import supertest from 'supertest';
import { expect, onTestFinished, test } from 'vitest';
import { createMock } from '../../src/index.js';
import { ADMIN } from './credentials.js';
import { composed, NoAnswer, type Wrap } from './exchange.js';
import { choosing } from './users/choosing.js';
import { listing } from './users/listing.js';
import { everyone } from './users/wrong-filters.js';
import { wrapped } from './wrapped.js';
import { askingQuery, editing, on } from './wraps.js';

/** The mock, and the mock behind a wrap. */
async function startBoth(wrap: Wrap) {
  const mock = await createMock({ apis: ['dnl'] });
  onTestFinished(() => mock.close());
  const failures: unknown[] = [];
  const admin = (app: Parameters<typeof supertest>[0]) => supertest.agent(app).set('X-Auth-Token', ADMIN);
  return { bare: admin(mock.app), behind: admin(wrapped(mock.app, wrap, error => failures.push(error))), failures };
}

test.each([
  '/v1/user/list',
  '/v1/user/list?page=2&per_page=7&order_by=last_login_time&order_dir=desc',
  '/v1/user/list?order_by=card_id&order_dir=desc&per_page=160',
  '/v1/user/list?user_type=agent&active=true&order_by=name',
  '/v1/user/list?create_time_gt=2017-01-01T00:00:00%2B05:00&last_login_time_isnull=true',
  '/v1/user/list?last_login_time_lt=2018-01-01T00:00:00Z&role_id=6&user_id_in=1,2,3,1310',
  '/v1/user/list?active=maybe',
  '/v1/user/list?page=99',
  '/v1/user/1721',
  '/v1/user/nobody',
  '/v1/nowhere',
])('a wrap that changes nothing, and a list that is built again, respond to %s as the mock does', async path => {
  const { bare, behind, failures } = await startBoth(composed(listing({}), choosing({})));
  const [expected, answered] = [await bare.get(path), await behind.get(path)];
  expect([answered.status, answered.body, answered.type]).toEqual([expected.status, expected.body, expected.type]);
  expect(failures).toEqual([]);
});

test('writes reach the mock, and the list shows what they change', async () => {
  const { bare, behind } = await startBoth(choosing({}));
  const body = { name: 'wrapped', passwd: 'x', user_type: 'agent', email: 'wrapped@example.com' };
  const created = await behind.post('/v1/user/create').send(body);
  expect(created.body).toEqual({ object_id: 1795, success: true });
  const patched = await behind.patch('/v1/user/all?user_type=agent&active=true').send({ last_name: 'changed' });
  const { body: found } = await bare.get('/v1/user/list?user_type=agent&active=true');
  expect(patched.body.payload.updated).toBe(found.payload.total);
  expect((await bare.get('/v1/user/1795')).body.payload.last_name).toBe('changed');
});

test('a patch-all that finds no user still gets 404', async () => {
  const { behind } = await startBoth(choosing({}));
  expect((await behind.patch('/v1/user/all?name=nobody').send({ active: true })).status).toBe(404);
});

test('a wrap changes requests and responses of the operations that it names', async () => {
  const { behind } = await startBoth(
    composed(
      askingQuery('list', query => query.set('per_page', '1')),
      editing('list', 200, json => ({ ...json, success: 'yes' })),
    ),
  );
  const { body } = await behind.get('/v1/user/list');
  expect([body.payload.items.length, body.success]).toEqual([1, 'yes']);
  expect((await behind.get('/v1/user/1')).body.success).toBe(true);
});

test('a wrong filter finds the users that the right filter excludes', async () => {
  const { behind } = await startBoth(listing({ filters: { active: everyone } }));
  const { body } = await behind.get('/v1/user/list?active=false&user_type=admin');
  expect(body.payload.total).toBe(8);
});

test('a wrap can break the connection in place of a response', async () => {
  const { behind, failures } = await startBoth(
    on('get', () => {
      throw new NoAnswer('break');
    }),
  );
  await expect(behind.get('/v1/user/1')).rejects.toThrow(/hang up|ECONNRESET/);
  expect(failures).toEqual([]);
});

test('an error in a wrap is not taken for a defect', async () => {
  const { behind, failures } = await startBoth(
    on('get', () => {
      throw new Error('a slip');
    }),
  );
  await expect(behind.get('/v1/user/1')).rejects.toThrow();
  expect(failures).toEqual([new Error('a slip')]);
});
