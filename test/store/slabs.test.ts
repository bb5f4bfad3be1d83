import { expect, test } from 'vitest';
import { Slabs } from '../../src/store/slabs.js';

test('Small records lie side by side, a large one alone', () => {
  const slabs = new Slabs();
  const [first, large, second] = [100, 100_000, 100].map(bytes => slabs.place(bytes));
  expect(first).toEqual({ slab: 0, offset: 0 });
  expect(large).toEqual({ slab: 1, offset: 0 });
  expect(second).toEqual({ slab: 0, offset: 100 });
  expect(slabs.at(1)).toHaveLength(100_000);
});

test('The memory of a large record is let go, and its number is used again', () => {
  const slabs = new Slabs();
  const { slab } = slabs.place(100_000);
  slabs.letGo(slab);
  expect(slabs.at(slab)).toHaveLength(0);
  expect(slabs.place(200_000)).toEqual({ slab, offset: 0 });
  expect(slabs.at(slab)).toHaveLength(200_000);
  expect(slabs.place(10).slab).not.toBe(slab);
});
