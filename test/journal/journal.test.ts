import { describe, expect, test } from 'vitest';
import {
  type Criteria,
  type DescribeExchange,
  type Entry,
  type Exchange,
  formatEntry,
  Journal,
  JournalMemory,
  parseCriteria,
} from '../../src/journal/index.js';
import { readJson } from '../../src/kernel/index.js';
import { describeNothing, exchangeOf } from './exchanges.js';

const ALL = { offset: 0, limit: 100 };

function journalOf({
  max = 10,
  memory = new JournalMemory(),
  describe = describeNothing as DescribeExchange,
} = {}): Journal {
  return new Journal({ max, memory, describe });
}

function filled(...parts: Partial<Exchange>[]): Journal {
  const journal = journalOf();
  for (const part of parts) journal.add(exchangeOf(part), {});
  return journal;
}

function criteriaOf(json: unknown): Criteria {
  const read = readJson(json, parseCriteria);
  if ('issues' in read) throw new Error(read.issues.join('\n'));
  return read.value;
}

const ids = (entries: readonly Entry[]) => entries.map(({ id }) => id);

test('exchanges are numbered from 1, and the newest come first', async () => {
  const journal = filled({}, {}, {});
  expect(ids((await journal.page({}, ALL)).entries)).toEqual([3, 2, 1]);
  expect(journal.get(2)?.id).toBe(2);
  for (const id of [0, 4, -1, 1.5, Number.NaN]) expect(journal.get(id)).toBeUndefined();
});

test('only the configured number of exchanges is kept', async () => {
  const journal = journalOf({ max: 3 });
  for (let at = 0; at < 100; at++) journal.add(exchangeOf({ status: at }), {});
  expect(ids((await journal.page({}, ALL)).entries)).toEqual([100, 99, 98]);
  expect(journal.get(98)?.exchange.status).toBe(97);
  expect(journal.get(97)).toBeUndefined();
});

test('a page is a part of what was found, with the number of all', async () => {
  const journal = filled({}, {}, {}, {}, {});
  const { entries, total } = await journal.page({}, { offset: 1, limit: 2 });
  expect([ids(entries), total]).toEqual([[4, 3], 5]);
  expect(await journal.page({}, { offset: 9, limit: 2 })).toEqual({ entries: [], total: 5 });
});

const UNMATCHED = { operation: undefined, api: undefined, respondedBy: 'unmatched', status: 404 } as const;

describe('Entries are found by', () => {
  const journal = filled(
    { api: 'acefone', operation: 'getUser', startedAt: 100 },
    { operation: 'getUser', status: 404, startedAt: 200 },
    { ...UNMATCHED, status: 404, startedAt: 300, method: 'DELETE', path: '/v1/nothing' },
  );
  test.each([
    [{ operation: 'getUser' }, [2, 1]],
    [{ api: 'acefone', operation: 'getUser' }, [1]],
    [{ status: 404 }, [3, 2]],
    [{ since: 200 }, [3, 2]],
    [{ until: 200 }, [2, 1]],
    [{ since: 200, until: 200 }, [2]],
    [{ violations: true }, []],
    [{ violations: false }, [3, 2, 1]],
    [{ operation: 'none' }, []],
  ])('%j', async (filter, found) => {
    expect(ids((await journal.page(filter, ALL)).entries)).toEqual(found);
  });

  test('criteria, as they are counted', async () => {
    expect(ids(await journal.find(criteriaOf({ method: 'DELETE' })))).toEqual([3]);
    expect(ids(await journal.find(criteriaOf({ operation: 'getUser', api: 'dnl' })))).toEqual([2]);
    expect(await journal.count(criteriaOf({}))).toBe(3);
  });

  test('their refusal because no operation matches, which excludes preflights and responses of rules', async () => {
    const journal = filled(
      UNMATCHED,
      { ...UNMATCHED, respondedBy: 'preflight' },
      { ...UNMATCHED, respondedBy: 'rule' },
      {},
    );
    expect(ids((await journal.unmatched(ALL)).entries)).toEqual([1]);
  });
});

test('criteria see the bodies that are still kept', async () => {
  const memory = new JournalMemory({ bytes: 8, bytesEach: 8 });
  const journal = journalOf({ memory });
  for (const body of ['{"a":1}', '{"a":2}']) journal.add(exchangeOf(), { request: Buffer.from(body) });
  expect(await journal.count(criteriaOf({ bodyPatterns: [{ contains: 'a' }] }))).toBe(1);
  expect(await journal.count(criteriaOf({ bodyPatterns: [{ absent: true }] }))).toBe(0);
  expect(await journal.count(criteriaOf({ bodyPatterns: [{ equalToJson: { a: 2 } }] }))).toBe(1);
});

test('an exchange is described once, when it is read', async () => {
  const described: number[] = [];
  const journal = journalOf({
    describe: ({ id }) => {
      described.push(id);
      return { violations: id === 2 ? [{ keyword: 'type' }] : [] };
    },
  });
  for (let at = 0; at < 3; at++) journal.add(exchangeOf(), {});
  await journal.page({}, ALL);
  expect(described).toEqual([]);
  expect(ids((await journal.page({ violations: true }, ALL)).entries)).toEqual([2]);
  expect(ids((await journal.page({ violations: false }, ALL)).entries)).toEqual([3, 1]);
  expect(described).toEqual([3, 2, 1]);
});

