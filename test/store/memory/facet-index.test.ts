import { describe, expect, test } from 'vitest';
import type { Condition, StoredRecord } from '../../../src/store/index.js';
import { FacetIndex } from '../../../src/store/memory/facet-index.js';
import { holds } from '../model.js';

/** Classes of things, and which of them conditions choose, each asked for itself where classes cannot tell. */
function classesOf(things: readonly StoredRecord[], keys: readonly string[]) {
  const classes = new FacetIndex(keys, { kind: 'text', level: 'number', flag: 'number', ended: 'instant' });
  for (const [slot, thing] of things.entries()) classes.set(slot, thing);
  const found = (...conditions: Condition[]) => {
    expect(conditions.every(condition => classes.serves(condition))).toBe(true);
    const { choice, rest } = classes.choose(conditions);
    expect([...choice.isChosen.keys()].filter(id => choice.isChosen[id] === 1)).toEqual(choice.ids);
    return things.filter(
      (thing, slot) =>
        choice.isChosen[classes.of[slot] as number] === 1 && rest.every(condition => holds(condition, thing)),
    );
  };
  return { classes, found };
}

const equal = (key: string, value: unknown): Condition => ({ key, is: 'equal', value });
const unequal = (key: string, value: unknown): Condition => ({ key, is: 'unequal', value });

describe('A key of few values', () => {
  const things = ['red', 'green', null, undefined, 'red', '', 'null'].map(kind => ({ kind }));
  const { found, classes } = classesOf(things, ['kind']);

  test.each<[string, Condition]>([
    ['a value', equal('kind', 'red')],
    ['the empty text', equal('kind', '')],
    ['a text that reads null', equal('kind', 'null')],
    ['a value that was never seen', equal('kind', 'blue')],
    ['no value', { key: 'kind', is: 'null' }],
    ['null itself', equal('kind', null)],
    ['any value', { key: 'kind', is: 'not-null' }],
    ['all but a value', unequal('kind', 'red')],
    ['all but a value that was never seen', unequal('kind', 'blue')],
  ])('finds %s', (_, condition) => {
    expect(found(condition)).toEqual(things.filter(thing => holds(condition, thing)));
    expect(classes.choose([condition]).rest).toEqual([]);
  });

  test('has one class for no value, whether it is null or missing', () => {
    expect(classes.of[2]).toBe(classes.of[3]);
    expect(classes.count).toBe(5);
  });
});

describe('A key of more values than are told apart', () => {
  const things = Array.from({ length: 400 }, (_, at) => ({ level: at % 9 === 8 ? null : (at % 80) - 40 }));
  const { found, classes } = classesOf(things, ['level']);

  test.each([...Array.from({ length: 84 }, (_, at) => at - 42), null])('finds %s and all but %s', value => {
    for (const condition of [equal('level', value), unequal('level', value)]) {
      expect(found(condition)).toEqual(things.filter(thing => holds(condition, thing)));
    }
  });

  test('finds none and all that are null', () => {
    for (const is of ['null', 'not-null'] as const) {
      expect(found({ key: 'level', is })).toEqual(things.filter(thing => holds({ key: 'level', is }, thing)));
    }
  });

  test('makes no more classes than it can number', () => {
    expect(classes.count).toBe(32);
  });
});

describe('Several keys', () => {
  const things = Array.from({ length: 3000 }, (_, at) => ({
    kind: [null, 'a', 'b'][at % 3],
    level: at % 50,
    flag: at % 7 < 3,
    ended: at % 11 === 0 ? null : `20${10 + (at % 80)}-01-01`,
  }));
  const { found, classes } = classesOf(things, ['kind', 'level', 'flag', 'ended']);

  test.each<[string, Condition[]]>([
    ['one of each', [equal('kind', 'a'), equal('level', 7), equal('flag', true), { key: 'ended', is: 'not-null' }]],
    ['two of one key', [unequal('level', 7), unequal('level', 45)]],
    ['what contradicts itself', [equal('flag', true), equal('flag', false)]],
    ['a value without a class of its own, in another key', [equal('level', 49), { key: 'ended', is: 'null' }]],
    ['all but a value, and no value', [unequal('kind', 'a'), { key: 'kind', is: 'null' }]],
  ])('find %s', (_, conditions) => {
    expect(found(...conditions)).toEqual(things.filter(thing => conditions.every(each => holds(each, thing))));
  });

  test('serve only what classes can tell', () => {
    expect(classes.serves({ key: 'ended', is: 'later', than: 0 })).toBe(false);
    expect(classes.serves(equal('ended', '2010-01-01'))).toBe(false);
    expect(classes.serves({ key: 'kind', is: 'containing', text: 'a' })).toBe(false);
    expect(classes.serves(equal('name', 'a'))).toBe(false);
  });
});

test('A record that takes the place of another is of its own class', () => {
  const { classes } = classesOf([{ kind: 'a' }, { kind: 'b' }], ['kind']);
  classes.set(0, { kind: 'b' });
  expect(classes.of[0]).toBe(classes.of[1]);
});
