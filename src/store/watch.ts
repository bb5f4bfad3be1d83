import type { Collection, SlotChange } from './collection.js';
import type { Key } from './record.js';

/** Notes the keys of the records that are changed in some collections while long work on them goes on. */
export class Watch {
  #watched = new Map<Collection, Set<Key>>();

  /** Begins anew with some collections, and answers the keys of each. */
  begin(collections: Iterable<Collection>): ReadonlyMap<Collection, Set<Key>> {
    this.#watched = new Map([...collections].map(collection => [collection, new Set()]));
    return this.#watched;
  }

  end(): void {
    this.#watched = new Map();
  }

  note(collection: Collection, { before, after }: SlotChange): void {
    this.#watched.get(collection)?.add(collection.keyAt((after ?? before) as number));
  }
}