test('an entry that was read stays as it was when a later exchange takes its place', () => {
  const journal = journalOf({ max: 1, describe: ({ exchange }) => ({ violations: [{ url: exchange.url }] }) });
  journal.add(exchangeOf({ url: '/first', status: 201, milliseconds: 1.5 }), { request: Buffer.from('"one"') });
  const first = journal.get(1) as Entry;
  journal.add(exchangeOf({ url: '/second', status: 404, milliseconds: 2 }), { response: '"two"' });
  expect(formatEntry(first)).toMatchObject({
    id: 1,
    milliseconds: 1.5,
    request: { url: '/first', body: 'one' },
    response: { status: 201 },
    violations: [{ url: '/first' }],
  });
  expect(formatEntry(first).response).not.toHaveProperty('body');
  const second = formatEntry(journal.get(2) as Entry);
  expect(second).toMatchObject({ id: 2, request: { url: '/second' }, violations: [{ url: '/second' }] });
  expect(second.request).not.toHaveProperty('body');
});

test('each entry has its own headers, in the order in which they were sent', () => {
  const headers = [
    { host: 'a', accept: 'b' },
    { accept: 'b', host: 'a' },
    { accept: 'b', host: 'c' },
    { accept: 'b' },
    { accept: 'b' },
  ];
  const lists = [['X-A', '10'], ['X-A', '20'], ['X-A', '10'], ['X-A'], []];
  const journal = filled(
    ...headers.map((requestHeaders, at) => ({ requestHeaders, responseHeaders: lists[at] ?? [] })),
  );
  const found = headers.map((_, at) => journal.get(at + 1)?.exchange);
  expect(found.map(exchange => JSON.stringify(exchange?.requestHeaders))).toEqual(
    headers.map(one => JSON.stringify(one)),
  );
  expect(found.map(exchange => exchange?.responseHeaders)).toEqual(lists);
});

test('a cleared journal is empty, and its numbers continue', async () => {
  const journal = filled({}, {});
  journal.clear();
  expect(await journal.page({}, ALL)).toEqual({ entries: [], total: 0 });
  expect(journal.get(2)).toBeUndefined();
  journal.add(exchangeOf(), {});
  expect(ids((await journal.page({}, ALL)).entries)).toEqual([3]);
});

test('a watcher gets the number of each entry until it stops', () => {
  const journal = filled({});
  const seen: number[] = [];
  const listener = (id: number) => seen.push(id);
  const stops = [journal.watch(listener), journal.watch(listener)];
  journal.add(exchangeOf(), {});
  stops[0]?.();
  journal.add(exchangeOf(), {});
  stops[1]?.();
  journal.add(exchangeOf(), {});
  expect(seen).toEqual([2, 2, 3]);
});

test('many journals together hold no more than one may: the oldest exchange of all goes first', async () => {
  const memory = new JournalMemory({ exchanges: 4 });
  const [one, other] = [journalOf({ memory }), journalOf({ memory })];
  for (let at = 0; at < 3; at++) one.add(exchangeOf(), {});
  for (let at = 0; at < 3; at++) other.add(exchangeOf(), {});
  expect(ids((await one.page({}, ALL)).entries)).toEqual([3]);
  expect(ids((await other.page({}, ALL)).entries)).toEqual([3, 2, 1]);
  one.clear();
  one.add(exchangeOf(), {});
  other.add(exchangeOf(), {});
  expect(ids((await one.page({}, ALL)).entries)).toEqual([4]);
  expect(ids((await other.page({}, ALL)).entries)).toEqual([4, 3, 2]);
});

test('the oldest bodies of all journals go first, and their entries stay and say so', () => {
  const memory = new JournalMemory({ bytes: 32, bytesEach: 16 });
  const [one, other] = [journalOf({ memory }), journalOf({ memory })];
  one.add(exchangeOf(), { request: Buffer.from('"one"'), response: '"answer one"' });
  other.add(exchangeOf(), { response: Buffer.from('"answer other"') });
  other.add(exchangeOf(), { response: '"last"' });
  const [first, second, third] = [one.get(1), other.get(1), other.get(2)].map(entry => formatEntry(entry as Entry));
  expect(first).toMatchObject({ id: 1, request: { bodyLost: true }, response: { status: 200 }, curl: null });
  expect(second).toMatchObject({ response: { body: 'answer other' } });
  expect(third).toMatchObject({ response: { body: 'last' } });
});

test('other requests get their turn while many entries are looked through', async () => {
  const journal = journalOf({ max: 1000 });
  for (let at = 0; at < 1000; at++) journal.add(exchangeOf(), {});
  let turns = 0;
  const ticking = setInterval(() => turns++, 0);
  const counted = await journal.count({
    matches(view) {
      const until = performance.now() + 0.05;
      while (performance.now() < until);
      return view.request.method === 'GET';
    },
  });
  clearInterval(ticking);
  expect(counted).toBe(1000);
  expect(turns).toBeGreaterThan(0);
});
