import { describe, expect, test } from 'vitest';
import { adapters, addThing, storeOf, THINGS, thingsOf } from '../things.js';

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
    expect(store.transact(() => thingsOf(store))).toEqual({ result: [{ id: 1 }], saved: undefined });
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
        things.remove(2);
        addThing(store);
        throw new Error('enough');
      });
    expect(failing).toThrow('enough');
    expect(thingsOf(store)).toEqual([
      { id: 1, name: 'one' },
      { id: 2, name: 'two' },
    ]);
    expect(things.get(3)).toBeUndefined();
    expect(store.transact(() => addThing(store)).result).toEqual({ id: 3 });
  });

  test('a part that fails is undone, and what came before it is kept', async () => {
    const store = await storeOf([{ id: 1 }], adapter());
    const { result, saved } = store.transact(() => {
      addThing(store, { name: 'before' });
      const failing = () =>
        store.attempt(() => {
          addThing(store, { name: 'undone' });
          store.collection(THINGS).remove(1);
          throw new Error('enough');
        });
      expect(failing).toThrow('enough');
      return store.attempt(() => addThing(store, { name: 'after' }));
    });
    await saved;
    expect(result).toEqual({ id: 3, name: 'after' });
    expect(thingsOf(store)).toEqual([{ id: 1 }, { id: 2, name: 'before' }, { id: 3, name: 'after' }]);
  });

  test('ids that only a part that failed has taken are free again', async () => {
    const store = await storeOf([{ id: 1 }], adapter());
    const attempt = () =>
      store.attempt(() => {
        addThing(store);
        throw new Error('enough');
      });
    store.transact(() => expect(attempt).toThrow('enough'));
    expect(store.transact(() => addThing(store)).result).toEqual({ id: 2 });
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
    expect(thingsOf(store)).toEqual([{ id: 1 }]);
  });

  test('an id that was taken is not given again, though its record is gone', async () => {
    const store = await storeOf([{ id: 1 }], adapter());
    store.transact(() => addThing(store));
    store.transact(() => store.collection(THINGS).remove(2));
    expect(store.transact(() => addThing(store)).result).toEqual({ id: 3 });
  });

  test('nothing is changed without a transaction, nor in one within another', async () => {
    const store = await storeOf([{ id: 1 }], adapter());
    const things = store.collection(THINGS);
    for (const change of [
      () => things.add({ id: 2 }),
      () => things.replace({ id: 1, name: 'changed' }),
      () => things.remove(1),
      () => store.nextId(THINGS),
    ]) {
      expect(change).toThrow('a change needs a transaction');
    }
    expect(() => store.transact(() => store.transact(() => addThing(store)))).toThrow('a transaction is open already');
    expect(thingsOf(store)).toEqual([{ id: 1 }]);
  });

  test('a reset puts the data back, ids included', async () => {
    const store = await storeOf([{ id: 1 }], adapter());
    await store.transact(() => addThing(store)).saved;
    await store.transact(() => store.collection(THINGS).replace({ id: 1, name: 'changed' })).saved;
    await store.reset();
    expect(thingsOf(store)).toEqual([{ id: 1 }]);
    expect(store.transact(() => addThing(store)).result).toEqual({ id: 2 });
  });

  test('a store that was closed changes nothing any more', async () => {
    const store = await storeOf([{ id: 1 }], adapter());
    store.snapshot('before');
    await store.close();
    const closed = { code: 'mock-closed' };
    expect(() => store.transact(() => addThing(store))).toThrow(expect.objectContaining(closed));
    await expect(store.restore('before')).rejects.toMatchObject(closed);
    await expect(store.reset()).rejects.toMatchObject(closed);
    await store.close();
  });

  test('a collection that was asked for before all data were put back is not changed any more', async () => {
    const store = await storeOf([{ id: 1 }], adapter());
    const things = store.collection(THINGS);
    await store.reset();
    const stale = () => store.transact(() => things.replace({ id: 1, name: 'stale' }));
    expect(stale).toThrow(`${THINGS} was put back meanwhile`);
    await store.transact(() => store.collection(THINGS).replace({ id: 1, name: 'fresh' })).saved;
    expect(thingsOf(store)).toEqual([{ id: 1, name: 'fresh' }]);
  });
});

describe.each(Object.entries(adapters))('Many changed at once, kept in %s', (_, adapter) => {
  const rename = { collection: THINGS, where: [], to: (thing: object) => ({ ...thing, name: 'renamed' }) };
  const many = (count: number) => Array.from({ length: count }, (_, at) => ({ id: at + 1, name: 'as it was' }));

  test.each([0, 1, 500, 501, 3000])('%d things are changed in one go', async count => {
    const store = await storeOf(many(count), adapter());
    expect(await store.changeAll(rename, found => `${found} things`)).toBe(`${count} things`);
    expect(store.collection(THINGS).count([{ key: 'name', is: 'equal', value: 'renamed' }])).toBe(count);
  });

  test.each([3, 3000])(
    'of %d things none is changed where the conclusion fails, and whoever asked is told why',
    async count => {
      const store = await storeOf(many(count), adapter());
      const changing = store.changeAll(rename, () => {
        throw new Error('enough');
      });
      await expect(changing).rejects.toThrow(/^enough$/);
      expect(thingsOf(store)).toEqual(many(count));
    },
  );

  test.each([3, 3000])('of %d things none is changed where one of them cannot be', async count => {
    const store = await storeOf(many(count), adapter());
    const to = (thing: Readonly<Record<string, unknown>>) => {
      if (thing.id === count) throw new Error('not this one');
      return { ...thing, name: 'renamed' };
    };
    await expect(store.changeAll({ ...rename, to }, () => {})).rejects.toThrow(/^not this one$/);
    expect(thingsOf(store)).toEqual(many(count));
  });

  test('few of very many are changed as many of them are, and stand in their new places', async () => {
    const store = await storeOf(many(6000), adapter());
    const things = store.collection(THINGS);
    const byName = { where: [], order: { key: 'name', direction: 'descending' as const }, offset: 0, limit: 6000 };
    things.page(byName);
    const where = [{ key: 'id', is: 'within' as const, ranges: [[1001, 1300] as const] }];
    const changing = store.changeAll({ ...rename, where }, found => found);
    await store.transact(() => things.replace({ id: 1100, name: 'meanwhile' })).saved;
    await store.transact(() => things.replace({ id: 5, name: 'meanwhile' })).saved;
    expect(await changing).toBe(300);
    const expected = many(6000).map(thing => {
      if (thing.id === 5) return { ...thing, name: 'meanwhile' };
      return thing.id > 1000 && thing.id <= 1300 ? { ...thing, name: 'renamed' } : thing;
    });
    expect(thingsOf(store)).toEqual(expected);
    const ids = [...store.collection(THINGS).page(byName).records].map(
      bytes => JSON.parse(Buffer.from(bytes).toString()).id,
    );
    expect(ids).toEqual([
      ...expected.filter(({ name }) => name === 'renamed').map(({ id }) => id),
      5,
      ...expected.filter(({ name }) => name === 'as it was').map(({ id }) => id),
    ]);
  });

  test.each([3, 3000])('of %d things none is changed once the store is closed', async count => {
    const store = await storeOf(many(count), adapter());
    await store.close();
    await expect(store.changeAll(rename, () => {})).rejects.toMatchObject({ code: 'mock-closed' });
  });
});
