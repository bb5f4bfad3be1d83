import { describe, expect, test } from 'vitest';
import { parseFilter } from '../../src/console/page/requests/filter.js';
import { FilteredRows } from '../../src/console/page/requests/filtered-rows.js';
import { RequestLog } from '../../src/console/page/requests/request-log.js';
import type { Rows } from '../../src/console/page/requests/rows.js';
import { numbered, summary } from './summaries.js';

function idsIn(rows: Rows): number[] {
  return [...rows].map(({ id }) => id);
}

describe('The log of requests', () => {
  test('has each request once, by rising number, however they come', () => {
    const log = new RequestLog();
    log.add(numbered(5, 6));
    log.add(numbered(6, 7));
    log.addOlder(numbered(5, 4, 3));
    log.addOlder(numbered(2, 1));
    expect(idsIn(log.rows)).toEqual([1, 2, 3, 4, 5, 6, 7]);
    expect(log.newest).toBe(7);
  });

  test('drops the oldest when there are too many, and takes no older ones then', () => {
    const log = new RequestLog(3);
    log.add(numbered(1, 2, 3, 4, 5));
    log.addOlder(numbered(2));
    expect(idsIn(log.rows)).toEqual([3, 4, 5]);
  });

  test('stays right when thousands were dropped', () => {
    const log = new RequestLog(10);
    for (let id = 1; id <= 20_000; id++) log.add(numbered(id));
    expect(idsIn(log.rows)).toEqual(Array.from({ length: 10 }, (_, at) => 19_991 + at));
    expect([log.rows.indexOf(19_995), log.rows.indexOf(3), log.rows.countUpTo(19_992)]).toEqual([4, -1, 2]);
  });

  test('says which requests are missing between two', () => {
    const log = new RequestLog();
    log.addGap({ from: 1, to: 4 });
    log.add(numbered(5));
    log.addGap({ from: 4, to: 9 });
    log.add(numbered(10));
    expect([...log.rows]).toMatchObject([{ id: 5 }, { id: 9, from: 6, to: 9 }, { id: 10 }]);
  });
});

describe('The rows that match a filter', () => {
  const all = parseFilter('');
  const failed = parseFilter('is:failed');
  const nothing = () => undefined;

  test('follow what comes, what goes and what is older', () => {
    const log = new RequestLog(4);
    const filtered = new FilteredRows(log);
    log.add([summary({ id: 3, status: 404 }), summary({ id: 4 })]);
    expect(idsIn(filtered.update(failed, nothing))).toEqual([3]);
    log.add([summary({ id: 5, status: 500 })]);
    log.addOlder([summary({ id: 2, status: 0 })]);
    expect(idsIn(filtered.update(failed, nothing))).toEqual([2, 3, 5]);
    log.add([summary({ id: 6 })]);
    expect(idsIn(filtered.update(failed, nothing))).toEqual([3, 5]);
    expect(idsIn(filtered.update(all, nothing))).toEqual([3, 4, 5, 6]);
    log.clear();
    expect(idsIn(filtered.update(all, nothing))).toEqual([]);
  });

  test('always have the gaps', () => {
    const log = new RequestLog();
    log.add(numbered(1));
    log.addGap({ from: 2, to: 3 });
    expect(idsIn(new FilteredRows(log).update(failed, nothing))).toEqual([3]);
  });

  test('are tested again when the server has found something', () => {
    const log = new RequestLog();
    const filtered = new FilteredRows(log);
    const filter = parseFilter('body:agent');
    log.add(numbered(1, 2));
    expect(idsIn(filtered.update(filter, nothing))).toEqual([]);
    expect(idsIn(filtered.update(filter, (_, id) => id === 2))).toEqual([2]);
  });
});
