import { describe, expect, onTestFinished, test } from 'vitest';
import { startAdmin } from '../../admin/start-admin.js';
import { requestText, textUntilClosed } from '../../server/start-server.js';

test('A slow client gets many records completely, and no listener is left behind', async () => {
  const server = await startAdmin({ records: 40_000 });
  const warnings: unknown[] = [];
  const warn = (warning: unknown) => warnings.push(warning);
  process.on('warning', warn);
  onTestFinished(() => void process.off('warning', warn));
  const socket = await server.open();
  const text = textUntilClosed(socket);
  socket.on('data', () => {
    socket.pause();
    setImmediate(() => socket.resume());
  });
  socket.write(requestText('GET /__admin/records/dnl/users'));
  const [, body = ''] = (await text).split('\r\n\r\n');
  const json = JSON.parse(unchunked(body));
  expect(json.records).toHaveLength(40_000);
  expect(warnings).toEqual([]);
});

test('A client that leaves in the middle of many records breaks nothing', async () => {
  const server = await startAdmin({ records: 40_000 });
  const socket = await server.open();
  socket.write(requestText('GET /__admin/records/dnl/users'));
  await new Promise(resolve => socket.once('data', resolve));
  socket.pause();
  await server.total();
  socket.resetAndDestroy();
  expect(await server.total()).toBe(40_000);
});

describe('Records are refused with the place of what is wrong, and none is replaced', () => {
  test.each<[string, (users: Record<string, unknown>[]) => unknown[], RegExp]>([
    [
      'one of them has a value that its schema does not allow',
      users => users.with(2, { ...users[2], active: 'perhaps' }),
      /\/2\/active must be /,
    ],
    [
      'several have',
      users => [{ ...users[0], user_type: 7 }, users[1], { ...users[2], user_id: 'x' }],
      /\/0\/user_type must be .*\/2\/user_id must be /s,
    ],
    ['a key comes twice', users => [...users, users[1] as object], /\/5\/user_id is 2, as in record 1 before it/],
    ['one has no key', ([first, ...others]) => [...others, { ...first, user_id: undefined }], /\/4\b.*user_id/],
    ['one is no object', users => [...users, 7], /\/records\/5 must be an object, not 7/],
  ])('where %s', async (_, change, told) => {
    const server = await startAdmin();
    const { records } = (await server.admin('GET', USERS)).body;
    const { status, body } = await server.admin('PUT', USERS, { json: { records: change(records) } });
    expect(status).toBe(400);
    expect(body.detail).toMatch(told);
    expect((await server.admin('GET', USERS)).body).toEqual({ records });
  });

  test.each(['/records/dnl/nothing', '/records/none/users', '/records/acefone/carriers'])(
    'where there is no such collection: %s',
    async path => {
      const server = await startAdmin();
      const [, , api, collection] = path.split('/');
      for (const [method, json] of [['GET'], ['PUT', { records: [] }]] as const) {
        const { status, body } = await server.admin(method, path, { json });
        expect([status, body.code]).toEqual([404, 'no-such-collection']);
        expect(body.detail).toContain(`no collection ${api}.${collection}; there are: dnl.users`);
      }
      expect(await server.total()).toBe(5);
    },
  );
});

const USERS = '/records/dnl/users';

/** A body without what says how long its chunks are. */
function unchunked(text: string): string {
  const chunks: string[] = [];
  const bytes = Buffer.from(text);
  for (let at = 0; at < bytes.length; ) {
    const end = bytes.indexOf('\r\n', at);
    const length = Number.parseInt(bytes.toString('latin1', at, end), 16);
    chunks.push(bytes.toString('utf8', end + 2, end + 2 + length));
    at = end + 2 + length + 2;
  }
  return chunks.join('');
}
