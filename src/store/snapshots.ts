import { Problem } from '../kernel/index.js';
import { redefineCopy } from './change/build-collections.js';
import type { Data } from './change/data.js';
import type { CollectionDefinition } from './memory/definition.js';

/** How many snapshots there may be unless another number is given. */
export const MAX_SNAPSHOTS = 100;

/** Copies of data by name, of which there may be a limited number. */
export class Snapshots {
  readonly most: number;
  readonly #snapshots = new Map<string, Data>();

  constructor(most: number) {
    this.most = most;
  }

  /** The names, in the order in which they were first used. */
  get names(): string[] {
    return [...this.#snapshots.keys()];
  }

  /** The data of a name. Throws `no-such-snapshot`. */
  get(name: string): Data {
    const data = this.#snapshots.get(name);
    if (data) return data;
    throw new Problem(
      'no-such-snapshot',
      `There is no snapshot ${name}; there are: ${this.names.join(', ') || 'none'}.`,
    );
  }

  /** Keeps a copy of data under a name, instead of any earlier copy. Throws `too-many-snapshots`. */
  set(name: string, data: Data): void {
    const before = this.#snapshots.get(name);
    if (!before && this.#snapshots.size >= this.most) {
      throw new Problem('too-many-snapshots', `There are ${this.most} snapshots already, and there may be no more.`);
    }
    before?.release();
    this.#snapshots.set(name, data.fork());
  }

  /** Gives collections of all copies other definitions. */
  redefine(definitions: readonly CollectionDefinition[]): void {
    for (const [name, data] of this.#snapshots) this.#snapshots.set(name, redefineCopy(data, definitions));
  }

  /** Deletes the copy of a name. Throws `no-such-snapshot`. */
  delete(name: string): void {
    this.get(name).release();
    this.#snapshots.delete(name);
  }

  clear(): void {
    for (const name of this.names) this.delete(name);
  }
}
