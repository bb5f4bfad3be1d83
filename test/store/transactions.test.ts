import { describe, expect, test } from 'vitest';
import { adapters, addThing, storeOf, THINGS } from './things.js';

describe.each(Object.entries(adapters))('Kept in %s', (_, adapter) => {
  test('a transaction answers what its work answers, and what it changed is seen at once', async () => {
    const store = await storeOf([{ id: 1 }], adapter());
    const { result, saved } = store.transact(() => addThing(store, { name: 'second' }));
    expect(result).toEqual({ id: 2, name: 'second' });
    expect(store.collection(THINGS).get(2)).toEqual(result);
    await saved;
    expect(store.collection(THINGS).get(2)).toEqual(result);
  });

  test('work that only reads has nothing to wait for', async () => {
    const store = await storeOf([{ id: 1 }], adapter());
    expect(store.transact(() => store.collection(THINGS).find([]))).toEqual({ result: [{ id: 1 }], saved: undefined });
  });

  test('work that fails changes nothing, whatever it had changed', async () => {
    const store = await storeOf(
      [
        { id: 1, name: 'one' },
        { id: 2, name: 'two' },
      ],
      adapter(),
    );
    const things = store.collection(THINGS);
    const failing = () =>
      store.transact(() => {
        things.replace({ id: 1, name: 'changed' });
        const { id } = addThing(store, { name: 'third' });
        things.replace({ id: 1, name: 'changed again' });
        things.replace({ id: Number(id), name: 'third changed' });
        addThing(store);
        throw new Error('enough');
      });
    expect(failing).toThrow('enough');
    expect(things.find([])).toEqual([
      { id: 1, name: 'one' },
      { id: 2, name: 'two' },
    ]);
    expect(things.get(3)).toBeUndefined();
    expect(store.transact(() => addThing(store)).result).toEqual({ id: 3 });
    await store.settled();
  });

  test('work that fails takes nothing back that came before it', async () => {
    const store = await storeOf([], adapter());
    const before = store.transact(() => addThing(store));
    expect(() =>
      store.transact(() => {
        addThing(store);
        throw new Error('enough');
      }),
    ).toThrow('enough');
    await before.saved;
    expect(store.collection(THINGS).find([])).toEqual([{ id: 1 }]);
  });

  test('replacing all data seeds anew, ids included', async () => {
    const store = await storeOf([{ id: 1 }], adapter());
    await store.transact(() => addThing(store)).saved;
    await store.replaceAll({
      about: store.about,
      next: { [THINGS]: 2 },
      collections: { [THINGS]: [{ id: 1 }] },
    });
    expect(store.collection(THINGS).find([])).toEqual([{ id: 1 }]);
    expect(store.transact(() => addThing(store)).result).toEqual({ id: 2 });
    await store.settled();
  });
});
