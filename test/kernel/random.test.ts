import { expect, test } from 'vitest';
import { createRandom } from '../../src/kernel/index.js';

const drawn = (seed: number, count: number) => {
  const random = createRandom(seed);
  return Array.from({ length: count }, random);
};

test('the same seed draws the same numbers, another seed draws others', () => {
  expect(drawn(1, 5)).toEqual(drawn(1, 5));
  expect(drawn(1, 5)).not.toEqual(drawn(2, 5));
});

test.each([0, 1, -1, 2 ** 31, Number.MAX_SAFE_INTEGER])(
  'numbers drawn from seed %d fill the space from 0 to 1',
  seed => {
    const numbers = drawn(seed, 10_000);
    expect(Math.min(...numbers)).toBeGreaterThanOrEqual(0);
    expect(Math.max(...numbers)).toBeLessThan(1);
    for (let tenth = 0; tenth < 10; tenth++) {
      const inIt = numbers.filter(number => Math.floor(number * 10) === tenth).length;
      expect(inIt).toBeGreaterThan(850);
      expect(inIt).toBeLessThan(1150);
    }
  },
);
