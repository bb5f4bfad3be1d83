import { expect, test } from 'vitest';
import { newMark, pickerOf, seedOf, uniqueTexts } from '../../src/check/model/seeded.js';

const SEEDS = Array.from({ length: 200 }, (_, seed) => seed);

test('each case has a seed of its own, always the same', () => {
  expect(seedOf(1, 'list-filter name')).toBe(seedOf(1, 'list-filter name'));
  expect(seedOf(1, 'list-filter name')).not.toBe(seedOf(2, 'list-filter name'));
  expect(seedOf(1, 'list-filter name')).not.toBe(seedOf(1, 'list-filter email'));
  expect(new Set(SEEDS.map(seed => seedOf(seed, 'a'))).size).toBe(SEEDS.length);
  expect(SEEDS.every(seed => Number.isInteger(seedOf(seed, 'a')))).toBe(true);
});

test('the number of the seed and the name of the case are not mixed up', () => {
  expect(seedOf(1, '2 a')).not.toBe(seedOf(12, 'a'));
});

test('one seed always picks the same, and every item is picked by some seed', () => {
  const list = ['a', 'b', 'c', 'd'];
  const picked = SEEDS.map(seed => pickerOf(seedOf(seed, 'case'))(list));
  expect(SEEDS.map(seed => pickerOf(seedOf(seed, 'case'))(list))).toEqual(picked);
  expect(new Set(picked)).toEqual(new Set(list));
});

test('of nothing nothing is picked', () => {
  expect(pickerOf(1)([])).toBeUndefined();
});

test('unique texts are short, as long as each other, and differ by mark, purpose and count', () => {
  const texts = ['usa', 'usb'].flatMap(mark =>
    ['one', 'two'].flatMap(purpose => {
      const next = uniqueTexts(`${mark}00000000`.slice(0, 10), purpose);
      return [next(), next(), next()];
    }),
  );
  expect(new Set(texts).size).toBe(texts.length);
  expect(new Set(texts.map(text => text.length))).toEqual(new Set([24]));
});

test('marks differ, begin with us and are always of one length', () => {
  const marks = SEEDS.map(() => newMark());
  expect(new Set(marks).size).toBe(marks.length);
  expect(marks.filter(mark => !/^us[a-z0-9]{8}$/.test(mark))).toEqual([]);
});
