import { type Column, NumberColumn, type TextColumn } from './column.js';

/**
 * Slots in the ascending order of a column, nulls last, equal ones in the order in which they come. Only the values are
 * sorted, and each slot is then put where its value begins: to compare slots in pairs would take seconds for a million.
 */
export function sortSlots(slots: Uint32Array, column: Column): Uint32Array {
  return column instanceof NumberColumn ? byNumber(slots, column) : byText(slots, column);
}

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
  const rising = new Float64Array(slots.length);
  for (let at = 0; at < slots.length; at++) rising[at] = values[slots[at] as number] as number;
  rising.sort();
  // nulls are NaN, which is sorted last
  const nulls = firstThat(rising.length, at => Number.isNaN(rising[at]));
  const sorted = new Uint32Array(slots.length);
  /** By where a value begins: how many of its slots are placed. */
  const placed = new Uint32Array(slots.length);
  for (const slot of slots) {
    const value = values[slot] as number;
    const start = Number.isNaN(value) ? nulls : firstThat(nulls, at => (rising[at] as number) >= value);
    sorted[start + (placed[start] as number)] = slot;
    (placed[start] as number)++;
  }
  return sorted;
}

function byText(slots: Uint32Array, { values }: TextColumn): Uint32Array {
  const ids = new Map<string | null, number>();
  const idAt = new Uint32Array(slots.length);
  for (let at = 0; at < slots.length; at++) {
    const text = values[slots[at] as number] as string | null;
    let id = ids.get(text);
    if (id === undefined) {
      id = ids.size;
      ids.set(text, id);
    }
    idAt[at] = id;
  }
  /** By id: first how many slots have the text, then where the next of them is placed. */
  const places = new Uint32Array(ids.size);
  for (const id of idAt) (places[id] as number)++;
  const texts: (string | null)[] = [...ids.keys()].filter(text => text !== null).sort();
  if (ids.has(null)) texts.push(null);
  let start = 0;
  for (const text of texts) {
    const id = ids.get(text) as number;
    const count = places[id] as number;
    places[id] = start;
    start += count;
  }
  const sorted = new Uint32Array(slots.length);
  for (let at = 0; at < slots.length; at++) {
    const id = idAt[at] as number;
    sorted[places[id] as number] = slots[at] as number;
    (places[id] as number)++;
  }
  return sorted;
}

/** The lowest number from 0 that passes a test, which all higher ones then pass too; `end` where none below it does. */
export function firstThat(end: number, passes: (at: number) => boolean): number {
  let [low, high] = [0, Math.max(0, end)];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (passes(middle)) high = middle;
    else low = middle + 1;
  }
  return low;
}
