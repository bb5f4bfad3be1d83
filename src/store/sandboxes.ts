import { Problem } from '../kernel/index.js';
import type { Store } from './store.js';

export type SandboxLimits = {
  /** How many sandboxes there may be; the one that was idle for longest is dropped first. */
  most: number;
  /** How many milliseconds a sandbox may be idle before it is dropped; without it, for ever. */
  ttl?: number | undefined;
};

type Sandbox = { store: Store; used: number };

/** Isolated copies of a store, in memory, by name. */
export class Sandboxes {
  readonly #store: Store;
  readonly #limits: SandboxLimits;
  /** The one used last is the last. */
  readonly #sandboxes = new Map<string, Sandbox>();

  constructor(store: Store, limits: SandboxLimits) {
    this.#store = store;
    this.#limits = limits;
  }

  /** The names of the sandboxes there are. */
  get names(): string[] {
    this.#expire();
    return [...this.#sandboxes.keys()];
  }

  has(name: string): boolean {
    this.#expire();
    return this.#sandboxes.has(name);
  }

  /** The sandbox of a name, made on first use from the data as they are. Throws `sandbox-name-invalid`. */
  get(name: string): Store {
    this.#expire();
    const found = this.#sandboxes.get(name);
    if (!found) assertName(name);
    return this.#keep(name, found?.store ?? this.#store.fork());
  }

  /** Makes or replaces a sandbox, from a snapshot or from the data as they are. Throws `no-such-snapshot`, `sandbox-name-invalid`. */
  make(name: string, { from }: { from?: string | undefined } = {}): Store {
    assertName(name);
    const store = this.#store.fork(from);
    this.#drop(name);
    return this.#keep(name, store);
  }

  /** Drops a sandbox, and returns whether there was one of that name. */
  forget(name: string): boolean {
    const found = this.#sandboxes.has(name);
    this.#drop(name);
    return found;
  }

  /** Drops all sandboxes. */
  clear(): void {
    for (const name of [...this.#sandboxes.keys()]) this.#drop(name);
  }

  #keep(name: string, store: Store): Store {
    this.#sandboxes.delete(name);
    this.#sandboxes.set(name, { store, used: performance.now() });
    for (const oldest of this.#sandboxes.keys()) {
      if (this.#sandboxes.size <= this.#limits.most) break;
      this.#drop(oldest);
    }
    return store;
  }

  /** Those that were idle for too long are the first. */
  #expire(): void {
    const { ttl } = this.#limits;
    if (ttl === undefined) return;
    const oldest = performance.now() - ttl;
    for (const [name, { used }] of this.#sandboxes) {
      if (used >= oldest) break;
      this.#drop(name);
    }
  }

  #drop(name: string): void {
    this.#sandboxes.get(name)?.store.release();
    this.#sandboxes.delete(name);
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
