import type { Key } from '../memory/definition.js';
import type { Collection } from '../query/collection.js';

/** Notes which records of some collections are changed while a background job works beside them. */
export class ChangeTracker {
  #keys = new Map<Collection, Set<Key>>();

  /** Notes the changes of these collections from now on, and of no others. */
  watch(collections: Iterable<Collection>): void {
    this.#keys = new Map([...collections].map(collection => [collection, new Set()]));
  }

  note(collection: Collection, key: Key): void {
    this.#keys.get(collection)?.add(key);
  }

  /** How many changed records were noted and not taken yet. */
  get size(): number {
    let size = 0;
    for (const keys of this.#keys.values()) size += keys.size;
    return size;
  }

  /** Takes the changed records that were noted so far. */
  take(): { collection: Collection; key: Key }[] {
    const taken = [...this.#keys].flatMap(([collection, keys]) => [...keys].map(key => ({ collection, key })));
    this.watch(this.#keys.keys());
    return taken;
  }
}
