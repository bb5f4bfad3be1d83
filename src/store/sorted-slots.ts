import { type Column, NumberColumn, type Sign, type TextColumn } from './column.js';

/**
 * Slots in the order of a column, nulls last, equal ones in the order in which they come. Numbers are sorted digit by
 * digit, texts of few different values through those; a comparison per pair would take seconds for a million.
 */
export function sortedSlots(slots: Uint32Array, column: Column, sign: Sign): Uint32Array {
  if (slots.length < FEW) return slots.slice().sort(stably(slots, (left, right) => column.compare(left, right, sign)));
  return column instanceof NumberColumn ? byNumber(slots, column, sign) : byText(slots, column, sign);
}

const FEW = 2000;

/** TypedArray's sort is stable; the wrapper only says so at the one place that relies on it. */
function stably(_: Uint32Array, compare: (left: number, right: number) => number) {
  return compare;
}

/** A radix sort on the bits of the doubles, made so that they compare as unsigned integers; 16 bits at a time. */
function byNumber(slots: Uint32Array, { values }: NumberColumn, sign: Sign): Uint32Array {
  const { length } = slots;
  const keys = new Float64Array(length);
  for (let at = 0; at < length; at++) keys[at] = values[slots[at] as number] as number;
  const halves = new Uint32Array(keys.buffer);
  for (let at = 0; at < length; at++) {
    const low = 2 * at;
    if (Number.isNaN(keys[at])) {
      halves[low] = halves[low + 1] = 0xffffffff;
      continue;
    }
    // -0 is 0; negative numbers turn all bits, others the sign; descending turns them all once more
    if (keys[at] === 0) keys[at] = 0;
    const flip = (halves[low + 1] as number) >>> 31 === 1 ? 0xffffffff : 0;
    const turn = sign === 1 ? 0 : 0xffffffff;
    halves[low] = (halves[low] as number) ^ flip ^ turn;
    halves[low + 1] = (halves[low + 1] as number) ^ (flip === 0 ? 0x80000000 : flip) ^ turn;
  }
  const digits = new Uint16Array(keys.buffer);
  let order = new Uint32Array(length);
  for (let at = 0; at < length; at++) order[at] = at;
  for (let digit = 0; digit < 4; digit++) order = byDigit(order, digits, digit);
  for (let at = 0; at < length; at++) order[at] = slots[order[at] as number] as number;
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

/** The different texts are sorted, then every slot goes to the place of its text. */
function byText(slots: Uint32Array, { values }: TextColumn, sign: Sign): Uint32Array {
  const counts = new Map<string | null, number>();
  for (const slot of slots) {
    const text = values[slot] as string | null;
    counts.set(text, (counts.get(text) ?? 0) + 1);
  }
  const nulls = counts.get(null) ?? 0;
  counts.delete(null);
  // without a function to compare, texts are sorted by code unit
  const texts = [...counts.keys()].sort();
  if (sign === -1) texts.reverse();
  let start = 0;
  const starts = new Map<string | null, number>();
  for (const text of texts) {
    starts.set(text, start);
    start += counts.get(text) as number;
  }
  starts.set(null, slots.length - nulls);
  const sorted = new Uint32Array(slots.length);
  for (const slot of slots) {
    const text = values[slot] as string | null;
    const place = starts.get(text) as number;
    sorted[place] = slot;
    starts.set(text, place + 1);
  }
  return sorted;
}
