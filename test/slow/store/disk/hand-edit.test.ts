import { describe, expect, test } from 'vitest';
import { dataFolder } from '../../../store/data-folder.js';

const USERS = 'dnl.users';

async function seeded() {
  const folder = dataFolder();
  await folder.seed();
  return folder;
}

describe('An edit by hand is honoured', () => {
  test('where it changes a record', async () => {
    const { edit, start } = await seeded();
    edit(({ collections }) => Object.assign(collections[USERS]?.[2] ?? {}, { first_name: 'By hand' }));
    expect((await (await start()).user(3)).first_name).toBe('By hand');
  });

  test('where it takes a record away, whose id is not given again', async () => {
    const { edit, start } = await seeded();
    edit(({ collections }) => collections[USERS]?.pop());
    const { total, user, create } = await start();
    expect([await total(), await user(5)]).toEqual([4, undefined]);
    expect(await create('new')).toBe(6);
  });

  test('where it adds a record, which the next id does not overwrite', async () => {
    const { edit, start } = await seeded();
    edit(({ collections }) => {
      const [first] = collections[USERS] ?? [];
      collections[USERS]?.unshift({ ...first, user_id: 900, name: 'by hand' });
    });
    const { create, user, total } = await start();
    expect(await create('made')).toBe(901);
    expect([(await user(900)).name, await total()]).toEqual(['by hand', 7]);
  });

  test.each([
    ['is lowered', (next: Record<string, number>) => Object.assign(next, { [USERS]: 2 })],
    ['is taken away', (next: Record<string, number>) => delete next[USERS]],
  ])('where the next id %s: it is raised above all that are there', async (_, change) => {
    const { edit, start } = await seeded();
    edit(({ next }) => change(next));
    const { create, user, total } = await start();
    const before = await user(1);
    expect(await create('made')).toBe(6);
    expect([await user(1), await total()]).toEqual([before, 6]);
  });

  test('where it raises the next id', async () => {
    const { edit, start } = await seeded();
    edit(({ next }) => Object.assign(next, { [USERS]: 1000 }));
    expect(await (await start()).create('made')).toBe(1000);
  });

  test('where it lists records in another order: pages keep theirs', async () => {
    const { edit, start } = await seeded();
    edit(({ collections }) => collections[USERS]?.reverse());
    const { mock, user } = await start();
    expect((await user(2)).user_id).toBe(2);
    const { default: supertest } = await import('supertest');
    const list = await supertest(mock.app).get('/v1/user/list').set('X-Auth-Token', mock.tokens.dnl.admin);
    expect(list.body.payload.items.map(({ user_id }: { user_id: number }) => user_id)).toEqual([5, 4, 3, 2, 1]);
  });

  test('where it empties a collection', async () => {
    const { edit, start } = await seeded();
    edit(({ collections }) => Object.assign(collections, { [USERS]: [] }));
    const { total, create } = await start();
    expect([await total(), await create('first')]).toEqual([0, 6]);
  });

  test('where it takes a collection away: that one is seeded again, the others stay', async () => {
    const { edit, start, text } = await seeded();
    const before = JSON.parse(text());
    edit(({ collections }) => {
      delete collections['acefone.users'];
      Object.assign(collections[USERS]?.[0] ?? {}, { first_name: 'By hand' });
    });
    const { user } = await start();
    expect((await user(1)).first_name).toBe('By hand');
    expect(JSON.parse(text()).collections['acefone.users']).toEqual(before.collections['acefone.users']);
  });

  test('where it lays the file out otherwise, with the line ends of Windows', async () => {
    const { write, text, start } = await seeded();
    write(JSON.stringify(JSON.parse(text()), null, '\t').replaceAll('\n', '\r\n'));
    expect(await (await start()).total()).toBe(5);
  });

  test('where the editor put a byte order mark before it', async () => {
    const { write, text, start } = await seeded();
    write(`\uFEFF${text()}`);
    expect(await (await start()).total()).toBe(5);
  });

  test('where it adds a key that no user has, which stays', async () => {
    const { edit, start, text } = await seeded();
    edit(({ collections }) => Object.assign(collections[USERS]?.[0] ?? {}, { note: 'mine' }));
    await (await start()).create('made');
    expect(JSON.parse(text()).collections[USERS][0].note).toBe('mine');
  });
});

