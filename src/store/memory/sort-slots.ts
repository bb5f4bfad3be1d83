import { type Column, NumberColumn, type TextColumn } from './column.js';

/**
 * Slots in the ascending order of a column, nulls last, equal ones in the order in which they come. Numbers are sorted
 * digit by digit, and texts by a few characters at a time; a comparison per pair would take seconds for a million.
 */
export function sortSlots(slots: Uint32Array, column: Column): Uint32Array {
  if (slots.length < FEW) return slots.slice().sort((left, right) => column.compare(left, right, 1));
  return column instanceof NumberColumn ? byNumber(slots, column) : byText(slots, column);
}

const FEW = 2000;

/** Slots in descending order, made of those in ascending order: nulls stay last, and equal ones in the order they have. */
export function descending(slots: Uint32Array, column: Column): Uint32Array {
  const turned = new Uint32Array(slots.length);
  let end = slots.length;
  while (end > 0 && column.isNull(slots[end - 1] as number)) end--;
  turned.set(slots.subarray(end), end);
  let at = 0;
  while (end > 0) {
    let start = end - 1;
    while (start > 0 && column.compare(slots[start - 1] as number, slots[end - 1] as number, 1) === 0) start--;
    turned.set(slots.subarray(start, end), at);
    at += end - start;
    end = start;
  }
  return turned;
}

function byNumber(slots: Uint32Array, { values }: NumberColumn): Uint32Array {
  const keys = new Float64Array(slots.length);
  for (let at = 0; at < slots.length; at++) keys[at] = values[slots[at] as number] as number;
  return byKey(keys).map(at => slots[at] as number);
}

/** The places of numbers in their order: a radix sort on their bits, made to compare as unsigned integers, 16 at a time. */
function byKey(numbers: Float64Array): Uint32Array {
  const { length } = numbers;
  const keys = numbers.slice();
  const halves = new Uint32Array(keys.buffer);
  for (let at = 0; at < length; at++) {
    const low = 2 * at;
    if (Number.isNaN(keys[at])) {
      halves[low] = halves[low + 1] = 0xffffffff;
      continue;
    }
    // -0 is 0; negative numbers turn all bits, others the sign
    if (keys[at] === 0) keys[at] = 0;
    const flip = (halves[low + 1] as number) >>> 31 === 1 ? 0xffffffff : 0;
    halves[low] = (halves[low] as number) ^ flip;
    halves[low + 1] = (halves[low + 1] as number) ^ (flip === 0 ? 0x80000000 : flip);
  }
  const digits = new Uint16Array(keys.buffer);
  let order = new Uint32Array(length);
  for (let at = 0; at < length; at++) order[at] = at;
  for (let digit = 0; digit < 4; digit++) order = byDigit(order, digits, digit);
  return order;
}

function byDigit(order: Uint32Array<ArrayBuffer>, digits: Uint16Array, digit: number): Uint32Array<ArrayBuffer> {
  const starts = new Uint32Array(65_537);
  for (let at = digit; at < digits.length; at += 4) (starts[(digits[at] as number) + 1] as number)++;
  if (starts.includes(order.length)) return order;
  for (let at = 1; at < starts.length; at++) starts[at] = (starts[at] as number) + (starts[at - 1] as number);
  const sorted = new Uint32Array(order.length);
  for (const at of order) {
    const value = digits[at * 4 + digit] as number;
    sorted[starts[value] as number] = at;
    starts[value] = (starts[value] as number) + 1;
  }
  return sorted;
}

/**
 * Texts are sorted by their first characters, as numbers; those with the same first ones by the next, until few are
 * left to be compared.
 */
function byText(slots: Uint32Array, column: TextColumn): Uint32Array {
  const nulls = slots.filter(slot => column.isNull(slot));
  const sorted = new Uint32Array(slots.length);
  sorted.set(nulls, slots.length - nulls.length);
  const texts = nulls.length === 0 ? slots : slots.filter(slot => !column.isNull(slot));
  sorted.set(byTextFrom(texts, column, 0));
  return sorted;
}

/** Slots of texts that are the same up to a place. */
function byTextFrom(slots: Uint32Array, column: TextColumn, from: number): Uint32Array {
  if (slots.length < FEW) return slots.slice().sort((left, right) => column.compare(left, right, 1));
  const { keys, step } = keysOf(slots, column, from, NARROW) ?? (keysOf(slots, column, from, WIDE) as Keys);
  const order = byKey(keys);
  const sorted = new Uint32Array(slots.length);
  for (let start = 0; start < order.length; ) {
    const key = keys[order[start] as number];
    let end = start + 1;
    while (end < order.length && keys[order[end] as number] === key) end++;
    const alike = order.slice(start, end).map(at => slots[at] as number);
    // texts that end here are all the same
    const isEnded = (column.values[alike[0] as number] as string).length < from + step;
    sorted.set(isEnded ? alike : byTextFrom(alike, column, from + step), start);
    start = end;
  }
  return sorted;
}

/** The next code units of some texts, as numbers that compare as they do, and how many units those are. */
type Keys = { keys: Float64Array; step: number };

/** How many code units below a bound one double holds exactly. Each counts one more, so that the end comes before any. */
type Packing = { base: number; step: number };
const NARROW: Packing = { base: 257, step: 6 };
const WIDE: Packing = { base: 65_537, step: 3 };

/** Undefined where a code unit is too high for the packing. */
function keysOf(slots: Uint32Array, column: TextColumn, from: number, { base, step }: Packing): Keys | undefined {
  const keys = new Float64Array(slots.length);
  for (let row = 0; row < slots.length; row++) {
    const text = column.values[slots[row] as number] as string;
    let key = 0;
    for (let at = from; at < from + step; at++) {
      const unit = at < text.length ? text.charCodeAt(at) + 1 : 0;
      if (unit >= base) return undefined;
      key = key * base + unit;
    }
    keys[row] = key;
  }
  return { keys, step };
}
