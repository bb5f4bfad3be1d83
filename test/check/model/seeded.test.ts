import { expect, test } from 'vitest';
import { createMark, createPicker, createUniqueTexts, deriveSeed } from '../../../src/check/model/seeded.js';

const SEEDS = Array.from({ length: 200 }, (_, seed) => seed);

test('each case has its own seed, which is always the same', () => {
  expect(deriveSeed(1, 'list-filter name')).toBe(deriveSeed(1, 'list-filter name'));
  expect(deriveSeed(1, 'list-filter name')).not.toBe(deriveSeed(2, 'list-filter name'));
  expect(deriveSeed(1, 'list-filter name')).not.toBe(deriveSeed(1, 'list-filter email'));
  expect(new Set(SEEDS.map(seed => deriveSeed(seed, 'a'))).size).toBe(SEEDS.length);
  expect(SEEDS.every(seed => Number.isInteger(deriveSeed(seed, 'a')))).toBe(true);
});

test('seed 1 with the case "2 a" differs from seed 12 with the case "a"', () => {
  expect(deriveSeed(1, '2 a')).not.toBe(deriveSeed(12, 'a'));
});

test('one seed always picks the same item, and every item is picked by some seed', () => {
  const list = ['a', 'b', 'c', 'd'];
  const picked = SEEDS.map(seed => createPicker(deriveSeed(seed, 'case'))(list));
  expect(SEEDS.map(seed => createPicker(deriveSeed(seed, 'case'))(list))).toEqual(picked);
  expect(new Set(picked)).toEqual(new Set(list));
});

test('a picker returns undefined for an empty list', () => {
  expect(createPicker(1)([])).toBeUndefined();
});

test('unique texts have 24 characters, and differ by mark, purpose and count', () => {
  const texts = ['usa', 'usb'].flatMap(mark =>
    ['one', 'two'].flatMap(purpose => {
      const next = createUniqueTexts(`${mark}00000000`.slice(0, 10), purpose);
      return [next(), next(), next()];
    }),
  );
  expect(new Set(texts).size).toBe(texts.length);
  expect(new Set(texts.map(text => text.length))).toEqual(new Set([24]));
});

test('marks differ from run to run, begin with us and have one length', () => {
  const marks = SEEDS.map(() => createMark());
  expect(new Set(marks).size).toBe(marks.length);
  expect(marks.filter(mark => !/^us[a-z0-9]{8}$/.test(mark))).toEqual([]);
});