describe('An edit that no faithful server could hold is refused, with the line of every issue', () => {
  /** Starts on an edited file: refused with these issues, each `part of the file` with what is said of it. */
  async function refused(
    change: Parameters<ReturnType<typeof dataFolder>['edit']>[0],
    issues: [part: string, message: RegExp][],
  ) {
    const { edit, start, bytes, lineOf, file } = await seeded();
    edit(change);
    const before = bytes();
    const problem = await start().then(
      () => undefined,
      (error: Error) => error,
    );
    expect(problem).toMatchObject({ code: 'data-invalid', fix: expect.stringContaining('--reset') });
    const lines = problem?.message.split('\n') ?? [];
    for (const [part, message] of issues) {
      const told = lines.filter(line => line.includes(`${file}:${lineOf(part)} `));
      expect(told.join('\n'), part).toMatch(message);
    }
    expect(bytes().equals(before)).toBe(true);
    return lines;
  }

  test('several at once, in several records and collections', () =>
    refused(
      ({ collections }) => {
        Object.assign(collections[USERS]?.[0] ?? {}, { email: 4711 });
        Object.assign(collections[USERS]?.[3] ?? {}, { user_type: 'ghost', active: 'perhaps' });
        Object.assign(collections['dnl.roles']?.[0] ?? {}, { role_name: 4712 });
        Object.assign(collections['acefone.users']?.[1] ?? {}, { caller_id: 'no list' });
      },
      [
        ['4711', /\/collections\/dnl\.users\/0\/email must be/],
        ['"ghost"', /\/collections\/dnl\.users\/3\/user_type must be/],
        ['"perhaps"', /\/collections\/dnl\.users\/3\/active must be boolean/],
        ['4712', /\/collections\/dnl\.roles\/0\/role_name must be string/],
        ['"no list"', /\/collections\/acefone\.users\/1\/caller_id must be array/],
      ],
    ));

  test('a missing key, at its record', () =>
    refused(({ collections }) => delete collections[USERS]?.[1]?.passwd, [['"user_id": 2,', /^$|passwd/]]));

  test('a time that is none and a password in plain', () =>
    refused(
      ({ collections }) =>
        Object.assign(collections[USERS]?.[0] ?? {}, {
          create_time: '30 February',
          passwd: 'plain',
          last_login_time: 'yesterday',
        }),
      [
        ['"yesterday"', /last_login_time must/],
        ['"30 February"', /create_time must/],
        ['"plain"', /passwd must/],
      ],
    ));

  test.each(['9007199254740993', '1e400', '0.12345678901234567890'])(
    'a number that would be changed, %s, in whatever layout',
    async number => {
      for (const space of [undefined, 2]) {
        const { text, write, start } = await seeded();
        const laidOut = space === undefined ? text() : JSON.stringify(JSON.parse(text()), null, space);
        const edited = laidOut.replace(/"card_id": ?null/, `"card_id": ${number}`);
        expect(edited).not.toBe(laidOut);
        write(edited);
        const line = edited.slice(0, edited.indexOf(number)).split('\n').length;
        await expect(start()).rejects.toMatchObject({
          code: 'data-invalid',
          message: expect.stringMatching(
            new RegExp(
              `:${line} /collections/dnl.users/\\d/card_id must be a number that JavaScript keeps exactly, not ${number}`,
            ),
          ),
        });
      }
    },
  );

  test('two records with one id, at the second', () =>
    refused(
      ({ collections }) => collections[USERS]?.push({ ...collections[USERS]?.[1], name: 'the second' }),
      [['"name": "the second"', /^$/]],
    ).then(lines => expect(lines.join('\n')).toMatch(/\/collections\/dnl\.users\/5\/user_id is 2, as in record 1/)));

  test.each<[string, unknown]>([
    ['null', null],
    ['a text', 'user'],
    ['a list', []],
    ['a number', 7],
  ])('a record that is %s', (_, record) =>
    refused(({ collections }) => collections[USERS]?.push(record as Record<string, unknown>), []).then(lines =>
      expect(lines.join('\n')).toMatch(/\/collections\/dnl\.users\/5 must be object/),
    ),
  );

  test.each<[string, (data: Record<string, unknown>) => void, RegExp]>([
    ['about', data => Object.assign(data, { about: 1 }), /:\d+ \/about must be/],
    ['another form', data => Object.assign(data.about as object, { understudy: 99 }), /:\d+ \/about must be/],
    ['the seed', data => Object.assign(data.about as object, { seed: 'one' }), /:\d+ \/about\/seed must be an integer/],
    [
      'the number of records',
      data => Object.assign(data.about as object, { records: 1.5 }),
      /:\d+ \/about\/records must be an integer/,
    ],
    [
      'a member of an earlier version',
      data => Object.assign(data.about as object, { users: 5 }),
      /:\d+ \/about\/users is none of the members understudy, seed, records, /,
    ],
    ['the next ids', data => Object.assign(data, { next: [] }), /:\d+ \/next must be an object/],
    [
      'a next id',
      data => Object.assign(data, { next: { [USERS]: 'six' } }),
      /:\d+ \/next\/dnl\.users must be an integer/,
    ],
    ['no collections', data => delete data.collections, /:\d+ \/collections must be an object/],
    [
      'a collection that is no list',
      data => Object.assign(data.collections as object, { [USERS]: {} }),
      /:\d+ \/collections\/dnl\.users must be a list/,
    ],
    [
      'a collection that is null',
      data => Object.assign(data.collections as object, { [USERS]: null }),
      /:\d+ \/collections\/dnl\.users must be a list/,
    ],
  ])('what is around the records: %s', async (_, change, told) => {
    const lines = await refused(data => change(data as unknown as Record<string, unknown>), []);
    expect(lines.join('\n')).toMatch(told);
  });

  test('what is around the records and a record, both', () =>
    refused(
      ({ about, collections }) => {
        Object.assign(about, { seed: 'one' });
        Object.assign(collections[USERS]?.[0] ?? {}, { email: 4711 });
      },
      [
        ['"one"', /\/about\/seed/],
        ['4711', /email/],
      ],
    ));

  test.each([['[]'], ['null'], ['5'], ['"data"']])('a file that holds %s', async whole => {
    const { write, start, text } = await seeded();
    write(whole);
    await expect(start()).rejects.toMatchObject({ code: 'data-invalid' });
    expect(text()).toBe(whole);
  });

  test('hundreds of issues, each of them', async () => {
    const lines = await refused(({ collections }) => {
      for (const user of collections['acefone.users'] ?? []) for (const key of Object.keys(user)) user[key] = 1.5;
    }, []);
    const told = lines.filter(line => line.includes('/collections/acefone.users/'));
    expect(told.length).toBeGreaterThanOrEqual(40 * 15);
    expect(new Set(told.map(line => /json:(\d+) /.exec(line)?.[1])).size).toBeGreaterThanOrEqual(40 * 15);
  });
});
