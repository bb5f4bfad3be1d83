import { LRUCache } from 'lru-cache';
import { Problem } from '../kernel/index.js';
import type { Store } from './store.js';

export type SandboxLimits = {
  /** How many sandboxes there may be; the one that was idle for longest is dropped first. */
  most: number;
  /** How many milliseconds a sandbox may be idle before it is dropped; without it, for ever. */
  ttl?: number | undefined;
};

/** A store, and when it was made and last used, by the machine's clock. */
type KeptStore = { store: Store; madeAt: number; usedAt: number };

/** Isolated copies of a store, in memory, by name. */
export class Sandboxes {
  readonly #store: Store;
  readonly #sandboxes: LRUCache<string, KeptStore>;

  constructor(store: Store, { most, ttl = 0 }: SandboxLimits) {
    this.#store = store;
    this.#sandboxes = new LRUCache({
      // not `max`, which reserves room for as many at once
      maxSize: most,
      sizeCalculation: () => 1,
      ttl,
      updateAgeOnGet: true,
      dispose: ({ store }) => store.release(),
    });
  }

  /** The names of the sandboxes there are; the one used last is the last. */
  get names(): string[] {
    this.#sandboxes.purgeStale();
    return [...this.#sandboxes.rkeys()];
  }

  has(name: string): boolean {
    return this.#sandboxes.has(name);
  }

  /** The sandbox of a name, made on first use from the data as they are. Throws `sandbox-name-invalid`. */
  get(name: string): Store {
    const kept = this.#sandboxes.get(name);
    if (!kept) return this.make(name);
    kept.usedAt = Date.now();
    return kept.store;
  }

  /** A sandbox and its times, without a use of it; undefined where there is none of that name. */
  look(name: string): Readonly<KeptStore> | undefined {
    return this.#sandboxes.peek(name);
  }

  /** Makes or replaces a sandbox, from a snapshot or from the data as they are. Throws `no-such-snapshot`, `sandbox-name-invalid`. */
  make(name: string, { from }: { from?: string | undefined } = {}): Store {
    assertName(name);
    const store = this.#store.fork(from);
    this.#sandboxes.purgeStale();
    const now = Date.now();
    this.#sandboxes.set(name, { store, madeAt: now, usedAt: now });
    return store;
  }

  /** Drops a sandbox, and returns whether there was one of that name. */
  forget(name: string): boolean {
    return this.#sandboxes.delete(name);
  }

  /** Drops all sandboxes. */
  clear(): void {
    this.#sandboxes.clear();
  }
}

/** Called before the store is forked: a fork that is never released would keep its records for ever. */
function assertName(name: string): void {
  if (isSandboxName(name)) return;
  throw new Problem('sandbox-name-invalid', `A sandbox cannot be called ${JSON.stringify(name.slice(0, 80))}.`);
}

/** Whether a name may be that of a sandbox. */
export function isSandboxName(name: string): boolean {
  return SANDBOX_NAME.test(name);
}

/** Letters, digits, `-`, `_` and `.`, so that a name needs no encoding in a path. */
const SANDBOX_NAME = /^[\w.-]{1,64}$/;
