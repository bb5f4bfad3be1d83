import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { collectionJson, type Store } from '../../src/store/index.js';
import { things } from './random-things.js';
import { addThing, storeOf, THINGS, thingsOf } from './things.js';

const LONG = 'x'.repeat(3000);
const many = Array.from({ length: 2000 }, (_, at) => ({ id: at + 1, note: LONG }));

async function textOf(store: Store): Promise<string> {
  const pieces: Uint8Array[] = [];
  for await (const piece of collectionJson(store.collection(THINGS))) pieces.push(piece);
  return Buffer.concat(pieces).toString();
}

test('All records of a collection are one JSON list, in the order of their keys, whatever they are', () =>
  fc.assert(
    fc.asyncProperty(things, async records => {
      const store = await storeOf(records);
      expect(await textOf(store)).toBe(JSON.stringify(thingsOf(store)));
    }),
    { numRuns: 30 },
  ));

test('Many records come in pieces, none of which is large', async () => {
  const store = await storeOf(many);
  const lengths: number[] = [];
  for await (const piece of collectionJson(store.collection(THINGS))) lengths.push(piece.length);
  expect(Math.max(...lengths)).toBeLessThan(80_000);
  expect(await textOf(store)).toBe(JSON.stringify(many));
});

test('What is changed, put back or replaced between two pieces is not seen in them', async () => {
  const store = await storeOf(many);
  const pieces: Uint8Array[] = [];
  for await (const piece of collectionJson(store.collection(THINGS))) {
    pieces.push(piece);
    if (pieces.length === 2) await store.replaceAll({ [THINGS]: [{ id: 5000 }] });
    if (pieces.length === 4) await store.reset();
    store.transact(() => {
      for (let count = 0; count < 20; count++) addThing(store, { note: 'y'.repeat(3000) });
    });
  }
  expect(Buffer.concat(pieces).toString()).toBe(JSON.stringify(many));
});

test('Whoever wants no more pieces lets the records go', async () => {
  const store = await storeOf(many);
  const { heap } = store.collection(THINGS).indexes;
  const before = heap.holders.size;
  for await (const _ of collectionJson(store.collection(THINGS))) {
    expect(heap.holders.size).toBe(before + 1);
    break;
  }
  expect(heap.holders.size).toBe(before);
});
