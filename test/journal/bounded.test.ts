import { describe, expect, test } from 'vitest';
import { type DescribeExchange, formatEntry, Journal, JournalMemory } from '../../src/journal/index.js';
import { describeNothing, exchangeOf } from './exchanges.js';

const NO_BODIES = { request: undefined, response: undefined };
const ALL = { offset: 0, limit: 1000 };

function journalOf({ memory = new JournalMemory(), describe = describeNothing as DescribeExchange } = {}): Journal {
  return new Journal({ max: 1000, memory, describe });
}

function shown(names: object, describe?: DescribeExchange) {
  const journal = journalOf(describe && { describe });
  journal.add(exchangeOf(names), NO_BODIES);
  return JSON.parse(JSON.stringify(formatEntry(journal.get(1) as never)));
}

describe('An entry keeps, of the names that a client chose,', () => {
  test.each(['unknownParameters', 'emptyParameters', 'unknownFields'])('the first thousand characters: %s', list => {
    const names = Array.from({ length: 300 }, (_, at) => `name-${at}`.padEnd(10, 'x'));
    expect(shown({ [list]: names })).toMatchObject({ [list]: names.slice(0, 100), leftOut: { [list]: 200 } });
  });

  test('a single longer one, cut', () => {
    const long = '\ud83d\ude00'.repeat(500_000);
    const { unknownFields, leftOut } = shown({ unknownFields: [long, 'b', 'c'] });
    expect([unknownFields, leftOut]).toEqual([[`${long.slice(0, 1000)}…`], { unknownFields: 2 }]);
  });

  test('all, if they are few', () => {
    const names = { unknownParameters: ['a'], emptyParameters: ['b', ''], unknownFields: ['c', 'x'.repeat(999)] };
    expect(shown(names)).toMatchObject(names);
    expect(shown(names)).not.toHaveProperty('leftOut');
  });

  test('and the first fifty of the violations', () => {
    const violations = Array.from({ length: 70 }, (_, at) => ({ in: 'body', pointer: `/${at}`, message: 'is wrong' }));
    const entry = shown({ unknownFields: Array.from({ length: 1001 }, () => 'x') }, () => ({ violations }));
    expect(entry.violations).toEqual(violations.slice(0, 50));
    expect(entry.leftOut).toEqual({ unknownFields: 1, violations: 20 });
  });
});

describe('All journals together keep a limited number of characters of URLs, headers and names', () => {
  const large = (url: string, length: number) => exchangeOf({ url, requestHeaders: { a: 'x'.repeat(length) } });
  const urlsIn = async (journal: Journal) => (await journal.page({}, ALL)).entries.map(({ exchange }) => exchange.url);

  test.each<[string, object]>([
    ['request headers', { requestHeaders: { a: 'x'.repeat(300) } }],
    ['a header that came more than once', { requestHeaders: { a: ['x'.repeat(150), 'x'.repeat(150)] } }],
    ['answer headers', { responseHeaders: ['a', 'x'.repeat(300)] }],
    ['addresses', { url: `/${'x'.repeat(300)}` }],
    ['names', { unknownFields: ['x'.repeat(300)] }],
  ])('counting %s', async (_, parts) => {
    const journal = journalOf({ memory: new JournalMemory({ characters: 1000 }) });
    for (let made = 0; made < 10; made++) journal.add(exchangeOf(parts), NO_BODIES);
    const { entries } = await journal.page({}, ALL);
    expect(entries.map(({ id }) => id)).toEqual(entries.length === 3 ? [10, 9, 8] : [10, 9]);
  });

  test('and the oldest entry of all journals is dropped first', async () => {
    const memory = new JournalMemory({ characters: 1000 });
    const [one, other] = [journalOf({ memory }), journalOf({ memory })];
    one.add(large('/1', 300), NO_BODIES);
    other.add(large('/2', 300), NO_BODIES);
    one.add(large('/3', 300), NO_BODIES);
    other.add(large('/4', 500), NO_BODIES);
    expect([await urlsIn(one), await urlsIn(other)]).toEqual([['/3'], ['/4']]);
    one.clear();
    for (const url of ['/5', '/6', '/7']) other.add(large(url, 100), NO_BODIES);
    expect(await urlsIn(other)).toEqual(['/7', '/6', '/5', '/4']);
  });

  test('also if one exchange alone is too large', async () => {
    const journal = journalOf({ memory: new JournalMemory({ characters: 1000 }) });
    for (const length of [100, 2000, 100]) {
      journal.add(large(`/${length}`, length), NO_BODIES);
      expect(await urlsIn(journal)).toEqual(length > 1000 ? [] : ['/100']);
    }
  });

  test('descriptions computed by reading are not kept beyond that, and drop no exchanges', async () => {
    const violations = [{ in: 'body', pointer: '/a', message: 'x'.repeat(400) }];
    let asked = 0;
    const describe = () => {
      asked++;
      return { violations };
    };
    const journal = journalOf({ memory: new JournalMemory({ characters: 1500 }), describe });
    for (let made = 0; made < 5; made++) journal.add(exchangeOf(), NO_BODIES);
    for (const times of [5, 5 + 3, 5 + 3 + 3]) {
      expect((await journal.page({ violations: true }, ALL)).total).toBe(5);
      expect(asked).toBe(times);
    }
  });
});
