import { expect, onTestFinished, test } from 'vitest';
import { memoryAdapter, Store } from '../../src/store/index.js';
import { addThing, definitions, seedOf, storeOf, thingsOf } from './things.js';

const refusal = { code: 'too-many-snapshots', status: 409, message: expect.stringContaining('2 snapshots already') };

async function storeWithRoomForTwo(): Promise<Store> {
  const store = await Store.open(memoryAdapter, { definitions, seeded: () => seedOf([{ id: 1 }]), maxSnapshots: 2 });
  onTestFinished(() => store.close());
  store.snapshot('first');
  store.snapshot('second');
  return store;
}

test('One snapshot more than there may be is refused, and those before stay', async () => {
  const store = await storeWithRoomForTwo();
  expect(() => store.snapshot('third')).toThrow(expect.objectContaining(refusal));
  expect(store.snapshots).toEqual(['first', 'second']);
});

test('Where there is no room for a further snapshot, one may still take the place of another', async () => {
  const store = await storeWithRoomForTwo();
  store.transact(() => addThing(store));
  store.snapshot('first');
  await store.restore('second');
  expect(thingsOf(store)).toHaveLength(1);
  await store.restore('first');
  expect(thingsOf(store)).toHaveLength(2);
});

test('Once a snapshot is forgotten there is room for another', async () => {
  const store = await storeWithRoomForTwo();
  store.forget('first');
  store.snapshot('third');
  expect(store.snapshots).toEqual(['second', 'third']);
});

test('A fork has room for as many snapshots, and begins with none', async () => {
  const fork = (await storeWithRoomForTwo()).fork();
  onTestFinished(() => fork.close());
  fork.snapshot('first');
  fork.snapshot('second');
  expect(() => fork.snapshot('third')).toThrow(expect.objectContaining(refusal));
});

test('A store that is not told otherwise has room for a hundred', async () => {
  const store = await storeOf([{ id: 1 }]);
  for (let at = 0; at < 100; at++) store.snapshot(`snapshot ${at}`);
  expect(() => store.snapshot('one more')).toThrow(expect.objectContaining({ code: 'too-many-snapshots' }));
});
